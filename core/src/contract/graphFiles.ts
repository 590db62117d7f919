import type { GraphFile, ModelFile, ModelGraph } from './modelGraph.js';

/* Apart from the schemas: workers ask these, and are built without zod. */

/** The graphs of a network, in the order in which they run. */
export function graphsOf(graph: ModelGraph): readonly GraphFile[] {
  return graph.kind === 'view-by-view' ? [...graph.trunk.graphs, graph.fusion] : [graph];
}

/** Every file that a network runs from, each once: graphs may share weights. */
export function graphFilesOf(graph: ModelGraph): readonly ModelFile[] {
  return filesOf(graphsOf(graph));
}

/** The same, with what lies beside them for devices of fp16 arithmetic. */
export function allGraphFilesOf(graph: ModelGraph): readonly ModelFile[] {
  const half = (graph.kind === 'view-by-view' && graph.trunk.half?.graphs) || [];
  return filesOf([...graphsOf(graph), ...half]);
}

function filesOf(graphs: readonly GraphFile[]): readonly ModelFile[] {
  const files = graphs.flatMap((file) => [file, ...(file.data ?? [])]);
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** Bytes of all files of a network. */
export function networkSize(graph: ModelGraph): number {
  return graphFilesOf(graph).reduce((sum, { size }) => sum + size, 0);
}
