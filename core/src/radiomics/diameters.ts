import type { Vector3 } from '../imaging/vector.js';

export interface Diameters {
  readonly maximum3D: number;
  /** Largest among the planes of equal k, j and i. */
  readonly slice: number;
  readonly column: number;
  readonly row: number;
}

/** A point in a plane, mm. */
type Point = readonly [number, number];

/**
 * Largest distances between vertices of the surface mesh, which lie half-way between voxels inside
 * and their neighbours outside, mm. Only corners of a plane's convex hull can be the ends, so all
 * other vertices are left out.
 *
 * @param mask of `size`, with a border of zeros one voxel wide
 */
export function meshDiameters(mask: Uint8Array, size: Vector3, spacingMm: Vector3): Diameters {
  const vertices = surfaceVertices(mask, size);
  const slices = hullsAlong(vertices, 2, spacingMm);
  return {
    maximum3D: farthest3D(slices, spacingMm[2]),
    slice: farthestIn(slices),
    column: farthestIn(hullsAlong(vertices, 1, spacingMm)),
    row: farthestIn(hullsAlong(vertices, 0, spacingMm)),
  };
}

/** Twice the index (i, j, k) of each vertex, so that all are integers. */
function surfaceVertices(mask: Uint8Array, [ni, nj, nk]: Vector3): Vector3[] {
  const vertices: Vector3[] = [];
  const [row, slice] = [ni, ni * nj];
  for (let k = 1; k < nk - 1; k++) {
    for (let j = 1; j < nj - 1; j++) {
      for (let i = 1; i < ni - 1; i++) {
        const n = k * slice + j * row + i;
        if (!mask[n]) continue;
        const [x, y, z] = [2 * i, 2 * j, 2 * k];
        if (!mask[n - 1]) vertices.push([x - 1, y, z]);
        if (!mask[n + 1]) vertices.push([x + 1, y, z]);
        if (!mask[n - row]) vertices.push([x, y - 1, z]);
        if (!mask[n + row]) vertices.push([x, y + 1, z]);
        if (!mask[n - slice]) vertices.push([x, y, z - 1]);
        if (!mask[n + slice]) vertices.push([x, y, z + 1]);
      }
    }
  }
  return vertices;
}

/** Convex hull, mm, of the vertices in each plane across an axis, by the plane's doubled index. */
function hullsAlong(
  vertices: readonly Vector3[],
  axis: 0 | 1 | 2,
  spacingMm: Vector3,
): Map<number, Point[]> {
  const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
  const planes = new Map<number, Point[]>();
  for (const vertex of vertices) {
    const point: Point = [(vertex[u] / 2) * spacingMm[u], (vertex[v] / 2) * spacingMm[v]];
    const plane = planes.get(vertex[axis]);
    if (plane) plane.push(point);
    else planes.set(vertex[axis], [point]);
  }
  for (const [plane, points] of planes) planes.set(plane, convexHull(points));
  return planes;
}

/** Monotone chains (Andrew 1979). */
function convexHull(points: Point[]): Point[] {
  const sorted = points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (ordered: readonly Point[]) => {
    const hull: Point[] = [];
    for (const point of ordered) {
      while (hull.length > 1 && !turnsLeft(hull[hull.length - 2]!, hull[hull.length - 1]!, point)) {
        hull.pop();
      }
      hull.push(point);
    }
    return hull;
  };
  return [...chain(sorted), ...chain(sorted.slice().reverse())];
}

function turnsLeft(a: Point, b: Point, c: Point): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}

function farthestIn(hulls: ReadonlyMap<number, readonly Point[]>): number {
  let farthest = 0;
  for (const hull of hulls.values()) farthest = Math.max(farthest, farthestBetween(hull, hull));
  return Math.sqrt(farthest);
}

function farthest3D(slices: ReadonlyMap<number, readonly Point[]>, spacingMm: number): number {
  const planes = [...slices];
  let farthest = 0;
  planes.forEach(([k, hull], index) => {
    for (const [otherK, other] of planes.slice(index)) {
      const across = ((otherK - k) / 2) * spacingMm;
      farthest = Math.max(farthest, across * across + farthestBetween(hull, other));
    }
  });
  return Math.sqrt(farthest);
}

/** Squared. */
function farthestBetween(a: readonly Point[], b: readonly Point[]): number {
  let farthest = 0;
  for (const [x, y] of a) {
    for (const [u, v] of b) farthest = Math.max(farthest, (x - u) ** 2 + (y - v) ** 2);
  }
  return farthest;
}
