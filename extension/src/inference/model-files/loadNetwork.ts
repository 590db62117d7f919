import type { GraphFile, ModelManifest, OnProgress } from '@mutation-prediction/core';
import type { GraphBytes, ModelParts } from './modelParts.js';

/** A network's verified graphs, as they are to be compiled. */
export type LoadedNetwork =
  | { readonly kind: 'whole'; readonly graph: GraphBytes }
  | {
      readonly kind: 'view-by-view';
      readonly fusion: GraphBytes;
      /** The one that reads all views; absent where each has its own. */
      readonly trunk?: GraphBytes;
      /** Reads and verifies the trunk of a view, which memory is not to hold for longer than it is compiled. */
      readonly trunkOf: (view: number) => Promise<GraphBytes>;
    };

/** Fetches and reads the network of a manifest; a device may want another form of it than the usual one. */
export type LoadNetwork = (manifest: ModelManifest) => Promise<LoadedNetwork>;

/**
 * Fetches what is missing of a network, and reads what is compiled before the first run.
 *
 * @throws MutationPredictionError `model-unavailable`, `model-hash-mismatch`
 */
export async function loadNetwork(
  parts: ModelParts,
  { graph }: ModelManifest,
  onProgress: OnProgress,
): Promise<LoadedNetwork> {
  await parts.fetch();
  const read = (file: GraphFile) => parts.read(file, () => onProgress({ stage: 'verify' }));
  if (graph.kind !== 'view-by-view') return { kind: 'whole', graph: await read(graph) };
  const { graphs } = graph.trunk;
  return {
    kind: 'view-by-view',
    fusion: await read(graph.fusion),
    ...(graphs.length === 1 && { trunk: await read(graphs[0]!) }),
    trunkOf: (view) => parts.read(graphs[view]!),
  };
}
