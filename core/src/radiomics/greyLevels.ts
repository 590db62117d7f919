import type { Vector3 } from '../imaging/vector.js';
import { discretise } from './discretise.js';
import type { ScalarImage } from './image.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from './settings.js';

/**
 * The discretised ROI that all texture matrices are made of. A border of zeros as wide as the
 * farthest neighbour surrounds it, so that walking to a neighbour needs no test for the edge.
 */
export interface GreyLevels {
  /** Grey level from 1 of each voxel, 0 outside the ROI; i runs fastest. */
  readonly levels: Int32Array;
  /** Where `levels` holds the ROI's voxels, ascending. */
  readonly voxels: Int32Array;
  /** Step in `levels` per voxel along i, j, k. */
  readonly strides: Vector3;
  /** Grey levels that occur, ascending. */
  readonly present: Int32Array;
  /** Position in `present` of each grey level. */
  readonly position: Int32Array;
  /** Largest extent of the ROI, voxels: no run is longer. */
  readonly extent: number;
}

/**
 * @param image cropped to the ROI
 * @param mask 1 inside the ROI, which has at least one voxel
 */
export function greyLevels(
  image: ScalarImage,
  mask: Uint8Array,
  settings: RadiomicsSettings,
): GreyLevels {
  const border = Math.max(1, ...settings.distances);
  const [ni, nj, nk] = image.grid.size;
  const strides: Vector3 = [1, ni + 2 * border, (ni + 2 * border) * (nj + 2 * border)];
  const voxels = new Int32Array(mask.reduce((sum, inside) => sum + inside, 0));
  const values = new Float64Array(voxels.length);
  let count = 0;
  let source = 0;
  for (let k = border; k < nk + border; k++) {
    for (let j = border; j < nj + border; j++) {
      for (let i = border; i < ni + border; i++, source++) {
        if (!mask[source]) continue;
        voxels[count] = i + j * strides[1] + k * strides[2];
        values[count++] = image.data[source]!;
      }
    }
  }

  const voxelLevels = discretise(values, settings, image.pixelType);
  const levels = new Int32Array(strides[2] * (nk + 2 * border));
  for (let n = 0; n < voxels.length; n++) levels[voxels[n]!] = voxelLevels[n]!;
  const present = Int32Array.from(new Set(voxelLevels)).sort();
  const position = new Int32Array(present[present.length - 1]! + 1).fill(-1);
  present.forEach((level, index) => (position[level] = index));
  return { levels, voxels, strides, present, position, extent: Math.max(ni, nj, nk) };
}

/** Distance in `levels` of a neighbour. */
export function stepOf([i, j, k]: Vector3, { strides }: GreyLevels): number {
  return i * strides[0] + j * strides[1] + k * strides[2];
}

/** Distances in `levels` of all neighbours, both ways. */
export function neighbourSteps(
  roi: GreyLevels,
  distances: readonly number[],
  settings: RadiomicsSettings,
): Int32Array {
  const half = halfNeighbourhood(distances, settings).map((offset) => stepOf(offset, roi));
  return Int32Array.from(half.flatMap((step) => [step, -step]));
}
