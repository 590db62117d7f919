import type { Vector3 } from '../imaging/vector.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from './settings.js';
import { offsetLength } from './weighting.js';

/** Directions are counted together as long as their counts fit the processor's cache. */
const MOST_COUNTS = 2 ** 17;

/**
 * Grey level co-occurrence matrices (IBSI 3.6; Haralick 1973), normalised to a sum of 1: one per
 * direction in which voxels have neighbours, or one of all directions where they are weighted. One
 * at a time, in the same memory: with many grey levels a matrix is large.
 *
 * @returns matrices [level, neighbour's level] over the grey levels that occur, each valid until the
 *   next is asked for
 */
export function* coOccurrence(
  roi: GreyLevels,
  settings: RadiomicsSettings,
  spacingMm: Vector3,
): Generator<Float64Array, void> {
  const { weightingNorm, symmetricalGLCM } = settings;
  const size = roi.present.length;
  const area = size * (size + 1);
  const matrix = new Float64Array(size * size);
  const offsets = halfNeighbourhood(settings.distances, settings);
  const together = Math.max(1, Math.min(offsets.length, Math.floor(MOST_COUNTS / area)));
  const pairs = new Uint32Array(together * area);
  for (let first = 0; first < offsets.length; first += together) {
    const group = offsets.slice(first, first + together);
    countPairs(roi, group, pairs);
    for (const [n, offset] of group.entries()) {
      const weight = weightingNorm === null ? 1 : weightOf(offset, spacingMm, weightingNorm);
      if (weightingNorm === null) matrix.fill(0);
      const counts = pairs.subarray(n * area, (n + 1) * area);
      addPairs(matrix, counts, size, symmetricalGLCM, weight);
      if (weightingNorm === null && normalise(matrix)) yield matrix;
    }
  }
  if (weightingNorm !== null && normalise(matrix)) yield matrix;
}

/**
 * Overwrites `pairs`: [direction, level, neighbour's code], where 0 counts voxels whose neighbour is
 * outside. All directions of a voxel in turn, as the processor would have to wait for a count that it
 * has just raised: in one direction, voxels in a row often have the same pair.
 */
function countPairs(roi: GreyLevels, offsets: readonly Vector3[], pairs: Uint32Array): void {
  const { codes, voxels, present } = roi;
  const steps = Int32Array.from(offsets, (offset) => stepOf(offset, roi));
  const width = present.length + 1;
  const area = present.length * width;
  pairs.fill(0);
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    let row = (codes[voxel]! - 1) * width;
    for (let s = 0; s < steps.length; s++, row += area) {
      pairs[row + codes[voxel + steps[s]!]!]!++;
    }
  }
}

/** Adds counts to a matrix, to both sides of its diagonal where it is symmetrical. */
function addPairs(
  matrix: Float64Array,
  pairs: Uint32Array,
  size: number,
  symmetrical: boolean,
  weight: number,
): void {
  const width = size + 1;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const back = symmetrical ? pairs[column * width + row + 1]! : 0;
      matrix[row * size + column]! += (pairs[row * width + column + 1]! + back) * weight;
    }
  }
}

function weightOf(
  offset: Vector3,
  spacingMm: Vector3,
  norm: NonNullable<RadiomicsSettings['weightingNorm']>,
): number {
  return norm === 'no_weighting' ? 1 : Math.exp(-(offsetLength(offset, spacingMm, norm) ** 2));
}

/** @returns whether the matrix has any entry */
function normalise(matrix: Float64Array): boolean {
  let sum = 0;
  for (let n = 0; n < matrix.length; n++) sum += matrix[n]!;
  if (sum === 0) return false;
  for (let n = 0; n < matrix.length; n++) matrix[n]! /= sum;
  return true;
}
