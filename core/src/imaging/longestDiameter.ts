import type { Grid } from './grid.js';
import { indexToLps } from './gridGeometry.js';
import type { VoxelRun } from './maskRuns.js';
import type { Vector3 } from './vector.js';
import { add, norm, scale, subtract } from './vector.js';

type Point2 = readonly [i: number, j: number];

/**
 * Largest distance between two voxel centres of a lesion, mm; 0 for a single voxel.
 *
 * The farthest two points of a set are corners of its convex hull, and a corner of the hull is also
 * a corner of its slice's hull, so only those are compared. They are taken from the outside in: once
 * two distances from the middle add up to no more than the largest found, the search is over.
 */
export function longestDiameter(grid: Grid, runs: readonly VoxelRun[]): number {
  const points = sliceHullCorners(runs).map((index) => indexToLps(grid, index));
  const middle = scale(points.reduce(add), 1 / points.length);
  const corners = points
    .map((point) => ({ point, radius: norm(subtract(point, middle)) }))
    .sort((a, b) => b.radius - a.radius);

  let largest = 0;
  for (let a = 0; a < corners.length; a++) {
    const { point, radius } = corners[a]!;
    for (let b = a + 1; b < corners.length; b++) {
      const other = corners[b]!;
      if (radius + other.radius <= largest) break;
      largest = Math.max(largest, distance(point, other.point));
    }
  }
  return largest;
}

function distance(a: Vector3, b: Vector3): number {
  const [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return Math.sqrt(x * x + y * y + z * z);
}

function sliceHullCorners(runs: readonly VoxelRun[]): Vector3[] {
  const ends = new Map<number, Point2[]>();
  for (const { start, end, j, k } of runs) {
    const slice = ends.get(k) ?? [];
    if (slice.length === 0) ends.set(k, slice);
    slice.push([start, j], [end - 1, j]);
  }
  return [...ends].flatMap(([k, points]) => convexHull(points).map(([i, j]): Vector3 => [i, j, k]));
}

/** Corners of the convex hull, by Andrew's monotone chain; affine maps keep hulls, so indices do. */
function convexHull(points: readonly Point2[]): Point2[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...halfHull(sorted), ...halfHull(sorted.reverse())];
}

function halfHull(sorted: readonly Point2[]): Point2[] {
  const hull: Point2[] = [];
  for (const point of sorted) {
    while (hull.length >= 2 && !turnsLeft(hull.at(-2)!, hull.at(-1)!, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

function turnsLeft(a: Point2, b: Point2, c: Point2): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}
