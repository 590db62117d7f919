/** The lesions on which every place that predicts is compared with every other. */
import {
  cropVolume,
  preparePrediction,
  type ClinicalInputs,
  type CohortCase,
  type CtImage,
  type Mask,
  type ModelManifest,
  type PredictionRequest,
} from '@mutation-prediction/core';
import { phantoms } from './phantoms.js';
import { realLesions } from './realLesions.js';

/** Enough for a difference to show that only some lesions have; those of real patients come on top. */
export const PARITY_CASES = 20;

const COHORT = 20_261_129;

export interface ParityCase {
  readonly title: string;
  readonly ct: CtImage;
  readonly mask: Mask;
  readonly clinical: ClinicalInputs;
}

export async function parityCases(): Promise<readonly ParityCase[]> {
  const cohort = await phantoms(COHORT, PARITY_CASES);
  const synthetic = cohort.map(({ ct, mask, patient, lobe }, index): ParityCase => ({
    title: `case ${index}`,
    // As a CT that says little of itself.
    ct: {
      grid: ct.grid,
      acquisition: { modality: 'CT', bodyPartExamined: 'CHEST' },
      readRegion: (box) => Promise.resolve(cropVolume(ct, box)),
    },
    mask,
    clinical: clinicalOf(patient, lobe),
  }));
  const real = await realLesions();
  return [...synthetic, ...real.map((lesion) => ({ ...lesion, clinical: { sex: 'F' as const } }))];
}

/** As a host would make it. */
export function requestOf(
  { ct, mask, clinical, title }: ParityCase,
  manifest: ModelManifest,
): Promise<PredictionRequest> {
  const source = {
    label: title,
    trackingUid: '2.25.1',
    segmentation: { kind: 'nifti' as const, segmentNumber: 1 },
  };
  return preparePrediction(ct, mask, source, clinical, manifest);
}

/** What the cohort's table knows of a patient. */
function clinicalOf(patient: CohortCase['patient'], lobe: CohortCase['lobe']): ClinicalInputs {
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
