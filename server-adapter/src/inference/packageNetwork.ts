import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  MutationPredictionError,
  verifyModelFile,
  type GraphFile,
  type ModelGraph,
} from '@mutation-prediction/core';
import { verifyFile } from './verifyFile.js';

/** A graph whose files are those that the manifest names: its bytes, or where it lies with its weights. */
export type VerifiedGraph = Uint8Array<ArrayBuffer> | string;

/** The graphs of a package, in the manifest's form. */
export type PackageNetwork =
  | { readonly kind: 'whole'; readonly graph: VerifiedGraph }
  | {
      readonly kind: 'view-by-view';
      readonly trunks: readonly VerifiedGraph[];
      readonly fusion: VerifiedGraph;
    };

/**
 * Larger graphs, and those with weights beside them, are opened where they lie: ONNX Runtime reads them once
 * more, but memory never holds two of them. What is smaller is compiled from the very bytes that were verified.
 */
const LARGEST_READ = 64 * 2 ** 20;

/**
 * Verifies the files of a package's network.
 *
 * @param directory of the package
 * @throws MutationPredictionError `model-unavailable`, `model-hash-mismatch`
 */
export async function verifyNetwork(directory: string, graph: ModelGraph): Promise<PackageNetwork> {
  if (graph.kind !== 'view-by-view') {
    return { kind: 'whole', graph: await verifyGraph(directory, graph) };
  }
  const trunks: VerifiedGraph[] = [];
  for (const trunk of graph.trunk.graphs) trunks.push(await verifyGraph(directory, trunk));
  return { kind: 'view-by-view', trunks, fusion: await verifyGraph(directory, graph.fusion) };
}

async function verifyGraph(directory: string, graph: GraphFile): Promise<VerifiedGraph> {
  const place = path.join(directory, graph.path);
  if (!graph.data && graph.size <= LARGEST_READ) {
    const bytes = await readBytes(place);
    await verifyModelFile(bytes, graph);
    return bytes;
  }
  await verifyFile(place, graph);
  for (const file of graph.data ?? []) await verifyFile(path.join(directory, file.path), file);
  return place;
}

export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new MutationPredictionError('model-unavailable.file-unreadable', { file }, { cause });
  }
}
