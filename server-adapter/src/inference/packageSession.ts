import { totalmem } from 'node:os';
import {
  heldTrunks,
  networkSize,
  outputNames,
  trunksInTurn,
  viewByViewSession,
  viewsInputOf,
  type ModelManifest,
  type ModelSession,
  type Trunks,
  type ViewByViewGraph,
} from '@mutation-prediction/core';
import {
  createNodeSession,
  type GraphTensor,
  type NodeSession,
  type NodeSessionOptions,
} from './nodeSession.js';
import type { PackageNetwork, VerifiedGraph } from './packageNetwork.js';

/** A package as far as its network goes. */
export interface PackagedNetwork {
  readonly manifest: ModelManifest;
  readonly network: PackageNetwork;
}

/**
 * Compiles a package's network with ONNX Runtime for Node: one session, whatever graphs there are.
 *
 * @throws MutationPredictionError `inference-failed` with the runtime's words
 */
export async function openPackageSession(
  { manifest, network }: PackagedNetwork,
  options: NodeSessionOptions = {},
): Promise<NodeSession> {
  const { graph } = manifest;
  if (network.kind === 'whole') return createNodeSession(network.graph, manifest, options);
  if (graph.kind !== 'view-by-view') throw new RangeError('The network is not the manifest’s.');
  const open = (source: VerifiedGraph) => createNodeSession(source, manifest, options);
  const fusion = await open(network.fusion);
  try {
    const first = await open(network.trunks[0]!);
    const trunks = await openTrunks(first, network.trunks, open, graph);
    return {
      ...viewByViewSession(manifest, graph, trunks, fusion),
      ...tensorsOf(manifest, graph, first, fusion),
    };
  } catch (error) {
    await fusion.release();
    throw error;
  }
}

/** All at once where memory bears it, else each when its view comes. */
async function openTrunks(
  first: ModelSession,
  sources: readonly VerifiedGraph[],
  open: (source: VerifiedGraph) => Promise<ModelSession>,
  graph: ViewByViewGraph,
): Promise<Trunks> {
  if (!fitsIntoMemory(graph)) {
    await first.release();
    return trunksInTurn((view) => open(sources[view]!));
  }
  const sessions = [first];
  try {
    for (const source of sources.slice(1)) sessions.push(await open(source));
    return heldTrunks(sessions);
  } catch (error) {
    await heldTrunks(sessions).release();
    throw error;
  }
}

/** Compiled weights are fp32, whatever the files hold; another half is left to the rest of the machine. */
function fitsIntoMemory(graph: ViewByViewGraph): boolean {
  const stored = networkSize(graph);
  const compiled = graph.precision === 'fp32' ? stored : 2 * stored;
  return compiled <= memoryLimit() / 2;
}

/** What this process may use: the machine's memory, or less where its control group says so. */
function memoryLimit(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** What the parts take and give as one. */
function tensorsOf(
  manifest: ModelManifest,
  { trunk }: ViewByViewGraph,
  { outputs: found }: NodeSession,
  fusion: NodeSession,
): { readonly inputs: readonly GraphTensor[]; readonly outputs: readonly GraphTensor[] } {
  const { tensor, planes, resize } = viewsInputOf(manifest);
  const views = {
    name: tensor,
    datatype: 'FP32',
    shape: [1, planes.length, resize.size, resize.size],
  };
  const others = fusion.inputs.filter(({ name }) => !trunk.features.includes(name));
  const passedOn = found
    .filter(({ name }) => trunk.outputs?.includes(name))
    .map(({ shape: [, ...rest], ...output }) => ({ ...output, shape: [planes.length, ...rest] }));
  const all = [...fusion.outputs, ...passedOn];
  const named = new Set(outputNames(manifest));
  const byName = (given: readonly GraphTensor[], names: readonly string[]) =>
    names.flatMap((name) => given.filter((one) => one.name === name));
  return {
    inputs: byName(
      [views, ...others],
      manifest.inputs.map((input) => input.tensor),
    ),
    outputs: all.filter(({ name }) => named.has(name)),
  };
}
