import { newUid } from '../dicom/uid.js';
import { throwIfCancelled } from '../errors.js';
import type { EncodedClinical } from '../inference/encodeClinical.js';
import { encodeClinical } from '../inference/encodeClinical.js';
import { modelIdentity } from '../inference/loadManifest.js';
import { clinicalInputOf, viewsInputOf } from '../inference/modelInputs.js';
import type { ModelManifest } from '../inference/modelManifest.js';
import type { FloatTensor, ModelSession } from '../inference/session.js';
import { extractViews } from '../views/extractViews.js';
import type { LesionViews } from '../views/lesionViews.js';
import { normaliseViews } from '../views/normaliseViews.js';
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
import type { Prediction } from './prediction.js';
import type { OnProgress } from './progress.js';
import type { PredictionRequest } from './request.js';
import { readTargets } from './targetOutputs.js';
import type { Warning } from './warning.js';

/** A model package whose network is ready to run. */
export interface PredictionModel {
  readonly manifest: ModelManifest;
  /** `sha256:` + digest of model.json's bytes. */
  readonly digest: string;
  readonly session: ModelSession;
}

export interface PredictOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Clock and identity of the run; replaced where a run must be reproducible. */
  readonly now?: () => Date;
  readonly uid?: string;
}

export interface PredictionResult {
  readonly prediction: Prediction;
  /** What the network saw. */
  readonly views: LesionViews;
}

/**
 * Runs a model on a lesion: views, network, reading of the outputs.
 *
 * @throws `inference-failed` when the network fails or returns no probabilities, `cancelled`
 */
export async function predict(
  request: PredictionRequest,
  model: PredictionModel,
  { signal, onProgress, now = () => new Date(), uid = newUid() }: PredictOptions = {},
): Promise<PredictionResult> {
  const { manifest, session } = model;
  const viewsInput = viewsInputOf(manifest);
  const clinicalInput = clinicalInputOf(manifest);
  const started = performance.now();

  throwIfCancelled(signal);
  onProgress?.({ stage: 'views' });
  const { region, regionMask, lesion } = request;
  const views = extractViews(region, regionMask, lesion.centroidLps, viewsInput);
  const inputs: Record<string, FloatTensor> = {
    [viewsInput.tensor]: {
      data: normaliseViews(views, viewsInput),
      dims: [1, views.planes.length, views.size, views.size],
    },
  };
  const clinical = clinicalInput && encodeClinical(request.clinical, clinicalInput);
  if (clinicalInput && clinical) {
    inputs[clinicalInput.tensor] = { data: clinical.values, dims: [1, clinical.values.length] };
  }
  const viewsDone = performance.now();

  throwIfCancelled(signal);
  onProgress?.({ stage: 'run' });
  const outputs = await session.run(inputs, signal);
  throwIfCancelled(signal);
  const runDone = performance.now();

  const prediction: Prediction = {
    schemaVersion: 1,
    uid,
    createdAt: now().toISOString(),
    targets: readTargets(outputs, manifest),
    lesion,
    inputs: inputsUsed(request, clinical),
    model: modelIdentity(manifest, model.digest),
    device: session.device,
    timingsMs: {
      views: viewsDone - started,
      run: runDone - viewsDone,
      total: performance.now() - started,
    },
    warnings: collectWarnings(request, model, clinical),
  };
  return { prediction, views };
}

function inputsUsed(
  { image, segmentation, clinical }: PredictionRequest,
  encoded: EncodedClinical | undefined,
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
    clinical: encoded ? clinical : {},
    clinicalMissing: encoded?.missing.map(({ field }) => field.name) ?? [],
  };
}

/** Every check, in the order in which the warnings are read: model, image, lesion, patient, device. */
function collectWarnings(
  { acquisition, region, lesion, inputWarnings }: PredictionRequest,
  { manifest, session }: PredictionModel,
  clinical: EncodedClinical | undefined,
): Warning[] {
  return [
    checkModelStatus(manifest),
    checkBodyPart(acquisition),
    checkHounsfieldUnits(region),
    checkSliceThickness(acquisition, region.grid),
    checkContrast(acquisition),
    ...inputWarnings,
    checkLesionSize(lesion),
    checkSliceCount(lesion),
    checkParts(lesion),
    ...checkClinical(clinical?.missing ?? []),
    checkDevice(session.device),
  ].filter((warning) => warning !== undefined);
}
