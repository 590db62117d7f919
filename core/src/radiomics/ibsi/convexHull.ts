import type { Vector3 } from '../../imaging/vector.js';
import { cross, dot, norm, subtract } from '../../imaging/vector.js';

/** A triangle of the hull, its corners in a turn that shows its outside. */
interface Face {
  readonly corners: readonly [Vector3, Vector3, Vector3];
  /** Points outwards. */
  readonly normal: Vector3;
  /** Normal · corner, for each point of its plane. */
  readonly offset: number;
}

/**
 * Area and volume of the convex hull of points with whole-numbered coordinates, grown point by point:
 * what a point sees of the hull so far is replaced by triangles from its rim. Coordinates are small
 * enough for all tests to be exact.
 *
 * @param unitMm mm per unit of the coordinates
 * @returns undefined where all points lie in a plane
 */
export function convexHull(
  points: readonly Vector3[],
  unitMm: Vector3,
): { readonly areaMm2: number; readonly volumeMm3: number } | undefined {
  const tetrahedron = firstTetrahedron(points);
  if (!tetrahedron) return undefined;
  let faces: readonly Face[] = tetrahedron;
  for (const point of points) {
    const seen = faces.filter((face) => height(face, point) > 0);
    if (seen.length === 0) continue;
    const hidden = faces.filter((face) => height(face, point) <= 0);
    faces = [...hidden, ...rim(seen).map(([a, b]) => faceOf(a, b, point))];
  }
  const toMm = (p: Vector3): Vector3 => [p[0] * unitMm[0], p[1] * unitMm[1], p[2] * unitMm[2]];
  let [area, sixfoldVolume] = [0, 0];
  for (const { corners } of faces) {
    const [a, b, c] = [toMm(corners[0]), toMm(corners[1]), toMm(corners[2])];
    area += norm(cross(subtract(b, a), subtract(c, a))) / 2;
    sixfoldVolume += dot(cross(a, b), c);
  }
  return { areaMm2: area, volumeMm3: sixfoldVolume / 6 };
}

function faceOf(a: Vector3, b: Vector3, c: Vector3): Face {
  const normal = cross(subtract(b, a), subtract(c, a));
  return { corners: [a, b, c], normal, offset: dot(normal, a) };
}

/** Of a point above the plane of a face; positive on its outside. */
function height({ normal, offset }: Face, [x, y, z]: Vector3): number {
  return normal[0] * x + normal[1] * y + normal[2] * z - offset;
}

/** Edges, in their triangle's turn, that no other of the faces shares. */
function rim(faces: readonly Face[]): [Vector3, Vector3][] {
  const edges = new Map<string, [Vector3, Vector3]>();
  for (const { corners } of faces) {
    corners.forEach((from, n) => {
      const to = corners[(n + 1) % 3]!;
      if (edges.delete(`${to.join()} ${from.join()}`)) return;
      edges.set(`${from.join()} ${to.join()}`, [from, to]);
    });
  }
  return [...edges.values()];
}

function firstTetrahedron(points: readonly Vector3[]): Face[] | undefined {
  const [a] = points;
  const b = a && points.find((p) => norm(subtract(p, a)) > 0);
  const c = b && points.find((p) => norm(cross(subtract(b, a), subtract(p, a))) > 0);
  const base = c && faceOf(a, b, c);
  const d = base && points.find((p) => height(base, p) !== 0);
  if (!d) return undefined;
  const [p, q] = height(base, d) < 0 ? [b, c] : [c, b];
  return [faceOf(a, p, q), faceOf(a, q, d), faceOf(a, d, p), faceOf(p, d, q)];
}
