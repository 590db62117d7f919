import { spacing } from '../../imaging/gridGeometry.js';
import type { Vector3 } from '../../imaging/vector.js';
import type { ScalarImage } from '../roi/image.js';

/** Of a sphere of 1 cm³, mm. */
const RADIUS_MM = 10 * Math.cbrt(3 / (4 * Math.PI));

export interface LocalIntensity {
  readonly loc: number;
  readonly glob: number;
}

/**
 * Mean intensity within 1 cm³ around the ROI's most intense voxel, and the highest such mean around
 * any of its voxels (IBSI 3.2). Voxels around the ROI count.
 *
 * @param mask on the image's grid, at least one voxel
 */
export function localIntensity(image: ScalarImage, mask: Uint8Array): LocalIntensity {
  const offsets = sphere(spacing(image.grid));
  let [maximum, loc, glob] = [-Infinity, -Infinity, -Infinity];
  for (let n = 0; n < mask.length; n++) {
    if (mask[n] === 0) continue;
    const mean = meanAround(image, n, offsets);
    const value = image.data[n]!;
    glob = Math.max(glob, mean);
    // Among several most intense voxels the highest mean counts.
    if (value > maximum) loc = mean;
    else if (value === maximum) loc = Math.max(loc, mean);
    maximum = Math.max(maximum, value);
  }
  return { loc, glob };
}

function meanAround({ grid, data }: ScalarImage, n: number, offsets: readonly Vector3[]): number {
  const [ni, nj, nk] = grid.size;
  const row = Math.floor(n / ni);
  const [i, j, k] = [n - row * ni, row % nj, Math.floor(row / nj)];
  let [sum, count] = [0, 0];
  for (const [di, dj, dk] of offsets) {
    const [x, y, z] = [i + di, j + dj, k + dk];
    if (x < 0 || x >= ni || y < 0 || y >= nj || z < 0 || z >= nk) continue;
    const value = data[(z * nj + y) * ni + x]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

function sphere(step: Vector3): Vector3[] {
  const reach = step.map((mm) => Math.floor(RADIUS_MM / mm));
  const along = (axis: 0 | 1 | 2) =>
    Array.from({ length: 2 * reach[axis]! + 1 }, (_, n) => n - reach[axis]!);
  return along(2)
    .flatMap((k) => along(1).flatMap((j) => along(0).map((i): Vector3 => [i, j, k])))
    .filter(([i, j, k]) => Math.hypot(i * step[0], j * step[1], k * step[2]) <= RADIUS_MM);
}
