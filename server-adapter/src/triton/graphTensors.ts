import { MutationPredictionError, type ModelManifest } from '@mutation-prediction/core';
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
 * @param graph the verified graph
 * @throws MutationPredictionError `inference-failed` where it does not compile; `model-invalid` where a
 *   tensor is missing, or is not float32
 */
export async function graphTensors(
  graph: Uint8Array,
  manifest: ModelManifest,
): Promise<GraphTensors> {
  const { InferenceSession } = await import('onnxruntime-node');
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(graph, { executionProviders: ['cpu'] });
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
  const { featureMaps = [], ...others } = manifest.outputs;
  const maps = featureMaps.flatMap((map) => [map.maps, map.weights]);
  const named = [...Object.values(others), ...maps];
  checkNamed(
    manifest,
    tensors.inputs,
    manifest.inputs.map(({ tensor }) => tensor),
  );
  checkNamed(
    manifest,
    tensors.outputs,
    named.filter((name): name is string => name !== undefined),
  );
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
