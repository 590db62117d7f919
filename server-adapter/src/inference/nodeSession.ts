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
import { graphicsProcessorName } from './graphicsProcessors.js';
import type { VerifiedGraph } from './packageNetwork.js';

/** What ONNX Runtime for Node may compute on; anything but the processor depends on how it was installed. */
export type NodeBackend = 'cpu' | 'cuda' | 'webgpu';

export interface NodeSessionOptions {
  /** `cpu` unless given. There is no silent falling back: what cannot be had is an error. */
  readonly backend?: NodeBackend;
  /** Which of several graphics processors, from 0; for `cuda`. */
  readonly gpu?: number;
  /** Threads of one run on the processor; as many as the process may use unless given. */
  readonly threads?: number;
}

/** A tensor of a graph, as ONNX Runtime knows it. */
export interface GraphTensor {
  readonly name: string;
  /** `FP32` as the Open Inference Protocol has it, for others ONNX Runtime's name, e.g. `int64`. */
  readonly datatype: string;
  /** -1 for a dimension of any length. */
  readonly shape: readonly number[];
}

/** A compiled graph that also says what it takes and gives. */
export interface NodeSession extends ModelSession {
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
}

/**
 * Compiles a graph with ONNX Runtime for Node.
 *
 * @param graph verified; weights beside it are found where it lies
 * @throws MutationPredictionError `inference-failed` with the runtime's words
 */
export async function createNodeSession(
  graph: VerifiedGraph,
  { id }: Pick<ModelManifest, 'id'>,
  { backend = 'cpu', gpu = 0, threads = availableParallelism() }: NodeSessionOptions = {},
): Promise<NodeSession> {
  // Loaded on demand: commands that run no network start without it.
  const ort = await import('onnxruntime-node');
  const device: Device = {
    runtime: 'onnxruntime-node',
    runtimeVersion: ort.env.versions.node ?? ort.env.versions.common,
    backend,
    ...(backend === 'cpu'
      ? { name: cpus()[0]?.model.trim() || 'unknown processor', threads }
      : { name: await graphicsProcessorName(backend === 'cuda' ? gpu : 0) }),
  };
  const session = await attempt(id, 'inference-failed.model-not-compiled', () =>
    // Bytes and a path are two signatures.
    ort.InferenceSession.create(graph as Uint8Array, {
      executionProviders: [backend === 'cuda' ? { name: 'cuda', deviceId: gpu } : backend],
      intraOpNumThreads: threads,
    }),
  );
  return {
    device,
    inputs: session.inputMetadata.map(graphTensor),
    outputs: session.outputMetadata.map(graphTensor),
    run: (inputs, _signal, outputs) =>
      attempt(id, 'inference-failed.model-not-run', () =>
        runSession(ort, session, inputs, outputs),
      ),
    release: () => session.release(),
  };
}

function graphTensor(value: OnnxRuntime.InferenceSession.ValueMetadata): GraphTensor {
  const { name } = value;
  if (!value.isTensor) return { name, datatype: 'no tensor', shape: [] };
  return {
    name,
    datatype: value.type === 'float32' ? 'FP32' : value.type,
    shape: value.shape.map((length) => (typeof length === 'number' ? length : -1)),
  };
}

async function runSession(
  { Tensor }: typeof OnnxRuntime,
  session: OnnxRuntime.InferenceSession,
  inputs: Readonly<Record<string, FloatTensor>>,
  wanted: readonly string[] = session.outputNames,
): Promise<Record<string, FloatTensor>> {
  const feeds: Record<string, OnnxRuntime.Tensor> = {};
  for (const [name, { data, dims }] of Object.entries(inputs)) {
    feeds[name] = new Tensor('float32', data, [...dims]);
  }
  const outputs: Record<string, FloatTensor> = {};
  // Who reads the outputs says which one is missing; the runtime would only say that a name is unknown.
  const fetches = wanted.filter((name) => session.outputNames.includes(name));
  for (const [name, { data, dims }] of Object.entries(await session.run(feeds, fetches))) {
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
