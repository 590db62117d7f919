import type { Vector3 } from '../imaging/vector.js';
import { CORNERS, EDGE_MIDPOINTS, TRIANGLES } from './marchingCubesTable.js';

/** Corner 7: cubes that have it inside are looked up as their complement, with the sign reversed. */
const LAST_CORNER = 0x80;

/**
 * Area and enclosed volume of the surface half-way between inside and outside voxels (marching
 * cubes, Lorensen & Cline 1987). The volume is summed from tetrahedra with their tip at the first
 * voxel of the padded mask, as PyRadiomics does: where the table leaves gaps it depends on that.
 *
 * @param mask of `size`, with a border of zeros one voxel wide
 */
export function surfaceMesh(
  mask: Uint8Array,
  [ni, nj, nk]: Vector3,
  spacingMm: Vector3,
): { readonly areaMm2: number; readonly volumeMm3: number } {
  const cornerSteps = Int32Array.from(CORNERS, ([k, j, i]) => (k * nj + j) * ni + i);
  const sums = { area: 0, sixfoldVolume: 0 };
  for (let k = 0; k < nk - 1; k++) {
    for (let j = 0; j < nj - 1; j++) {
      let first = (k * nj + j) * ni;
      for (let i = 0; i < ni - 1; i++, first++) {
        let cube = 0;
        for (let n = 0; n < 8; n++) cube |= mask[first + cornerSteps[n]!]! << n;
        if (cube !== 0 && cube !== 0xff) addTriangles(sums, cube, [k, j, i], spacingMm);
      }
    }
  }
  return { areaMm2: sums.area, volumeMm3: sums.sixfoldVolume / 6 };
}

/** Adds the triangles of one cube whose first voxel has the index (k, j, i). */
function addTriangles(
  sums: { area: number; sixfoldVolume: number },
  cube: number,
  [k, j, i]: Vector3,
  [si, sj, sk]: Vector3,
): void {
  const inverted = (cube & LAST_CORNER) !== 0;
  const edges = TRIANGLES[inverted ? cube ^ 0xff : cube]!;
  for (let n = 0; n < edges.length; n += 3) {
    const [ak, aj, ai] = EDGE_MIDPOINTS[edges[n]!]!;
    const [bk, bj, bi] = EDGE_MIDPOINTS[edges[n + 1]!]!;
    const [ck, cj, ci] = EDGE_MIDPOINTS[edges[n + 2]!]!;
    // In scalars, as three arrays per triangle would keep the garbage collector busy.
    const [ax, ay, az] = [(k + ak) * sk, (j + aj) * sj, (i + ai) * si];
    const [bx, by, bz] = [(k + bk) * sk, (j + bj) * sj, (i + bi) * si];
    const [cx, cy, cz] = [(k + ck) * sk, (j + cj) * sj, (i + ci) * si];
    const [ux, uy, uz] = [ax - cx, ay - cy, az - cz];
    const [vx, vy, vz] = [bx - cx, by - cy, bz - cz];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    sums.area += Math.sqrt(nx * nx + ny * ny + nz * nz) / 2;
    const tetrahedron =
      (ay * bz - az * by) * cx + (az * bx - ax * bz) * cy + (ax * by - ay * bx) * cz;
    sums.sixfoldVolume += inverted ? -tetrahedron : tetrahedron;
  }
}
