import type { Vector3 } from '../../imaging/vector.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { areThirteen, halfNeighbourhood, type ThirteenSteps } from './neighbours.js';
import type { RadiomicsSettings } from '../parameters/settings.js';
import { offsetLength } from './weighting.js';

/** A grey level co-occurrence matrix with the sum 1, by those of its entries that are not zero. */
export interface CoOccurrence {
  /** Rows and columns: grey levels that occur. */
  readonly size: number;
  /** Entries off the diagonal are there once, with row < column, and stand for two. */
  readonly symmetrical: boolean;
  /** Row, column and probability of each entry. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly probabilities: Float64Array;
}

/** Directions are counted together as long as their counts, of which most are near the diagonal, are no more. */
const MOST_COUNTS = 2 ** 20;

/**
 * Grey level co-occurrence matrices (IBSI 3.6; Haralick 1973): one per direction in which voxels have
 * neighbours, or one of all directions where they are weighted. One at a time, in the same memory:
 * with many grey levels a matrix is large.
 *
 * @returns matrices over the grey levels that occur, each valid until the next is asked for
 */
export function* coOccurrence(
  roi: GreyLevels,
  settings: RadiomicsSettings,
  spacingMm: Vector3,
): Generator<CoOccurrence, void> {
  const { weightingNorm, symmetricalGLCM } = settings;
  const offsets = halfNeighbourhood(settings.distances, settings);
  const entries = entriesOf(roi, offsets.length);
  const matrixOf = (pairs: Uint32Array | Float64Array) =>
    normalised(pairs, roi.present.length, symmetricalGLCM, entries);
  if (weightingNorm === null) {
    for (const { pairs } of countPairs(roi, offsets)) {
      const matrix = matrixOf(pairs);
      if (matrix) yield matrix;
    }
    return;
  }
  const sum = new Float64Array(pairsArea(roi));
  for (const { offset, pairs } of countPairs(roi, offsets)) {
    const weight = weightOf(offset, spacingMm, weightingNorm);
    for (let n = 0; n < sum.length; n++) sum[n]! += pairs[n]! * weight;
  }
  const matrix = matrixOf(sum);
  if (matrix) yield matrix;
}

/** Counts of [level, neighbour's code], where 0 counts voxels whose neighbour is outside. */
function pairsArea({ present }: GreyLevels): number {
  return present.length * (present.length + 1);
}

/**
 * Pairs of voxels in each direction. All directions of a voxel in turn, as the processor would have to
 * wait for a count that it has just raised: in one direction, voxels in a row often have the same pair.
 */
function* countPairs(roi: GreyLevels, offsets: readonly Vector3[]) {
  const area = pairsArea(roi);
  const together = Math.max(1, Math.min(offsets.length, Math.floor(MOST_COUNTS / area)));
  const counts = new Uint32Array(together * area);
  for (let first = 0; first < offsets.length; first += together) {
    const group = offsets.slice(first, first + together);
    counts.fill(0);
    countTogether(roi, group, counts);
    for (const [n, offset] of group.entries()) {
      yield { offset, pairs: counts.subarray(n * area, (n + 1) * area) };
    }
  }
}

/** @param counts [direction, level, neighbour's code] */
function countTogether(roi: GreyLevels, offsets: readonly Vector3[], counts: Uint32Array): void {
  const { codes, voxels, present } = roi;
  const steps = offsets.map((offset) => stepOf(offset, roi));
  const width = present.length + 1;
  const area = pairsArea(roi);
  if (areThirteen(steps)) {
    countThirteen(codes, voxels, steps, width, area, counts);
    return;
  }
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    let row = (codes[voxel]! - 1) * width;
    for (let s = 0; s < steps.length; s++, row += area) {
      counts[row + codes[voxel + steps[s]!]!]!++;
    }
  }
}

/** The directions of three dimensions, written out: more than twice as fast as a loop over them. */
function countThirteen(
  codes: GreyLevels['codes'],
  voxels: Int32Array,
  [a, b, c, d, e, f, g, h, i, j, k, l, m]: ThirteenSteps,
  width: number,
  area: number,
  counts: Uint32Array,
): void {
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    let row = (codes[voxel]! - 1) * width;
    counts[row + codes[voxel + a]!]!++;
    counts[(row += area) + codes[voxel + b]!]!++;
    counts[(row += area) + codes[voxel + c]!]!++;
    counts[(row += area) + codes[voxel + d]!]!++;
    counts[(row += area) + codes[voxel + e]!]!++;
    counts[(row += area) + codes[voxel + f]!]!++;
    counts[(row += area) + codes[voxel + g]!]!++;
    counts[(row += area) + codes[voxel + h]!]!++;
    counts[(row += area) + codes[voxel + i]!]!++;
    counts[(row += area) + codes[voxel + j]!]!++;
    counts[(row += area) + codes[voxel + k]!]!++;
    counts[(row += area) + codes[voxel + l]!]!++;
    counts[(row += area) + codes[voxel + m]!]!++;
  }
}

/** Memory for the entries of any matrix of the ROI. */
function entriesOf({ present, voxels }: GreyLevels, directions: number) {
  const most = Math.min(present.length ** 2, voxels.length * directions);
  return {
    rows: new Int32Array(most),
    columns: new Int32Array(most),
    probabilities: new Float64Array(most),
  };
}

/**
 * The matrix of pairs that have been counted, both ways where it is symmetrical.
 *
 * @param entries overwritten, and part of the matrix
 * @returns undefined where there is no pair
 */
function normalised(
  pairs: Uint32Array | Float64Array,
  size: number,
  symmetrical: boolean,
  { rows, columns, probabilities }: ReturnType<typeof entriesOf>,
): CoOccurrence | undefined {
  const width = size + 1;
  let [count, total] = [0, 0];
  for (let row = 0; row < size; row++) {
    for (let column = symmetrical ? row : 0; column < size; column++) {
      const back = symmetrical ? pairs[column * width + row + 1]! : 0;
      const entry = pairs[row * width + column + 1]! + back;
      if (entry === 0) continue;
      rows[count] = row;
      columns[count] = column;
      probabilities[count++] = entry;
      total += symmetrical && column !== row ? 2 * entry : entry;
    }
  }
  if (count === 0) return undefined;
  for (let n = 0; n < count; n++) probabilities[n]! /= total;
  return {
    size,
    symmetrical,
    rows: rows.subarray(0, count),
    columns: columns.subarray(0, count),
    probabilities: probabilities.subarray(0, count),
  };
}

function weightOf(
  offset: Vector3,
  spacingMm: Vector3,
  norm: NonNullable<RadiomicsSettings['weightingNorm']>,
): number {
  return norm === 'no_weighting' ? 1 : Math.exp(-(offsetLength(offset, spacingMm, norm) ** 2));
}
