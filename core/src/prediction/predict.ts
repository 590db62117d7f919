import type { Prediction } from '../contract/prediction.js';
import type { OnProgress } from '../contract/progress.js';
import type { PredictionRequest } from '../contract/request.js';
import { newUid } from '../dicom/identity/uid.js';
import { throwIfCancelled } from '../errors.js';
import type { SeenImages } from '../explanation/seenImages.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { SampledInputs } from '../inputs/sampledInputs.js';
import { sampleInputs } from '../inputs/sampleInputs.js';
import type { RadiomicsExtractor } from '../inputs/radiomics.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { Warning } from '../contract/warning.js';
import { withholding } from '../contract/warningLevels.js';
import type { LoadedManifest } from '../inference/loadManifest.js';
import { cutViews, extractViews, viewsOfLesion } from '../views/extractViews.js';
import type { LesionViews } from '../views/lesionViews.js';
import { checkRequest } from './checkRequest.js';
import { completePrediction, withheldPrediction } from './completePrediction.js';
import type { ModelRun, PredictionModel } from './runModel.js';
import { runModel } from './runModel.js';

export interface PredictOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Takes radiomic features in other threads; on this one by default. */
  readonly extractRadiomics?: RadiomicsExtractor;
  /** Also tells what each group of inputs contributes; the network then runs once more for each. */
  readonly contributions?: boolean;
  /** Clock and identity of the run; replaced where a run must be reproducible. */
  readonly now?: () => Date;
  readonly uid?: string;
}

export interface PredictionResult {
  readonly prediction: Prediction;
  /** What the network saw; absent for a model that looks at no views. */
  readonly views?: LesionViews;
  /** What else of the CT it saw; absent for a model that looks at nothing but views. */
  readonly images?: readonly SeenImages[];
  /** Where it looked; absent for a model that does not tell. */
  readonly activationMaps?: readonly ActivationMaps[];
}

/**
 * Runs a model on a lesion: inputs, network, reading of the outputs.
 *
 * @throws `inference-failed` when the network fails or returns no probabilities, `unsuitable-roi`
 *   when its radiomic features cannot be taken of the lesion, `cancelled`
 */
export function predict(
  request: PredictionRequest,
  model: PredictionModel,
  options: PredictOptions = {},
): Promise<PredictionResult> {
  const { signal, onProgress, contributions } = options;
  return predictBy(
    (sampled) =>
      runModel(sampled, model, {
        ...(signal && { signal }),
        ...(onProgress && { onProgress }),
        ...(contributions && { contributions }),
      }),
    request,
    model,
    options,
  );
}

/**
 * A prediction whose model runs wherever `run` runs it. Only `SampledInputs` get there, and nothing where a
 * check withholds the result and the request does not ask for it all the same.
 *
 * @throws as {@link predict}, and what `run` throws
 */
export async function predictBy(
  run: (sampled: SampledInputs) => Promise<ModelRun>,
  request: PredictionRequest,
  model: LoadedManifest,
  options: PredictOptions = {},
): Promise<PredictionResult> {
  const checks = checkRequest(request);
  if (withholding(checks).length > 0 && !request.showWithheld) {
    return withheldResult(request, model, checks, options);
  }
  const { manifest } = model;
  const { signal, onProgress, extractRadiomics, now = () => new Date(), uid = newUid() } = options;
  const started = performance.now();

  throwIfCancelled(signal);
  onProgress?.({ stage: 'views' });
  const taken = await sampleInputs(request, manifest.inputs, {
    ...(signal && { signal }),
    ...(extractRadiomics && { extract: extractRadiomics }),
    onProgress: ({ done, total }) => onProgress?.({ stage: 'views', loaded: done, total }),
  });
  const samplingMs = performance.now() - started;

  throwIfCancelled(signal);
  const { blocks, tensors, clinical, descriptor } = taken;
  const result = await run({ blocks, tensors, clinical, ...(descriptor && { descriptor }) });

  const prediction = completePrediction(request, manifest, checks, taken, result, {
    uid,
    createdAt: now(),
    samplingMs,
    totalMs: performance.now() - started,
  });
  const views = viewsSeen(request, manifest, taken, result.viewHu);
  const images = await imagesSeen(request, manifest, taken);
  const { activationMaps } = result;
  return {
    prediction,
    ...(views && { views }),
    ...(images.length > 0 && { images }),
    ...(activationMaps.length > 0 && { activationMaps }),
  };
}

/** What the network would see, and nothing of what it would say of it. */
function withheldResult(
  request: PredictionRequest,
  model: LoadedManifest,
  checks: readonly Warning[],
  { signal, onProgress, now = () => new Date(), uid = newUid() }: PredictOptions,
): PredictionResult {
  const started = performance.now();
  throwIfCancelled(signal);
  onProgress?.({ stage: 'views' });
  const { region, regionMask, lesion } = request;
  const input = model.manifest.inputs.find((candidate) => candidate.kind === 'views');
  const views = input && extractViews(region, regionMask, lesion.centroidLps, input);
  const totalMs = performance.now() - started;
  const prediction = withheldPrediction(request, model, checks, {
    uid,
    createdAt: now(),
    samplingMs: totalMs,
    totalMs,
  });
  return { prediction, ...(views && { views }) };
}

/** @param cut where they were cut for the network here; else they are cut of the same cube now */
function viewsSeen(
  { regionMask, lesion }: PredictionRequest,
  { inputs }: ModelManifest,
  { blocks }: SampledInputs,
  cut: Float32Array | undefined,
): LesionViews | undefined {
  const input = inputs.find((candidate) => candidate.kind === 'views');
  if (!input) return undefined;
  const hu = cut ?? cutViews(blocks[input.tensor]!.data, input);
  return viewsOfLesion(hu, regionMask, lesion.centroidLps, input);
}

const OTHER_IMAGES: ReadonlySet<string> = new Set(['patch', 'slices', 'volume']);

/** Loaded only for models that look at something other than views. */
async function imagesSeen(
  request: PredictionRequest,
  { inputs }: ModelManifest,
  taken: SampledInputs,
): Promise<readonly SeenImages[]> {
  if (!inputs.some(({ kind }) => OTHER_IMAGES.has(kind))) return [];
  const { seenImages } = await import(
    /* webpackChunkName: 'seen-images' */ '../explanation/seenImages.js'
  );
  return seenImages(request, inputs, taken);
}
