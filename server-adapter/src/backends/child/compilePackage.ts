import {
  MutationPredictionError,
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
import type { OpenGraph } from './openGraph.js';
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
  { manifest, digest, manifestText, graph: bytes }: ModelPackage,
  network: NetworkPlace,
): Promise<OpenModel> {
  const graph =
    network.kind === 'here'
      ? await openNodeGraph(bytes, manifest, network.session)
      : await openServedGraph(manifest, network.server);
  try {
    checkTensors(manifest, graph);
  } catch (error) {
    await graph.session.release();
    throw error;
  }
  const { id, version } = manifest;
  return {
    model: { manifest, digest, session: graph.session },
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
        parameters: pipelineParameters(manifestText, digest),
      },
      graph: {
        name: `${id}.graph`,
        versions: [version],
        platform: graph.platform,
        inputs: graph.inputs,
        outputs: graph.outputs,
        parameters: { model_digest: digest },
      },
    },
  };
}

/** A graph that is not the manifest's would only fail when it is run. */
function checkTensors({ id, inputs, outputs }: ModelManifest, graph: OpenGraph): void {
  const { featureMaps = [], ...named } = outputs;
  const lacks = [
    ...missing(
      inputs.map(({ tensor }) => tensor),
      graph.inputs,
    ),
    ...missing(
      [
        ...Object.values(named).filter((name) => name !== undefined),
        ...featureMaps.flatMap(({ maps, weights }) => [maps, weights]),
      ],
      graph.outputs,
    ),
  ];
  const other = [...graph.inputs, ...graph.outputs].find(({ datatype }) => datatype !== 'FP32');
  const problem =
    lacks.length > 0
      ? `has no tensor ${lacks.join(', ')}`
      : other && `has a tensor ${other.name} of ${other.datatype} instead of FP32`;
  if (!problem) return;
  throw new MutationPredictionError(
    'model-invalid',
    `The graph of the model ${id} ${problem}.`,
    'Compare model.json with the graph.',
  );
}

function missing(names: readonly string[], tensors: readonly TensorMetadata[]): string[] {
  return names.filter((name) => !tensors.some((tensor) => tensor.name === name));
}
