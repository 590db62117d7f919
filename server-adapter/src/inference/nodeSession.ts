import { availableParallelism, cpus } from 'node:os';
import {
  messageOf,
  MutationPredictionError,
  type Device,
  type FloatTensor,
  type ModelManifest,
  type ModelSession,
} from '@mutation-prediction/core';
import type * as OnnxRuntime from 'onnxruntime-node';

/**
 * Compiles a package's graph with ONNX Runtime for Node, on every processor the process may use.
 *
 * @param graphBytes the verified graph
 * @throws MutationPredictionError `inference-failed` with the runtime's words
 */
export async function createNodeSession(
  graphBytes: Uint8Array,
  { id }: ModelManifest,
): Promise<ModelSession> {
  // Loaded on demand: commands that run no network start without it.
  const ort = await import('onnxruntime-node');
  const threads = availableParallelism();
  const device: Device = {
    runtime: 'onnxruntime-node',
    runtimeVersion: ort.env.versions.node ?? ort.env.versions.common,
    backend: 'cpu',
    name: cpus()[0]?.model.trim() || 'unknown processor',
    threads,
  };
  const session = await attempt(id, 'inference-failed.model-not-compiled', () =>
    ort.InferenceSession.create(graphBytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
    }),
  );
  return {
    device,
    run: (inputs) =>
      attempt(id, 'inference-failed.model-not-run', () => runSession(ort, session, inputs)),
    release: () => session.release(),
  };
}

async function runSession(
  { Tensor }: typeof OnnxRuntime,
  session: OnnxRuntime.InferenceSession,
  inputs: Readonly<Record<string, FloatTensor>>,
): Promise<Record<string, FloatTensor>> {
  const feeds: Record<string, OnnxRuntime.Tensor> = {};
  for (const [name, { data, dims }] of Object.entries(inputs)) {
    feeds[name] = new Tensor('float32', data, [...dims]);
  }
  const outputs: Record<string, FloatTensor> = {};
  for (const [name, { data, dims }] of Object.entries(await session.run(feeds))) {
    if (!(data instanceof Float32Array)) throw new TypeError(`output ${name} is not float32`);
    outputs[name] = { data, dims };
  }
  return outputs;
}

async function attempt<T>(
  model: string,
  failure: 'inference-failed.model-not-compiled' | 'inference-failed.model-not-run',
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw new MutationPredictionError(failure, { model, problem: messageOf(cause) }, { cause });
  }
}
