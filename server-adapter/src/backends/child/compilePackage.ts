import {
  MutationPredictionError,
  outputNames,
  pipelineInputs,
  pipelineOutputs,
  pipelineParameters,
  type ModelManifest,
  type PredictionModel,
} from '@mutation-prediction/core';
import type { TensorMetadata } from 'open-inference-client';
import type { ModelPackage } from '../../inference/modelStore.js';
import type { NetworkPlace, OpenedPackage } from './messages.js';
import { openNodeGraph } from './nodeGraph.js';
import type { GraphTensor, OpenGraph } from './openGraph.js';
import { openServedGraph } from './servedGraph.js';

/** A verified package that is ready to run. */
export interface OpenModel {
  readonly model: PredictionModel;
  readonly graph: OpenGraph;
  readonly described: OpenedPackage;
}

/**
 * Makes a verified package ready to run.
 *
 * @throws MutationPredictionError `inference-failed` with the runtime's words, `model-invalid` where the
 *   graph is not what the manifest says; why the server that has it cannot be asked
 */
export async function compilePackage(
  { manifest, digest, manifestText, signatureText, card, network, likeness }: ModelPackage,
  place: NetworkPlace,
): Promise<OpenModel> {
  const graph =
    place.kind === 'here'
      ? await openNodeGraph({ manifest, network }, place.session)
      : await openServedGraph(manifest, place.server);
  const { id, version } = manifest;
  try {
    requireTensors(manifest, graph);
    return {
      model: { manifest, digest, session: graph.session, ...(likeness && { likeness }) },
      graph,
      described: {
        id,
        digest,
        version,
        pipeline: {
          name: id,
          versions: [version],
          platform: 'mutation-prediction',
          inputs: pipelineInputs(manifest),
          outputs: pipelineOutputs(manifest),
          parameters: pipelineParameters(manifestText, digest, {
            ...(signatureText !== undefined && { signature: signatureText }),
            ...(card !== undefined && { card }),
          }),
        },
        graph: {
          name: `${id}.graph`,
          versions: [version],
          platform: graph.platform,
          inputs: graph.inputs.map((tensor) => floatTensor(id, tensor)),
          outputs: graph.outputs.map((tensor) => floatTensor(id, tensor)),
          parameters: { model_digest: digest },
        },
      },
    };
  } catch (error) {
    await graph.session.release();
    throw error;
  }
}

/** A graph that is not the manifest's would only fail when it is run. */
function requireTensors(manifest: ModelManifest, graph: OpenGraph): void {
  const { id, inputs } = manifest;
  const missing = [
    ...inputs.map(({ tensor }) => tensor).filter((name) => !has(graph.inputs, name)),
    ...outputNames(manifest).filter((name) => !has(graph.outputs, name)),
  ];
  if (missing.length === 0) return;
  throw new MutationPredictionError('model-invalid.graph-lacks-tensors', {
    model: id,
    tensors: missing.join(', '),
  });
}

function has(tensors: readonly GraphTensor[], name: string): boolean {
  return tensors.some((tensor) => tensor.name === name);
}

function floatTensor(model: string, { name, datatype, shape }: GraphTensor): TensorMetadata {
  if (datatype === 'FP32') return { name, datatype, shape };
  throw new MutationPredictionError('model-invalid.graph-datatype', {
    model,
    tensor: name,
    found: datatype,
  });
}
