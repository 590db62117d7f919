import type { Vector3 } from '../../imaging/vector.js';
import type { Hull } from './planarHull.js';
import { farthestBetween, planarHull } from './planarHull.js';

export interface Diameters {
  readonly maximum3D: number;
  /** Largest among the planes of equal k, j and i. */
  readonly slice: number;
  readonly column: number;
  readonly row: number;
}

/**
 * Largest distances between vertices of the surface mesh, which lie half-way between voxels inside
 * and their neighbours outside, mm. Only corners of a plane's convex hull can be the ends, so all
 * other vertices are left out.
 *
 * @param mask of `size`, with a border of zeros one voxel wide
 */
export function meshDiameters(mask: Uint8Array, size: Vector3, spacingMm: Vector3): Diameters {
  const [si, sj, sk] = spacingMm;
  const planes = { i: linesOf(size, 0, 1), j: linesOf(size, 1, 0), k: linesOf(size, 2, 1) };
  markSurface(mask, size, (x, y, z) => {
    mark(planes.i, x, y, z);
    mark(planes.j, y, x, z);
    mark(planes.k, z, y, x);
  });
  const slices = hulls(planes.k, sj / 2, si / 2);
  return {
    maximum3D: farthest3D(slices, sk / 2),
    slice: farthestInPlane(slices),
    column: farthestInPlane(hulls(planes.j, si / 2, sk / 2)),
    row: farthestInPlane(hulls(planes.i, sj / 2, sk / 2)),
  };
}

/** Visits each vertex by twice its index (i, j, k), so that all are integers. */
function markSurface(
  mask: Uint8Array,
  [ni, nj, nk]: Vector3,
  vertex: (x: number, y: number, z: number) => void,
): void {
  const [row, slice] = [ni, ni * nj];
  for (let k = 1; k < nk - 1; k++) {
    for (let j = 1; j < nj - 1; j++) {
      for (let i = 1; i < ni - 1; i++) {
        const n = k * slice + j * row + i;
        if (mask[n] === 0) continue;
        const [x, y, z] = [2 * i, 2 * j, 2 * k];
        if (mask[n - 1] === 0) vertex(x - 1, y, z);
        if (mask[n + 1] === 0) vertex(x + 1, y, z);
        if (mask[n - row] === 0) vertex(x, y - 1, z);
        if (mask[n + row] === 0) vertex(x, y + 1, z);
        if (mask[n - slice] === 0) vertex(x, y, z - 1);
        if (mask[n + slice] === 0) vertex(x, y, z + 1);
      }
    }
  }
}

/** The outermost vertices on each line of the planes across an axis, by doubled indices. */
interface PlaneLines {
  readonly planes: number;
  readonly lines: number;
  /** [plane, line]; above `highest` where the line has no vertex */
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
}

/**
 * @param axis across the planes
 * @param u axis that counts the lines of a plane
 */
function linesOf(size: Vector3, axis: 0 | 1 | 2, u: 0 | 1 | 2): PlaneLines {
  const [planes, lines] = [2 * size[axis], 2 * size[u]];
  return {
    planes,
    lines,
    lowest: new Int32Array(planes * lines).fill(2 ** 31 - 1),
    highest: new Int32Array(planes * lines).fill(-1),
  };
}

function mark({ lines, lowest, highest }: PlaneLines, plane: number, u: number, v: number): void {
  const line = plane * lines + u;
  if (v < lowest[line]!) lowest[line] = v;
  if (v > highest[line]!) highest[line] = v;
}

/** A plane's hull, and which plane it is. */
interface PlaneHull extends Hull {
  readonly plane: number;
}

function hulls(
  { planes, lines, lowest, highest }: PlaneLines,
  uMm: number,
  vMm: number,
): PlaneHull[] {
  const found: PlaneHull[] = [];
  for (let plane = 0; plane < planes; plane++) {
    const [from, to] = [plane * lines, (plane + 1) * lines];
    const hull = planarHull(lowest.subarray(from, to), highest.subarray(from, to), uMm, vMm);
    if (hull) found.push({ ...hull, plane });
  }
  return found;
}

function farthestInPlane(planes: readonly PlaneHull[]): number {
  let farthest = 0;
  for (const hull of planes) farthest = Math.max(farthest, farthestBetween(hull, hull, farthest));
  return Math.sqrt(farthest);
}

function farthest3D(planes: readonly PlaneHull[], planeMm: number): number {
  let farthest = 0;
  for (let a = 0; a < planes.length; a++) {
    // From the other end, so that a large distance is soon found and most pairs can be left out.
    for (let b = planes.length - 1; b >= a; b--) {
      const across = (planes[b]!.plane - planes[a]!.plane) * planeMm;
      const inPlane = farthestBetween(planes[a]!, planes[b]!, farthest - across * across);
      farthest = Math.max(farthest, across * across + inPlane);
    }
  }
  return Math.sqrt(farthest);
}
