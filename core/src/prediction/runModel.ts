import type { Device } from '../contract/device.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { Likeness, ModelIdentity, PredictedTarget } from '../contract/prediction.js';
import type { OnProgress, Progress } from '../contract/progress.js';
import type { Warning } from '../contract/warning.js';
import { throwIfCancelled } from '../errors.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import { readActivationMaps } from '../inference/activationMaps.js';
import { modelIdentity } from '../inference/loadManifest.js';
import type { LikenessReference } from '../inference/likenessReference.js';
import type { ModelSession, ViewsRead } from '../inference/session.js';
import { encodeInputs } from '../inputs/encodeInputs.js';
import type { SampledInputs } from '../inputs/sampledInputs.js';
import { withContributions } from './contributions.js';
import { checkDevice } from './inputChecks.js';
import { readTargets, readViews } from './targetOutputs.js';
import type { Seen } from './trainingLikeness.js';
import { checkLikeness, trainingLikeness } from './trainingLikeness.js';

/** A model package whose network is ready to run. */
export interface PredictionModel {
  readonly manifest: ModelManifest;
  /** `sha256:` + digest of model.json's bytes. */
  readonly digest: string;
  readonly session: ModelSession;
  /** The package's likeness file; where its manifest names one. */
  readonly likeness?: LikenessReference;
}

/** What a model says of inputs, whoever's they are: half of a prediction, and nothing of a patient. */
export interface ModelRun {
  readonly targets: readonly PredictedTarget[];
  /** Absent where the model cannot tell. */
  readonly likeness?: Likeness;
  readonly model: ModelIdentity;
  readonly device: Device;
  /** `views`: making the network's tensors; `run`: the network. */
  readonly timingsMs: { readonly views: number; readonly run: number };
  /** What only the run shows: inputs unlike the training data, a device that was given up. */
  readonly warnings: readonly Warning[];
  /** HU of the views, float32 [planes, size, size]; absent for a model that looks at none. */
  readonly viewHu?: Float32Array;
  /** Empty for a model that does not tell where it looked. */
  readonly activationMaps: readonly ActivationMaps[];
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Whether to make activation maps where the model offers them; true unless given. */
  readonly activationMaps?: boolean;
  /** Whether the network runs again for what each group of inputs contributes; false unless given. */
  readonly contributions?: boolean;
}

/**
 * Runs a model on what was taken of the CT: the network's tensors, the network, reading of its outputs.
 *
 * @throws `inference-failed` when the network fails or returns no probabilities, `cancelled`
 */
export async function runModel(
  sampled: SampledInputs,
  model: PredictionModel,
  { signal, onProgress, activationMaps: wantsMaps = true, contributions = false }: RunOptions = {},
): Promise<ModelRun> {
  const { manifest, digest, session } = model;
  const started = performance.now();
  const { tensors, viewHu } = await encodeInputs(sampled, manifest.inputs);
  const encoded = performance.now();

  throwIfCancelled(signal);
  onProgress?.({ stage: 'run' });
  const outputs = await session.run(
    tensors,
    signal,
    outputsNeeded(manifest, wantsMaps),
    onProgress && ((read) => onProgress(progressOf(read, manifest))),
  );
  throwIfCancelled(signal);
  const ended = performance.now();

  const { device } = session;
  const targets = readTargets(outputs, manifest);
  const likeness = likenessOf(sampled, tensors, outputs, model);
  return {
    targets: contributions ? await withContributions(targets, tensors, model, signal) : targets,
    ...(likeness && { likeness }),
    model: modelIdentity(manifest, digest),
    device,
    timingsMs: { views: encoded - started, run: ended - encoded },
    warnings: [checkLikeness(likeness), ...checkDevice(device)].filter(
      (warning) => warning !== undefined,
    ),
    ...(viewHu && { viewHu }),
    activationMaps: wantsMaps ? readActivationMaps(outputs, manifest) : [],
  };
}

function progressOf(
  { done, total, viewProbabilities }: ViewsRead,
  manifest: ModelManifest,
): Progress {
  const views = viewProbabilities && readViews(viewProbabilities, done, manifest);
  return { stage: 'run', loaded: done, total, ...(views && { views }) };
}

function likenessOf(
  { descriptor }: SampledInputs,
  inputs: Seen['inputs'],
  outputs: Seen['outputs'],
  { manifest, likeness }: PredictionModel,
): Likeness | undefined {
  if (!manifest.likeness) return undefined;
  if (!likeness) throw new RangeError(`The likeness file of ${manifest.id} was not loaded.`);
  if (!descriptor) throw new RangeError(`The request to ${manifest.id} describes no region.`);
  return trainingLikeness({ descriptor, inputs, outputs }, likeness, manifest);
}

/** Names of the tensors that a prediction is read from; feature maps are large and often not asked for. */
function outputsNeeded({ outputs, likeness }: ModelManifest, wantsMaps: boolean): string[] {
  const { probabilities, viewProbabilities, leaveOneViewOut, members, penultimate } = outputs;
  const maps = wantsMaps ? (outputs.featureMaps ?? []) : [];
  return [
    probabilities,
    viewProbabilities,
    leaveOneViewOut,
    members,
    likeness && penultimate,
    ...maps.flatMap(({ maps, weights }) => [maps, weights]),
  ].filter((name) => name !== undefined);
}
