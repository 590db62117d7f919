import type { Vector3 } from '../imaging/vector.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from './settings.js';
import { offsetLength } from './weighting.js';

/**
 * Grey level co-occurrence matrices (IBSI 3.6; Haralick 1973), normalised to a sum of 1: one per
 * direction in which voxels have neighbours, or one of all directions where they are weighted.
 *
 * @returns matrices [level, neighbour's level] over the grey levels that occur
 */
export function coOccurrence(
  roi: GreyLevels,
  settings: RadiomicsSettings,
  spacingMm: Vector3,
): Float64Array[] {
  const { weightingNorm, symmetricalGLCM } = settings;
  const matrices = halfNeighbourhood(settings.distances, settings).map((offset) => {
    const matrix = countPairs(roi, stepOf(offset, roi), symmetricalGLCM);
    return weightingNorm === null
      ? matrix
      : matrix.map((n) => n * weightOf(offset, spacingMm, weightingNorm));
  });
  const kept = weightingNorm === null ? matrices : [sumOf(matrices)];
  return kept.map(normalised).filter((matrix) => matrix !== undefined);
}

function countPairs(
  { levels, voxels, position, present }: GreyLevels,
  step: number,
  symmetrical: boolean,
): Float64Array {
  const size = present.length;
  const matrix = new Float64Array(size * size);
  for (const voxel of voxels) {
    const neighbour = levels[voxel + step]!;
    if (neighbour === 0) continue;
    const row = position[levels[voxel]!]!;
    const column = position[neighbour]!;
    matrix[row * size + column]!++;
    if (symmetrical) matrix[column * size + row]!++;
  }
  return matrix;
}

function weightOf(
  offset: Vector3,
  spacingMm: Vector3,
  norm: NonNullable<RadiomicsSettings['weightingNorm']>,
): number {
  return norm === 'no_weighting' ? 1 : Math.exp(-(offsetLength(offset, spacingMm, norm) ** 2));
}

function sumOf(matrices: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(matrices[0]!.length);
  for (const matrix of matrices) for (let n = 0; n < sum.length; n++) sum[n]! += matrix[n]!;
  return sum;
}

function normalised(matrix: Float64Array): Float64Array | undefined {
  let sum = 0;
  for (const entry of matrix) sum += entry;
  if (sum === 0) return undefined;
  for (let n = 0; n < matrix.length; n++) matrix[n]! /= sum;
  return matrix;
}
