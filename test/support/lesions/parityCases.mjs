/** The lesions on which every place that predicts is compared with every other. */
import { cohortCase, cropVolume, preparePrediction } from '../../../core/dist/index.js';
import { realLesions } from './realLesions.mjs';

const COHORT = 20_261_129;
/** Enough for a difference to show that only some lesions have; those of real patients come on top. */
const CASES = 20;

export async function parityCases() {
  const synthetic = Array.from({ length: CASES }, (_, index) => {
    const { ct, mask, patient, lobe } = cohortCase(COHORT, index);
    return {
      title: `case ${index}`,
      // As a CT that says little of itself.
      ct: {
        grid: ct.grid,
        acquisition: { modality: 'CT', bodyPartExamined: 'CHEST' },
        readRegion: async (box) => cropVolume(ct, box),
      },
      mask,
      clinical: clinicalOf(patient, lobe),
    };
  });
  const real = await realLesions();
  return [...synthetic, ...real.map((lesion) => ({ ...lesion, clinical: { sex: 'F' } }))];
}

/** As a host would make it; no check keeps the model from running, however strange the lesion is. */
export async function requestOf({ ct, mask, clinical, title }, manifest) {
  const source = {
    label: title,
    trackingUid: '2.25.1',
    segmentation: { kind: 'nifti', segmentNumber: 1 },
  };
  const request = await preparePrediction(ct, mask, source, clinical, manifest);
  return { ...request, showWithheld: true };
}

/** What the cohort's table knows of a patient. */
function clinicalOf(patient, lobe) {
  const { age, sex, smoking, heightCm, weightKg, familyHistory, stage, invasiveDegree } = patient;
  return {
    ...(age !== undefined && { ageYears: age }),
    ...(smoking !== undefined && { smoking }),
    familyHistory: familyHistory === 1 ? 'yes' : 'no',
    sex,
    heightCm,
    weightKg,
    stage,
    invasiveDegree,
    lobe,
  };
}
