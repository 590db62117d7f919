import type { GraphFile, ModelFile, ModelGraph } from './modelGraph.js';

/* Apart from the schemas: workers ask these, and are built without zod. */

/** The graphs of a network, in the order in which they run. */
export function graphsOf(graph: ModelGraph): readonly GraphFile[] {
  return graph.kind === 'view-by-view' ? [...graph.trunk.graphs, graph.fusion] : [graph];
}

/** Every file of a network, each once: graphs may share weights. */
export function graphFilesOf(graph: ModelGraph): readonly ModelFile[] {
  const files = graphsOf(graph).flatMap((file) => [file, ...(file.data ?? [])]);
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** Bytes of all files of a network. */
export function networkSize(graph: ModelGraph): number {
  return graphFilesOf(graph).reduce((sum, { size }) => sum + size, 0);
}
