import { newUid } from '../dicom/identity/uid.js';
import { throwIfCancelled } from '../errors.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import { readActivationMaps } from '../inference/activationMaps.js';
import { modelIdentity } from '../inference/loadManifest.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { LikenessReference } from '../inference/likenessReference.js';
import type { ModelSession } from '../inference/session.js';
import type { EncodedInputs } from '../inputs/encodeInputs.js';
import { encodeInputs } from '../inputs/encodeInputs.js';
import type { RadiomicsExtractor } from '../inputs/radiomics.js';
import type { LesionViews } from '../views/lesionViews.js';
import {
  checkBodyPart,
  checkClinical,
  checkContrast,
  checkDevice,
  checkHounsfieldUnits,
  checkLesionSize,
  checkModelStatus,
  checkParts,
  checkSliceCount,
  checkSliceThickness,
} from './inputChecks.js';
import type { Likeness, Prediction } from '../contract/prediction.js';
import type { OnProgress } from '../contract/progress.js';
import type { PredictionRequest } from '../contract/request.js';
import { readTargets } from './targetOutputs.js';
import type { Seen } from './trainingLikeness.js';
import { checkLikeness, trainingLikeness } from './trainingLikeness.js';
import type { Warning } from '../contract/warning.js';

/** A model package whose network is ready to run. */
export interface PredictionModel {
  readonly manifest: ModelManifest;
  /** `sha256:` + digest of model.json's bytes. */
  readonly digest: string;
  readonly session: ModelSession;
  /** The package's likeness file; where its manifest names one. */
  readonly likeness?: LikenessReference;
}

export interface PredictOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Takes radiomic features in other threads; on this one by default. */
  readonly extractRadiomics?: RadiomicsExtractor;
  /** Clock and identity of the run; replaced where a run must be reproducible. */
  readonly now?: () => Date;
  readonly uid?: string;
}

export interface PredictionResult {
  readonly prediction: Prediction;
  /** What the network saw; absent for a model that looks at no views. */
  readonly views?: LesionViews;
  /** Where it looked; absent for a model that does not tell. */
  readonly activationMaps?: readonly ActivationMaps[];
}

/**
 * Runs a model on a lesion: inputs, network, reading of the outputs.
 *
 * @throws `inference-failed` when the network fails or returns no probabilities, `unsuitable-roi`
 *   when its radiomic features cannot be taken of the lesion, `cancelled`
 */
export async function predict(
  request: PredictionRequest,
  model: PredictionModel,
  options: PredictOptions = {},
): Promise<PredictionResult> {
  const { signal, onProgress, extractRadiomics, now = () => new Date(), uid = newUid() } = options;
  const { manifest, session } = model;
  const started = performance.now();

  throwIfCancelled(signal);
  onProgress?.({ stage: 'views' });
  const encoded = await encodeInputs(request, manifest.inputs, {
    ...(signal && { signal }),
    ...(extractRadiomics && { extract: extractRadiomics }),
    onProgress: ({ done, total }) => onProgress?.({ stage: 'views', loaded: done, total }),
  });
  const inputsDone = performance.now();

  throwIfCancelled(signal);
  onProgress?.({ stage: 'run' });
  const outputs = await session.run(encoded.tensors, signal);
  throwIfCancelled(signal);
  const runDone = performance.now();

  const likeness = likenessOf({ request, inputs: encoded.tensors, outputs }, model);
  const prediction: Prediction = {
    schemaVersion: 1,
    uid,
    createdAt: now().toISOString(),
    targets: readTargets(outputs, manifest),
    ...(likeness && { likeness }),
    lesion: request.lesion,
    inputs: inputsUsed(request, encoded),
    model: modelIdentity(manifest, model.digest),
    device: session.device,
    timingsMs: {
      views: inputsDone - started,
      run: runDone - inputsDone,
      total: performance.now() - started,
    },
    warnings: collectWarnings(request, model, encoded, checkLikeness(likeness)),
  };
  const activationMaps = readActivationMaps(outputs, manifest);
  return {
    prediction,
    ...(encoded.views && { views: encoded.views }),
    ...(activationMaps.length > 0 && { activationMaps }),
  };
}

function likenessOf(seen: Seen, { manifest, likeness }: PredictionModel): Likeness | undefined {
  if (!manifest.likeness) return undefined;
  if (!likeness) throw new RangeError(`The likeness file of ${manifest.id} was not loaded.`);
  return trainingLikeness(seen, likeness, manifest);
}

function inputsUsed(
  { image, segmentation }: PredictionRequest,
  { clinical }: EncodedInputs,
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
    clinicalMissing: clinical?.missing.map(({ field }) => field.name) ?? [],
  };
}

/** Every check, in the order in which the warnings are read: model, image, lesion, patient, device. */
function collectWarnings(
  { acquisition, region, lesion, inputWarnings }: PredictionRequest,
  { manifest, session }: PredictionModel,
  { clinical, warnings }: EncodedInputs,
  unlikeTraining: Warning | undefined,
): Warning[] {
  const looksAtImage = region.data.length > 0;
  return [
    checkModelStatus(manifest),
    ...(looksAtImage
      ? [
          checkBodyPart(acquisition),
          checkHounsfieldUnits(region),
          checkSliceThickness(acquisition, region.grid),
          checkContrast(acquisition),
          ...inputWarnings,
          checkLesionSize(lesion),
          checkSliceCount(lesion),
          checkParts(lesion),
        ]
      : []),
    ...warnings,
    ...checkClinical(clinical?.missing ?? []),
    unlikeTraining,
    checkDevice(session.device),
  ].filter((warning) => warning !== undefined);
}
