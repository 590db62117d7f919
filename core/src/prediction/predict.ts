import { newUid } from '../dicom/identity/uid.js';
import { throwIfCancelled } from '../errors.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import { readActivationMaps } from '../inference/activationMaps.js';
import { modelIdentity } from '../inference/loadManifest.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { ModelSession } from '../inference/session.js';
import type { EncodedInputs } from '../inputs/encodeInputs.js';
import { encodeInputs } from '../inputs/encodeInputs.js';
import type { RadiomicsExtractor } from '../inputs/radiomics.js';
import { checkCodes } from '../plausibility/codedStructure.js';
import { checkRegion } from '../plausibility/checkRegion.js';
import { findingOf } from '../plausibility/finding.js';
import { extractViews } from '../views/extractViews.js';
import type { LesionViews } from '../views/lesionViews.js';
import {
  checkBodyPart,
  checkClinical,
  checkContrast,
  checkDevice,
  checkLesionSize,
  checkModelStatus,
  checkParts,
  checkSliceCount,
  checkSliceThickness,
} from './inputChecks.js';
import type { Lesion, Prediction } from '../contract/prediction.js';
import type { OnProgress } from '../contract/progress.js';
import type { PredictionRequest } from '../contract/request.js';
import { readTargets, withheldTargets } from './targetOutputs.js';
import { checkLikeness } from './trainingLikeness.js';
import type { Warning, WarningCode } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import { withholding } from '../contract/warningLevels.js';

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
 * Runs a model on a lesion: checks, inputs, network, reading of the outputs. Where a check withholds the
 * result the network does not run, unless the request asks for its figures all the same.
 *
 * @throws `inference-failed` when the network fails or returns no probabilities, `unsuitable-roi`
 *   when its radiomic features cannot be taken of the lesion, `cancelled`
 */
export async function predict(
  request: PredictionRequest,
  model: PredictionModel,
  options: PredictOptions = {},
): Promise<PredictionResult> {
  throwIfCancelled(options.signal);
  const checks = checkRequest(request);
  const withheldFor = withholding(checks).map(({ code }) => code);
  if (withheldFor.length > 0 && !request.showWithheld) {
    return withheldResult(request, model, checks, withheldFor, options);
  }
  return runModel(request, model, checks, withheldFor, options);
}

/** What of a request says that there may be nothing to predict, and what limits it. */
function checkRequest(request: PredictionRequest): Warning[] {
  const { segmentCodes, descriptor, region, acquisition, lesion, inputWarnings } = request;
  const looksAtImage = region.data.length > 0;
  const checks = [
    checkCodes(segmentCodes),
    ...(descriptor ? checkRegion(descriptor) : []),
    ...(looksAtImage
      ? [
          checkBodyPart(acquisition),
          checkSliceThickness(acquisition, region.grid),
          checkContrast(acquisition),
          ...inputWarnings,
          checkLesionSize(lesion),
          checkSliceCount(lesion),
          checkParts(lesion),
        ]
      : []),
  ].filter((warning) => warning !== undefined);
  const reasons = withholding(checks);
  return [...reasons, ...checks.filter((warning) => !reasons.includes(warning))];
}

function withheldResult(
  request: PredictionRequest,
  { manifest, digest, session }: PredictionModel,
  checks: readonly Warning[],
  withheldFor: readonly WarningCode[],
  { now = () => new Date(), uid = newUid(), onProgress }: PredictOptions,
): PredictionResult {
  const started = performance.now();
  onProgress?.({ stage: 'views' });
  // What the network would see tells a reader why it must not.
  const input = manifest.inputs.find(({ kind }) => kind === 'views');
  const views =
    input?.kind === 'views'
      ? extractViews(request.region, request.regionMask, request.lesion.centroidLps, input)
      : undefined;
  const total = performance.now() - started;
  const prediction: Prediction = {
    schemaVersion: 1,
    uid,
    createdAt: now().toISOString(),
    targets: withheldTargets(manifest, withheldFor),
    lesion: describedLesion(request, withheldFor),
    inputs: inputsUsed(request, undefined),
    model: modelIdentity(manifest, digest),
    device: session.device,
    timingsMs: { views: total, run: 0, total },
    warnings: [checkModelStatus(manifest), ...checks].filter((warning) => warning !== undefined),
  };
  return { prediction, ...(views && { views }) };
}

async function runModel(
  request: PredictionRequest,
  model: PredictionModel,
  checks: readonly Warning[],
  withheldFor: readonly WarningCode[],
  options: PredictOptions,
): Promise<PredictionResult> {
  const { signal, onProgress, extractRadiomics, now = () => new Date(), uid = newUid() } = options;
  const { manifest, session } = model;
  const started = performance.now();

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

  const prediction: Prediction = {
    schemaVersion: 1,
    uid,
    createdAt: now().toISOString(),
    targets: readTargets(outputs, manifest, withheldFor),
    lesion: describedLesion(request, withheldFor),
    inputs: inputsUsed(request, encoded),
    model: modelIdentity(manifest, model.digest),
    device: session.device,
    timingsMs: {
      views: inputsDone - started,
      run: runDone - inputsDone,
      total: performance.now() - started,
    },
    warnings: [
      checkModelStatus(manifest),
      withheldFor.length > 0 ? warningOf('shown-although-withheld') : undefined,
      ...checks,
      ...encoded.warnings,
      ...checkClinical(encoded.clinical?.missing ?? []),
      checkLikeness(outputs, manifest),
      checkDevice(session.device),
    ].filter((warning) => warning !== undefined),
  };
  const activationMaps = readActivationMaps(outputs, manifest);
  return {
    prediction,
    ...(encoded.views && { views: encoded.views }),
    ...(activationMaps.length > 0 && { activationMaps }),
  };
}

/** The lesion, and what its contours hold. */
function describedLesion(
  { lesion, segmentCodes, descriptor }: PredictionRequest,
  withheldFor: readonly WarningCode[],
): Lesion {
  const finding = findingOf(segmentCodes, withheldFor, descriptor !== undefined);
  return { ...lesion, ...(finding && { finding }) };
}

function inputsUsed(
  { image, segmentation }: PredictionRequest,
  encoded: EncodedInputs | undefined,
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
    clinical: encoded?.clinical?.used ?? {},
    clinicalMissing: encoded?.clinical?.missing.map(({ field }) => field.name) ?? [],
  };
}
