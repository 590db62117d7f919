import type { ModelManifest } from '../contract/modelManifest.js';
import type { Prediction } from '../contract/prediction.js';
import type { PredictionRequest } from '../contract/request.js';
import type { Warning } from '../contract/warning.js';
import type { EncodedClinical } from '../inference/encodeClinical.js';
import { encodeClinical } from '../inference/encodeClinical.js';
import { clinicalInputOf } from '../inference/modelInputs.js';
import type { TakenInputs } from '../inputs/sampleInputs.js';
import {
  checkBodyPart,
  checkContrast,
  checkHounsfieldUnits,
  checkLesionSize,
  checkModelStatus,
  checkParts,
  checkSliceCount,
  checkSliceThickness,
} from './inputChecks.js';
import { warningsOfMissing } from './missingClinical.js';
import type { ModelRun } from './runModel.js';

/** Identity and times of a run. */
export interface RunRecord {
  readonly uid: string;
  readonly createdAt: Date;
  /** Wall times, ms: taking the inputs of the CT, and the whole run. */
  readonly samplingMs: number;
  readonly totalMs: number;
}

/**
 * What a model said of a request's inputs, with whose they are and what is to be told of them. All that
 * is known of a patient enters here, beside the voxels: wherever the model ran, this runs where the
 * request was made.
 */
export function completePrediction(
  request: PredictionRequest,
  manifest: ModelManifest,
  taken: TakenInputs,
  run: ModelRun,
  { uid, createdAt, samplingMs, totalMs }: RunRecord,
): Prediction {
  const input = clinicalInputOf(manifest);
  const clinical = input && encodeClinical(request.clinical, input);
  return {
    schemaVersion: 1,
    uid,
    createdAt: createdAt.toISOString(),
    targets: [...run.targets],
    ...(run.likeness && { likeness: run.likeness }),
    lesion: request.lesion,
    inputs: inputsUsed(request, clinical),
    model: run.model,
    device: run.device,
    timingsMs: {
      views: samplingMs + run.timingsMs.views,
      run: run.timingsMs.run,
      total: totalMs,
    },
    warnings: [
      ...warningsOfInputs(request, manifest, taken.warnings),
      ...warningsOfMissing(clinical?.missing ?? []),
      ...run.warnings,
    ],
  };
}

function inputsUsed(
  { image, segmentation }: PredictionRequest,
  clinical: EncodedClinical | undefined,
): Prediction['inputs'] {
  return {
    ...(image && {
      image: {
        studyInstanceUid: image.studyInstanceUid,
        seriesInstanceUid: image.seriesInstanceUid,
        frameOfReferenceUid: image.frameOfReferenceUid,
      },
    }),
    segmentation,
    clinical: clinical?.used ?? {},
    clinicalMissing: clinical?.missing.map(({ name }) => name) ?? [],
  };
}

/** In the order in which the warnings are read: model, image, lesion; patient and device follow. */
function warningsOfInputs(
  { acquisition, region, lesion, inputWarnings }: PredictionRequest,
  manifest: ModelManifest,
  found: readonly Warning[],
): Warning[] {
  const looksAtImage = region.data.length > 0;
  // Also of a model that looks at no image: its clinical values are the patient's.
  const isOfPatient = ({ code }: Warning) => code === 'other-patient';
  return [
    checkModelStatus(manifest),
    ...inputWarnings.filter(isOfPatient),
    ...(looksAtImage
      ? [
          checkBodyPart(acquisition),
          checkHounsfieldUnits(region),
          checkSliceThickness(acquisition, region.grid),
          checkContrast(acquisition),
          ...inputWarnings.filter((warning) => !isOfPatient(warning)),
          checkLesionSize(lesion),
          checkSliceCount(lesion),
          checkParts(lesion),
        ]
      : []),
    ...found,
  ].filter((warning) => warning !== undefined);
}
