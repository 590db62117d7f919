import type { ModelManifest } from '../contract/modelManifest.js';
import { hashedTensor } from './hashedTensor.js';
import { tensorDims } from './modelInputs.js';
import type { ModelSession } from './session.js';

/** How far apart the hashes of one trial's inputs and the next one's begin (mutation_training/export/half.py). */
const APART = 100;

/** The manifest of the same network with its trunks of fp16 arithmetic; `undefined` where it has none. */
export function inHalf(manifest: ModelManifest): ModelManifest | undefined {
  const { graph } = manifest;
  if (graph.kind !== 'view-by-view' || !graph.trunk.half) return undefined;
  const { graphs } = graph.trunk.half;
  return { ...manifest, graph: { ...graph, precision: 'fp16', trunk: { ...graph.trunk, graphs } } };
}

/**
 * Runs a network of fp16 arithmetic on inputs of which its package states the probabilities.
 *
 * @returns the largest change of a probability; 1 where the network overflows
 */
export async function tryHalf(
  session: ModelSession,
  { graph, inputs, outputs }: ModelManifest,
): Promise<number> {
  let moved = 0;
  for (const [trial, expected] of halfOf(graph).golden.entries()) {
    const feeds = Object.fromEntries(
      inputs.map((input, n) => [input.tensor, hashedTensor(tensorDims(input), n + trial * APART)]),
    );
    const found = await session.run(feeds, undefined, [outputs.probabilities]);
    const { data } = found[outputs.probabilities]!;
    for (const [n, value] of expected.entries()) {
      const change = Math.abs((data[n] ?? Number.NaN) - value);
      moved = Math.max(moved, Number.isFinite(change) ? change : 1);
    }
  }
  return moved;
}

/** @param moved what `tryHalf` found, here or at an earlier time */
export function isHalfAllowed(moved: number, { graph }: ModelManifest): boolean {
  return moved <= halfOf(graph).largestDifference;
}

function halfOf(graph: ModelManifest['graph']) {
  const half = graph.kind === 'view-by-view' ? graph.trunk.half : undefined;
  if (!half) throw new RangeError('The network has no form of fp16 arithmetic.');
  return half;
}
