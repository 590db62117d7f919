/** Entry of the inference worker: reads a model, compiles it, runs it. See `messages.ts`. */
import '../noEval.js';
import type { ModelManifest, Predictor, Progress } from '@mutation-prediction/core';
import { sessionPredictor } from '@mutation-prediction/core';
import type { DevicePolicy } from './device.js';
import { chooseDevice, probePlatform } from './device.js';
import { holdLife } from './life.js';
import type { WorkerReply, WorkerRequest } from './messages.js';
import { loadNetwork, type LoadedNetwork, type LoadNetwork } from './model-files/loadNetwork.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';
import { ModelParts } from './model-files/modelParts.js';
import { loadLikeness } from './model-files/packageFiles.js';
import { openSession } from './openSession.js';
import { inferenceError } from './plainError.js';
import { transferables } from './transfer.js';
import { WebGpuFailure } from './webGpuFailure.js';

/** The last model stays compiled: the next lesion is usually read by the same one. */
let open: Predictor | undefined;

holdLife();

self.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  serve(data).then(
    ({ reply, transfer }) => self.postMessage(reply, { transfer }),
    (error: unknown) => self.postMessage(failure(error)),
  );
});

async function serve(
  request: WorkerRequest,
): Promise<{ reply: WorkerReply; transfer: Transferable[] }> {
  if (request.kind === 'describe') {
    const { device } = chooseDevice(await probePlatform(), request.policy);
    return { reply: { kind: 'done', answer: device }, transfer: [] };
  }
  const predictor = await predictorOf(request.model, request.policy);
  if (request.kind === 'ready') return { reply: { kind: 'done', answer: null }, transfer: [] };
  const { contributions = false } = request;
  const answer = await predictor.predict(request.request, { onProgress, contributions });
  return { reply: { kind: 'done', answer }, transfer: transferables(answer) };
}

async function predictorOf(model: ModelAtUrl, policy: DevicePolicy): Promise<Predictor> {
  const { manifest, digest } = model;
  if (open?.digest === digest) return open;
  await open?.release();
  open = undefined;
  const likeness = await loadLikeness(model);
  const session = await openSession(networkOf(model), model, policy);
  open = sessionPredictor({ manifest, digest, session, ...(likeness && { likeness }) });
  return open;
}

/** Loads either form of the model's network, each once. */
function networkOf(model: ModelAtUrl): LoadNetwork {
  const loaded = new Map<ModelManifest, Promise<LoadedNetwork>>();
  const load = async (manifest: ModelManifest) => {
    const parts = new ModelParts({ ...model, manifest }, onProgress);
    const network = await loadNetwork(parts, manifest, onProgress);
    onProgress({ stage: 'compile' });
    return network;
  };
  return (manifest) => {
    const network = loaded.get(manifest) ?? load(manifest);
    loaded.set(manifest, network);
    return network;
  };
}

function onProgress(progress: Progress): void {
  self.postMessage({ kind: 'progress', progress } satisfies WorkerReply);
}

function failure(error: unknown): WorkerReply {
  if (error instanceof WebGpuFailure) {
    return { kind: 'webgpu-failed', error: inferenceError(error.cause), inHalf: error.inHalf };
  }
  return { kind: 'failed', error: inferenceError(error) };
}
