import type { Vector3 } from '../imaging/vector.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from './settings.js';
import { offsetLength } from './weighting.js';

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
  const pairs = new Uint32Array(size * (size + 1));
  const matrix = new Float64Array(size * size);
  for (const offset of halfNeighbourhood(settings.distances, settings)) {
    countPairs(roi, stepOf(offset, roi), pairs);
    const weight = weightingNorm === null ? 1 : weightOf(offset, spacingMm, weightingNorm);
    if (weightingNorm === null) matrix.fill(0);
    addPairs(matrix, pairs, size, symmetricalGLCM, weight);
    if (weightingNorm === null && normalise(matrix)) yield matrix;
  }
  if (weightingNorm !== null && normalise(matrix)) yield matrix;
}

/** Overwrites `pairs`: [level, neighbour's code], where 0 counts voxels whose neighbour is outside. */
function countPairs(
  { codes, voxels, present }: GreyLevels,
  step: number,
  pairs: Uint32Array,
): void {
  const width = present.length + 1;
  pairs.fill(0);
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    pairs[(codes[voxel]! - 1) * width + codes[voxel + step]!]!++;
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
