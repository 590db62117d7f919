import type { Vector3 } from '../../../imaging/vector.js';
import type { Tissue } from '../tissues.js';
import type { Plane } from './plane.js';
import { organIndex } from './plane.js';

/** A piece of a vessel, an airway or a long bone: a cone with round ends. */
export interface Tube {
  readonly from: Vector3;
  readonly to: Vector3;
  readonly radiusFrom: number;
  readonly radiusTo: number;
}

/** Tubes through a list of points, radii between those given. */
export function tubesAlong(points: readonly Vector3[], radii: readonly number[]): Tube[] {
  return points.slice(1).map((to, n) => ({
    from: points[n]!,
    to,
    radiusFrom: radii[Math.min(n, radii.length - 1)]!,
    radiusTo: radii[Math.min(n + 1, radii.length - 1)]!,
  }));
}

/** A smooth line (Catmull-Rom) through points in space, cut into `pieces` between each two. */
export function smoothLine(points: readonly Vector3[], pieces = 5): Vector3[] {
  const last = points.length - 1;
  const at = (n: number) => points[Math.min(Math.max(n, 0), last)]!;
  const fine: Vector3[] = [];
  for (let n = 0; n < last; n++) {
    for (let piece = 0; piece < pieces; piece++) {
      const t = piece / pieces;
      const along = (axis: 0 | 1 | 2) => {
        const [a, b, c, d] = [at(n - 1)[axis], at(n)[axis], at(n + 1)[axis], at(n + 2)[axis]];
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      };
      fine.push([along(0), along(1), along(2)]);
    }
  }
  return [...fine, at(last)];
}

/** Smooth tubes through points with a radius at each. */
export function vesselAlong(
  points: readonly (readonly [number, number, number, number])[],
): Tube[] {
  const pieces = 5;
  const line = smoothLine(
    points.map(([x, y, z]) => [x, y, z] as const),
    pieces,
  );
  const radiusAt = (n: number) => {
    const i = Math.min(Math.floor(n / pieces), points.length - 2);
    const t = n / pieces - i;
    return points[i]![3] * (1 - t) + points[i + 1]![3] * t;
  };
  return line.slice(1).map((to, n) => ({
    from: line[n]!,
    to,
    radiusFrom: radiusAt(n),
    radiusTo: radiusAt(n + 1),
  }));
}

/**
 * Paints where a tube meets a plane. One that is thinner than a pixel is drawn a pixel wide and as much weaker, so
 * that its area counts (partial volume).
 *
 * @param grow added to its radius, mm: a wall, or the fat around it
 * @param flatten above 1 for bodies that are wider along z than across, such as ribs: how many times
 */
export function fillTube(
  plane: Plane,
  { from, to, radiusFrom, radiusTo }: Tube,
  tissue: Tissue,
  z: number,
  grow = 0,
  flatten = 1,
): void {
  const { dx, dy, x0, y0, columns, rows, hu, organ } = plane;
  const thinnest = Math.max(dx / 2, plane.thickness / 2 / flatten);
  const widest = Math.max(radiusFrom + grow, radiusTo + grow, thinnest);
  const reachZ = widest * flatten;
  const [lower, upper] = from[2] < to[2] ? [from[2], to[2]] : [to[2], from[2]];
  if (z < lower - reachZ || z > upper + reachZ) return;

  const ax = to[0] - from[0];
  const ay = to[1] - from[1];
  const az = (to[2] - from[2]) / flatten;
  const pz = (z - from[2]) / flatten;
  const lengthSquared = ax * ax + ay * ay + az * az || 1e-9;
  // The part of the axis that can reach this plane bounds the pixels to look at.
  let [tLow, tHigh] = [0, 1];
  if (Math.abs(az) > 1e-6) {
    const [t1, t2] = [(pz - widest) / az, (pz + widest) / az];
    tLow = Math.min(Math.max(Math.min(t1, t2), 0), 1);
    tHigh = Math.min(Math.max(Math.max(t1, t2), 0), 1);
  }
  const [xa, xb] = [from[0] + tLow * ax, from[0] + tHigh * ax];
  const [ya, yb] = [from[1] + tLow * ay, from[1] + tHigh * ay];
  const reach = widest + dx;
  const firstColumn = Math.max(Math.ceil((Math.min(xa, xb) - reach - x0) / dx), 0);
  const lastColumn = Math.min(Math.floor((Math.max(xa, xb) + reach - x0) / dx), columns - 1);
  const firstRow = Math.max(Math.ceil((Math.min(ya, yb) - reach - y0) / dy), 0);
  const lastRow = Math.min(Math.floor((Math.max(ya, yb) + reach - y0) / dy), rows - 1);
  const index = organIndex(tissue.organ);
  const value = tissue.hu;
  for (let j = firstRow; j <= lastRow; j++) {
    const py = y0 + j * dy - from[1];
    for (let i = firstColumn; i <= lastColumn; i++) {
      const px = x0 + i * dx - from[0];
      const along = (px * ax + py * ay + pz * az) / lengthSquared;
      const t = along < 0 ? 0 : along > 1 ? 1 : along;
      const ex = px - t * ax;
      const ey = py - t * ay;
      const ez = pz - t * az;
      const squared = ex * ex + ey * ey + ez * ez;
      const radius = radiusFrom + t * (radiusTo - radiusFrom) + grow;
      const drawn = radius > thinnest ? radius : thinnest;
      if (squared >= (drawn + dx) * (drawn + dx)) continue;
      const coverage = 0.5 - (Math.sqrt(squared) - drawn) / dx;
      if (coverage <= 0) continue;
      const weight = radius > thinnest ? 1 : (radius * radius) / (thinnest * thinnest);
      const share = (coverage > 1 ? 1 : coverage) * weight;
      const p = j * columns + i;
      hu[p]! += share * (value - hu[p]!);
      if (share >= 0.5) organ[p] = index;
    }
  }
}
