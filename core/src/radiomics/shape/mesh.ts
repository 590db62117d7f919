import type { Vector3 } from '../../imaging/vector.js';
import { cross, dot, norm, subtract } from '../../imaging/vector.js';
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
  const [si, sj, sk] = spacingMm;
  const { area, normal, determinant } = cubeSurfaces(spacingMm);
  let [areaMm2, sixfoldVolume] = [0, 0];
  for (let k = 0; k < nk - 1; k++) {
    for (let j = 0; j < nj - 1; j++) {
      let first = (k * nj + j) * ni;
      for (let i = 0; i < ni - 1; i++, first++) {
        let cube = 0;
        for (let n = 0; n < 8; n++) cube |= mask[first + cornerSteps[n]!]! << n;
        if (cube === 0 || cube === 0xff) continue;
        areaMm2 += area[cube]!;
        sixfoldVolume += determinant[cube]!;
        sixfoldVolume += k * sk * normal[3 * cube]!;
        sixfoldVolume += j * sj * normal[3 * cube + 1]!;
        sixfoldVolume += i * si * normal[3 * cube + 2]!;
      }
    }
  }
  return { areaMm2, volumeMm3: sixfoldVolume / 6 };
}

/**
 * What the triangles of each cube add up to, by which of its corners are inside: their areas, the
 * determinants |a b c| of their corners (the sixfold volume of a tetrahedron with its tip at the cube's first
 * voxel) and their normals a×b + b×c + c×a, (k, j, i): a cube elsewhere, at p, has p · normal more.
 */
function cubeSurfaces(spacingMm: Vector3) {
  const area = new Float64Array(256);
  const determinant = new Float64Array(256);
  const normal = new Float64Array(3 * 256);
  for (let cube = 0; cube < 256; cube++) {
    const inverted = (cube & LAST_CORNER) !== 0;
    const sign = inverted ? -1 : 1;
    const edges = TRIANGLES[inverted ? cube ^ 0xff : cube]!;
    for (let n = 0; n < edges.length; n += 3) {
      const a = midpoint(edges[n]!, spacingMm);
      const b = midpoint(edges[n + 1]!, spacingMm);
      const c = midpoint(edges[n + 2]!, spacingMm);
      const across = cross(subtract(a, c), subtract(b, c));
      area[cube]! += norm(across) / 2;
      determinant[cube]! += sign * dot(cross(a, b), c);
      across.forEach((component, axis) => (normal[3 * cube + axis]! += sign * component));
    }
  }
  return { area, determinant, normal };
}

/** Mid-point of an edge, mm from the cube's first voxel, (k, j, i). */
function midpoint(edge: number, [si, sj, sk]: Vector3): Vector3 {
  const [k, j, i] = EDGE_MIDPOINTS[edge]!;
  return [k * sk, j * sj, i * si];
}
