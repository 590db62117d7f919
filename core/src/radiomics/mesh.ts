import type { Vector3 } from '../imaging/vector.js';
import { cross, dot, norm, subtract } from '../imaging/vector.js';
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
  [si, sj, sk]: Vector3,
): { readonly areaMm2: number; readonly volumeMm3: number } {
  const cornerSteps = CORNERS.map(([k, j, i]) => (k * nj + j) * ni + i);
  const midpoints = EDGE_MIDPOINTS.map(([k, j, i]): Vector3 => [k * sk, j * sj, i * si]);
  let [area, sixfoldVolume] = [0, 0];
  for (let k = 0; k < nk - 1; k++) {
    for (let j = 0; j < nj - 1; j++) {
      for (let i = 0; i < ni - 1; i++) {
        const first = (k * nj + j) * ni + i;
        let cube = 0;
        for (let n = 0; n < 8; n++) if (mask[first + cornerSteps[n]!]) cube |= 1 << n;
        if (cube === 0 || cube === 0xff) continue;
        const inverted = (cube & LAST_CORNER) !== 0;
        const edges = TRIANGLES[inverted ? cube ^ 0xff : cube]!;
        const vertex = (edge: number): Vector3 => {
          const [mk, mj, mi] = midpoints[edge]!;
          return [k * sk + mk, j * sj + mj, i * si + mi];
        };
        for (let n = 0; n < edges.length; n += 3) {
          const [a, b, c] = [vertex(edges[n]!), vertex(edges[n + 1]!), vertex(edges[n + 2]!)];
          area += norm(cross(subtract(a, c), subtract(b, c))) / 2;
          sixfoldVolume += (inverted ? -1 : 1) * dot(cross(a, b), c);
        }
      }
    }
  }
  return { areaMm2: area, volumeMm3: sixfoldVolume / 6 };
}
