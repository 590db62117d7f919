import type { Vector3 } from '../../imaging/vector.js';
import { sizesUpTo, type CountTable } from '../matrices/countTable.js';
import type { GreyLevels } from '../matrices/greyLevels.js';
import { neighbourSteps } from '../matrices/greyLevels.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

export interface DistanceZones {
  /** Zones by grey level and distance. */
  readonly table: CountTable;
  readonly voxelCount: number;
}

/**
 * Zones of equal grey level by the least distance of their voxels to the outside of the ROI (IBSI 3.9).
 *
 * @param distances of the voxels in `roi.codes`, see {@link borderDistances}
 */
export function distanceZones(
  roi: GreyLevels,
  distances: Int32Array,
  settings: RadiomicsSettings,
): DistanceZones {
  const { voxels, present } = roi;
  const steps = neighbourSteps(roi, [1], settings);
  const unvisited = roi.codes.slice();
  const zones: { readonly code: number; readonly distance: number }[] = [];
  for (const seed of voxels) {
    const code = unvisited[seed]!;
    if (code === 0) continue;
    unvisited[seed] = 0;
    const stack = [seed];
    let distance = distances[seed]!;
    for (let next = 0; next < stack.length; next++) {
      for (const step of steps) {
        const neighbour = stack[next]! + step;
        if (unvisited[neighbour] !== code) continue;
        unvisited[neighbour] = 0;
        stack.push(neighbour);
        distance = Math.min(distance, distances[neighbour]!);
      }
    }
    zones.push({ code, distance });
  }
  const longest = zones.reduce((most, { distance }) => Math.max(most, distance), 0);
  const counts = new Float64Array(present.length * longest);
  for (const { code, distance } of zones) counts[(code - 1) * longest + distance - 1]!++;
  const table = { levels: present, sizes: sizesUpTo(longest), counts };
  return { table, voxelCount: voxels.length };
}

/**
 * Steps across faces from each voxel to the nearest one outside the mask, 1 at its border: within
 * slices, or in three dimensions. What lies beyond the image is outside.
 */
export function borderDistances(
  mask: Uint8Array,
  [ni, nj, nk]: Vector3,
  withinSlices: boolean,
): Int32Array {
  const distances = new Int32Array(mask.length).fill(-1);
  const steps: readonly Vector3[] = [
    [1, 0, 0],
    [-1, 0, 0],
    [0, 1, 0],
    [0, -1, 0],
    ...(withinSlices
      ? []
      : ([
          [0, 0, 1],
          [0, 0, -1],
        ] as const)),
  ];
  const isOutside = (i: number, j: number, k: number) =>
    i < 0 || i >= ni || j < 0 || j >= nj || k < 0 || k >= nk || mask[(k * nj + j) * ni + i] === 0;
  let border: number[] = [];
  for (let n = 0; n < mask.length; n++) {
    if (mask[n] === 0) continue;
    const [i, j, k] = indexOf(n);
    if (!steps.some(([x, y, z]) => isOutside(i + x, j + y, k + z))) continue;
    distances[n] = 1;
    border.push(n);
  }
  for (let distance = 2; border.length > 0; distance++) {
    const inner: number[] = [];
    for (const n of border) {
      const [i, j, k] = indexOf(n);
      for (const [x, y, z] of steps) {
        if (isOutside(i + x, j + y, k + z)) continue;
        const neighbour = ((k + z) * nj + j + y) * ni + i + x;
        if (distances[neighbour] !== -1) continue;
        distances[neighbour] = distance;
        inner.push(neighbour);
      }
    }
    border = inner;
  }
  return distances;

  function indexOf(n: number): Vector3 {
    const row = Math.floor(n / ni);
    return [n - row * ni, row % nj, Math.floor(row / nj)];
  }
}
