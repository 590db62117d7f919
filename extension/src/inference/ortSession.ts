import type { Device, FloatTensor, ModelSession } from '@mutation-prediction/core';
import { messageOf, MutationPredictionError } from '@mutation-prediction/core';
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { DeviceDescription } from './device.js';
import type { GraphBytes } from './model-files/modelParts.js';
import type { Runtime } from './runtime.js';

export interface SessionOptions {
  /** Refuse a graph of which a single operator would leave the backend. */
  readonly wholeGraphOnDevice?: boolean;
}

/**
 * Compiles an ONNX graph with ONNX Runtime Web.
 *
 * @param graph verified, as its weights
 * @throws MutationPredictionError `inference-failed` with the runtime's words
 */
export async function createOrtSession(
  runtime: Runtime,
  { graph, data }: GraphBytes,
  description: DeviceDescription,
  options: SessionOptions = {},
): Promise<ModelSession> {
  const device: Device = {
    ...description,
    runtimeVersion: runtime.env.versions.web ?? runtime.env.versions.common,
  };
  const session = await attempt('inference-failed.not-compiled', device, () =>
    runtime.InferenceSession.create(graph, {
      executionProviders: [device.backend],
      ...(data.length > 0 && {
        externalData: data.map(({ path, bytes }) => ({ path, data: bytes })),
      }),
      ...(options.wholeGraphOnDevice && {
        extra: { session: { disable_cpu_ep_fallback: '1' } },
      }),
    }),
  );
  return {
    device,
    run: (inputs) =>
      attempt('inference-failed.not-run', device, () => runSession(runtime, session, inputs)),
    release: () => session.release(),
  };
}

async function runSession(
  runtime: Runtime,
  session: InferenceSession,
  inputs: Readonly<Record<string, FloatTensor>>,
): Promise<Record<string, FloatTensor>> {
  const feeds = mapValues(
    inputs,
    ({ data, dims }) => new runtime.Tensor('float32', data, [...dims]),
  );
  const outputs = await session.run(feeds);
  return mapValues(outputs, toFloatTensor);
}

function toFloatTensor(tensor: Tensor): FloatTensor {
  if (!(tensor.data instanceof Float32Array)) {
    throw new TypeError(`an output is ${tensor.type}, not float32`);
  }
  return { data: tensor.data, dims: tensor.dims };
}

async function attempt<T>(
  failure: 'inference-failed.not-compiled' | 'inference-failed.not-run',
  device: Device,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const backend = device.backend === 'webgpu' ? 'WebGPU' : 'WASM';
    throw new MutationPredictionError(failure, { backend, problem: messageOf(cause) }, { cause });
  }
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
