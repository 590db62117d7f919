import {
  backendNames,
  messageOf,
  MutationPredictionError,
  type ModelManifest,
} from '@mutation-prediction/core';
import type { Datatype, TensorMetadata } from 'open-inference-client';
import {
  createNodeSession,
  type GraphTensor,
  type NodeSessionOptions,
} from '../../inference/nodeSession.js';
import type { OpenGraph } from './openGraph.js';

/** The protocol's names for ONNX Runtime's types. */
const DATATYPES: Readonly<Record<string, Datatype>> = {
  bool: 'BOOL',
  uint8: 'UINT8',
  uint16: 'UINT16',
  uint32: 'UINT32',
  uint64: 'UINT64',
  int8: 'INT8',
  int16: 'INT16',
  int32: 'INT32',
  int64: 'INT64',
  float16: 'FP16',
  float32: 'FP32',
  float64: 'FP64',
  string: 'BYTES',
};

/** @throws MutationPredictionError `inference-failed` with the runtime's words; `model-invalid` */
export async function openNodeGraph(
  bytes: Uint8Array,
  manifest: ModelManifest,
  options: NodeSessionOptions,
): Promise<OpenGraph> {
  const session = await createNodeSession(bytes, manifest, options);
  const described = (tensor: GraphTensor) => tensorMetadata(tensor, manifest);
  return {
    platform: 'onnxruntime_onnx',
    inputs: session.inputs.map(described),
    outputs: session.outputs.map(described),
    session,
  };
}

function tensorMetadata({ name, type, shape }: GraphTensor, { id }: ModelManifest): TensorMetadata {
  const datatype = DATATYPES[type];
  if (datatype) return { name, datatype, shape };
  throw new MutationPredictionError(
    'model-invalid',
    `The graph of the model ${id} has a value ${name} (${type}) that no request can hold.`,
    'Export the graph with plain tensors.',
  );
}

/**
 * A graph that gives back the number that it is given, to see whether a device can be had before there
 * is a model: ONNX (IR version 8, opset 17), one node `Identity` from x to y, float32 [1].
 */
const PROBE = Buffer.from(
  'CAg6OwoQCgF4EgF5IghJZGVudGl0eRIFcHJvYmVaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgIQEQ==',
  'base64',
);

/** Told by ONNX Runtime before what matters: the place in its sources and the condition that failed. */
const PLACE_IN_SOURCES = /^.* was false\. /s;

/** @throws MutationPredictionError `inference-failed` with the runtime's words */
export async function probeDevice(options: Required<NodeSessionOptions>): Promise<void> {
  try {
    const session = await createNodeSession(PROBE, { id: 'probe' }, options);
    await session.run({ x: { data: new Float32Array(1), dims: [1] } });
    await session.release();
  } catch (error) {
    const { cause } = error as MutationPredictionError;
    const words = messageOf(cause).replace(PLACE_IN_SOURCES, '').trim();
    throw new MutationPredictionError(
      'inference-failed',
      `No network can run on ${backendNames(options.backend).inSentence} here: ${words}.`,
      'Install what it needs, or let the networks run on the CPU.',
      { cause: error },
    );
  }
}
