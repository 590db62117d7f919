import type { Grid } from '../imaging/grid.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import type { VoxelRun } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type { CubeSpec } from '../views/cube.js';

/** How a lesion lies in the cube that the model sees. */
export interface FieldCoverage {
  /** Edge of the field, mm. */
  readonly fieldMm: number;
  /** Share of the lesion's voxel centres inside the field, 0–1. */
  readonly fractionInside: number;
  /** From the lesion's outermost voxel centre to the field's nearest face, mm; negative outside. */
  readonly clearanceMm: number;
}

/**
 * @param runs the whole lesion, at least one voxel
 * @param centreLps of the field, LPS mm
 */
export function fieldCoverage(
  grid: Grid,
  runs: readonly VoxelRun[],
  centreLps: Vector3,
  cube: CubeSpec,
): FieldCoverage {
  const fieldMm = cube.size * cube.spacingMm;
  let inside = 0;
  let total = 0;
  let clearanceMm = Infinity;
  for (const { start, end, j, k } of runs) {
    for (let i = start; i < end; i++) {
      const clearance = fieldMm / 2 - largestOffset(indexToLps(grid, [i, j, k]), centreLps);
      if (clearance >= 0) inside++;
      if (clearance < clearanceMm) clearanceMm = clearance;
      total++;
    }
  }
  return { fieldMm, fractionInside: inside / total, clearanceMm };
}

function largestOffset(point: Vector3, centre: Vector3): number {
  return Math.max(
    Math.abs(point[0] - centre[0]),
    Math.abs(point[1] - centre[1]),
    Math.abs(point[2] - centre[2]),
  );
}
