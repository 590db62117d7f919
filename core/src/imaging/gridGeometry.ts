import type { Grid, IndexBox } from './grid.js';
import type { Vector3 } from './vector.js';
import { add, cross, dot, norm, scale, subtract } from './vector.js';

/** LPS mm of an index (i, j, k); fractional indices lie between voxel centres. */
export function indexToLps(grid: Grid, index: Vector3): Vector3 {
  const [i, j, k] = grid.axes;
  return add(grid.origin, add(add(scale(i, index[0]), scale(j, index[1])), scale(k, index[2])));
}

/** Continuous index (i, j, k) of a point in LPS mm; may lie outside the grid. */
export function lpsToIndex(grid: Grid, pointLps: Vector3): Vector3 {
  return displacementToIndex(grid, subtract(pointLps, grid.origin));
}

/** Index steps (i, j, k) that make up a displacement in LPS mm. */
export function displacementToIndex(grid: Grid, displacementLps: Vector3): Vector3 {
  // By the reciprocal basis, so that a rounding of the direction cosines costs no accuracy.
  const [i, j, k] = grid.axes;
  const determinant = dot(i, cross(j, k));
  return [
    dot(displacementLps, cross(j, k)) / determinant,
    dot(displacementLps, cross(k, i)) / determinant,
    dot(displacementLps, cross(i, j)) / determinant,
  ];
}

/** Distance between neighbouring voxel centres along i, j and k, mm. */
export function spacing(grid: Grid): Vector3 {
  return [norm(grid.axes[0]), norm(grid.axes[1]), norm(grid.axes[2])];
}

/** Volume of one voxel, mm³. */
export function voxelVolume(grid: Grid): number {
  const [i, j, k] = grid.axes;
  return Math.abs(dot(i, cross(j, k)));
}

/** The grid of the voxels inside `box`: same axes, origin at the box's lower corner. */
export function shiftGrid(grid: Grid, { lower: [i, j, k], upper }: IndexBox): Grid {
  return {
    // As integers, and no function of millimetres is given the box itself: V8 would keep its numbers
    // as doubles from then on, and loops over voxels with them.
    size: [(upper[0] - i) | 0, (upper[1] - j) | 0, (upper[2] - k) | 0],
    origin: indexToLps(grid, [i, j, k]),
    axes: grid.axes,
  };
}

/** All voxels of the grid. */
export function wholeBox(grid: Grid): IndexBox {
  return { lower: [0, 0, 0], upper: grid.size };
}

/**
 * Whether two grids have the same voxels: equal sizes, and no voxel centre further apart than
 * `toleranceMm` (decided at the corners, where affine maps differ most).
 */
export function sameGrid(a: Grid, b: Grid, toleranceMm = 0.01): boolean {
  if (a.size.some((n, axis) => n !== b.size[axis])) return false;
  return boxCorners(wholeBox(a)).every(
    (corner) => norm(subtract(indexToLps(a, corner), indexToLps(b, corner))) <= toleranceMm,
  );
}

/** The eight corner voxels of a box, as indices. */
export function boxCorners({ lower, upper }: IndexBox): Vector3[] {
  const ends = (axis: 0 | 1 | 2) => [lower[axis], upper[axis] - 1];
  return ends(2).flatMap((k) => ends(1).flatMap((j) => ends(0).map((i): Vector3 => [i, j, k])));
}
