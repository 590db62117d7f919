import {
  MutationPredictionError,
  outputNames,
  type ModelManifest,
} from '@mutation-prediction/core';
import type { VerifiedGraph } from '../inference/packageNetwork.js';
import type { InferenceSession } from 'onnxruntime-node';

export interface GraphTensor {
  readonly name: string;
  /** -1 where a dimension may have any length. */
  readonly dims: readonly number[];
}

/** The tensors of a graph, all of them float32. */
export interface GraphTensors {
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
}

/**
 * Compiles a package's graph to see its tensors, which must be those that the manifest names.
 *
 * @param graph verified
 * @throws MutationPredictionError `inference-failed` where it does not compile; `model-invalid` where a
 *   tensor is missing, or is not float32
 */
export async function graphTensors(
  graph: VerifiedGraph,
  manifest: ModelManifest,
): Promise<GraphTensors> {
  const { InferenceSession } = await import('onnxruntime-node');
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(graph as Uint8Array, { executionProviders: ['cpu'] });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new MutationPredictionError(
      'inference-failed.model-not-compiled',
      { model: manifest.id, problem },
      { cause },
    );
  }
  const tensors = {
    inputs: session.inputMetadata.map((tensor) => graphTensor(tensor, manifest)),
    outputs: session.outputMetadata.map((tensor) => graphTensor(tensor, manifest)),
  };
  await session.release();
  checkNamed(
    manifest,
    tensors.inputs,
    manifest.inputs.map(({ tensor }) => tensor),
  );
  checkNamed(manifest, tensors.outputs, outputNames(manifest));
  return tensors;
}

function graphTensor(
  { name, ...value }: InferenceSession.ValueMetadata,
  { id }: ModelManifest,
): GraphTensor {
  if (!value.isTensor || value.type !== 'float32') {
    throw new MutationPredictionError('model-invalid.not-float32', { model: id, tensor: name });
  }
  // A dimension of any length has a name.
  return { name, dims: value.shape.map((length) => (typeof length === 'number' ? length : -1)) };
}

function checkNamed(
  { id }: ModelManifest,
  tensors: readonly GraphTensor[],
  names: readonly string[],
): void {
  const missing = names.find((name) => !tensors.some((tensor) => tensor.name === name));
  if (missing !== undefined) {
    throw new MutationPredictionError('model-invalid.no-tensor', { model: id, tensor: missing });
  }
}
