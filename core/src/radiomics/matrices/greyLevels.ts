import type { Vector3 } from '../../imaging/vector.js';
import type { Arena } from '../jobs/arena.js';
import { countInside } from '../roi/countInside.js';
import { discretise } from './discretise.js';
import type { ScalarImage } from '../roi/image.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/**
 * The discretised ROI that all texture matrices are made of. A border of zeros as wide as the
 * farthest neighbour surrounds it, so that walking to a neighbour needs no test for the edge.
 */
export interface GreyLevels {
  /**
   * Which of the grey levels that occur each voxel has, counted from 1; 0 outside the ROI. i runs
   * fastest. Matrices are indexed by these codes, so that levels without a voxel take no room.
   */
  readonly codes: Uint16Array | Int32Array;
  /** Where `codes` holds the ROI's voxels, ascending. */
  readonly voxels: Int32Array;
  /** The value of each of `voxels` before discretisation. */
  readonly values: Float64Array;
  /** Step in `codes` per voxel along i, j, k. */
  readonly strides: Vector3;
  /** Grey levels that occur, from 1, ascending: code c is level `present[c - 1]`. */
  readonly present: Int32Array;
  /** Number of voxels of each level in `present`. */
  readonly counts: Float64Array;
  /** Largest extent of the ROI, voxels: no run is longer. */
  readonly extent: number;
  /** Where the arrays above are, and where matrices are made. */
  readonly arena: Arena;
}

/**
 * @param image cropped to the ROI
 * @param mask 1 inside the ROI, which has at least one voxel
 * @param arena lends the arrays of the result
 */
export function greyLevels(
  image: ScalarImage,
  mask: Uint8Array,
  settings: RadiomicsSettings,
  arena: Arena,
): GreyLevels {
  const border = Math.max(1, ...settings.distances);
  const [ni, nj, nk] = image.grid.size;
  const { data } = image;
  const strides: Vector3 = [1, ni + 2 * border, (ni + 2 * border) * (nj + 2 * border)];
  const voxels = arena.int32(countInside(mask));
  const values = arena.float64(voxels.length);
  let count = 0;
  let source = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = border + (j + border) * strides[1] + (k + border) * strides[2];
      for (let i = 0; i < ni; i++, source++) {
        if (mask[source] === 0) continue;
        voxels[count] = row + i;
        values[count++] = data[source]!;
      }
    }
  }

  const levels = arena.int32(voxels.length);
  discretise(values, settings, image.pixelType, levels);
  const { present, counts, codeOf } = occurringLevels(levels);
  const length = strides[2] * (nk + 2 * border);
  // Half the memory keeps a neighbourhood in the processor's cache.
  const codes = present.length < 2 ** 16 ? arena.uint16(length) : arena.int32(length);
  codes.fill(0);
  for (let n = 0; n < voxels.length; n++) codes[voxels[n]!] = codeOf[levels[n]!]!;
  const extent = Math.max(ni, nj, nk);
  return { codes, voxels, values, strides, present, counts, extent, arena };
}

function occurringLevels(levels: Int32Array) {
  let highest = 0;
  for (let n = 0; n < levels.length; n++) if (levels[n]! > highest) highest = levels[n]!;
  const perLevel = new Int32Array(highest + 1);
  for (let n = 0; n < levels.length; n++) perLevel[levels[n]!]!++;

  const present: number[] = [];
  const codeOf = new Int32Array(highest + 1);
  for (let level = 1; level <= highest; level++) {
    if (perLevel[level] !== 0) codeOf[level] = present.push(level);
  }
  const counts = Float64Array.from(present, (level) => perLevel[level]!);
  return { present: Int32Array.from(present), counts, codeOf };
}

/** Distance in `codes` of a neighbour. */
export function stepOf([i, j, k]: Vector3, { strides }: GreyLevels): number {
  return i * strides[0] + j * strides[1] + k * strides[2];
}

/** Distances in `codes` of all neighbours, both ways. */
export function neighbourSteps(
  roi: GreyLevels,
  distances: readonly number[],
  settings: RadiomicsSettings,
): Int32Array {
  const half = halfNeighbourhood(distances, settings).map((offset) => stepOf(offset, roi));
  return Int32Array.from(half.flatMap((step) => [step, -step]));
}
