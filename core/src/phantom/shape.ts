import type { Vector3 } from '../imaging/vector.js';
import { add, dot, norm, subtract } from '../imaging/vector.js';

/** A body of one material; all coordinates are LPS mm. */
export interface Shape {
  /** Hounsfield units inside: one number, or a function of the position. */
  readonly hu: number | ((x: number, y: number, z: number) => number);
  /** A box around it. */
  readonly lower: Vector3;
  readonly upper: Vector3;
  /** Distance to the surface, mm, negative inside; need only be right near the surface. */
  signedDistance(x: number, y: number, z: number): number;
}

type Material = Shape['hu'];

/** An ellipsoid with axes along L, P and S. */
export function ellipsoid(centre: Vector3, semiAxes: Vector3, hu: Material): Shape {
  const [cx, cy, cz] = centre;
  const [a, b, c] = semiAxes;
  const [perA, perB, perC] = [1 / a, 1 / b, 1 / c];
  const distance = levelSetDistance(Math.min(a, b, c));
  return {
    hu,
    lower: subtract(centre, semiAxes),
    upper: add(centre, semiAxes),
    signedDistance: (x, y, z) => {
      const u = (x - cx) * perA;
      const v = (y - cy) * perB;
      const w = (z - cz) * perC;
      const squaredGradient = (u * perA) ** 2 + (v * perB) ** 2 + (w * perC) ** 2;
      return distance(u * u + v * v + w * w, squaredGradient);
    },
  };
}

export function sphere(centre: Vector3, radius: number, hu: Material): Shape {
  return ellipsoid(centre, [radius, radius, radius], hu);
}

/** An elliptic cylinder along S, cut off at `bottom` and `top`. */
export function ellipticCylinder(
  [cx, cy]: readonly [number, number],
  [a, b]: readonly [number, number],
  [bottom, top]: readonly [number, number],
  hu: Material,
): Shape {
  const [perA, perB] = [1 / a, 1 / b];
  const distance = levelSetDistance(Math.min(a, b));
  return {
    hu,
    lower: [cx - a, cy - b, bottom],
    upper: [cx + a, cy + b, top],
    signedDistance: (x, y, z) => {
      const u = (x - cx) * perA;
      const v = (y - cy) * perB;
      const side = distance(u * u + v * v, (u * perA) ** 2 + (v * perB) ** 2);
      return Math.max(side, bottom - z, z - top);
    },
  };
}

/** A tube with round ends whose radius changes linearly from `from` to `to`. */
export function tube(
  from: Vector3,
  to: Vector3,
  radiusFrom: number,
  radiusTo: number,
  hu: Material,
): Shape {
  const [fx, fy, fz] = from;
  const axis = subtract(to, from);
  const [ax, ay, az] = axis;
  const lengthSquared = dot(axis, axis);
  const margin = Math.max(radiusFrom, radiusTo);
  return {
    hu,
    lower: [
      Math.min(fx, to[0]) - margin,
      Math.min(fy, to[1]) - margin,
      Math.min(fz, to[2]) - margin,
    ],
    upper: [
      Math.max(fx, to[0]) + margin,
      Math.max(fy, to[1]) + margin,
      Math.max(fz, to[2]) + margin,
    ],
    signedDistance: (x, y, z) => {
      const px = x - fx;
      const py = y - fy;
      const pz = z - fz;
      const along = (px * ax + py * ay + pz * az) / lengthSquared;
      const t = along < 0 ? 0 : along > 1 ? 1 : along;
      const dx = px - t * ax;
      const dy = py - t * ay;
      const dz = pz - t * az;
      const radius = radiusFrom + t * (radiusTo - radiusFrom);
      return Math.sqrt(dx * dx + dy * dy + dz * dz) - radius;
    },
  };
}

/** Consecutive tubes through a list of points. */
export function polyline(points: readonly Vector3[], radius: number, hu: Material): Shape[] {
  return points.slice(1).map((point, i) => tube(points[i]!, point, radius, radius, hu));
}

/** A box with faces across L, P and S. */
export function box(lower: Vector3, upper: Vector3, hu: Material): Shape {
  return {
    hu,
    lower,
    upper,
    signedDistance: (x, y, z) =>
      Math.max(lower[0] - x, x - upper[0], lower[1] - y, y - upper[1], lower[2] - z, z - upper[2]),
  };
}

/** The unit vector along `vector`. */
export function unit(vector: Vector3): Vector3 {
  const length = norm(vector);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

/** Beyond this distance only the sign matters: no voxel is wider than twice that. */
const FAR_MM = 8;

/**
 * First-order distance to the surface where the level √squared is 1: (level − 1) · level / |∇|, the
 * usual approximation for ellipsoids, exact for spheres. Most points are far, and cost no root.
 */
function levelSetDistance(smallestAxis: number) {
  const deepInside = Math.max(1 - FAR_MM / smallestAxis, 0.01) ** 2;
  const farOutside = (1 + FAR_MM / smallestAxis) ** 2;
  return (squared: number, squaredGradient: number): number => {
    if (squared < deepInside) return -Math.min(FAR_MM, smallestAxis);
    if (squared > farOutside) return FAR_MM;
    return ((Math.sqrt(squared) - 1) * Math.sqrt(squared)) / Math.sqrt(squaredGradient);
  };
}
