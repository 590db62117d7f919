import type { Grid, IndexBox } from '../imaging/grid.js';
import { indexToLps, spacing } from '../imaging/gridGeometry.js';
import type { VoxelRun } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type { SampleBox } from '../views/box.js';

const AXES = [0, 1, 2] as const;
type AxisIndex = (typeof AXES)[number];
const triple = (of: (axis: AxisIndex) => number): Vector3 => [of(0), of(1), of(2)];

/** The box widened by whole voxels to at least `mm` on each side, clipped to the grid. */
export function widenedByMm(grid: Grid, box: IndexBox, mm: number): IndexBox {
  const step = spacing(grid);
  const by = triple((axis) => Math.ceil(mm / step[axis] - 1e-6));
  return clipBox(grid, {
    lower: triple((axis) => box.lower[axis] - by[axis]),
    upper: triple((axis) => box.upper[axis] + by[axis]),
  });
}

export function clipBox({ size }: Grid, { lower, upper }: IndexBox): IndexBox {
  const within = (index: number, axis: AxisIndex) => Math.max(0, Math.min(size[axis], index));
  return {
    lower: triple((axis) => within(lower[axis], axis)),
    upper: triple((axis) => within(upper[axis], axis)),
  };
}

/** The smallest box that holds both. */
export function unionBox(a: IndexBox, b: IndexBox): IndexBox {
  return {
    lower: triple((axis) => Math.min(a.lower[axis], b.lower[axis])),
    upper: triple((axis) => Math.max(a.upper[axis], b.upper[axis])),
  };
}

/**
 * Samples over the smallest box along L, P and S that holds the lesion's voxels, edges included: as
 * many as fit whole into it, at least one along each axis, and one more for what is left over.
 *
 * @param runs the whole lesion, at least one voxel
 */
export function lesionSampleBox(
  grid: Grid,
  runs: readonly VoxelRun[],
  { spacingMm, outsideHu }: Pick<SampleBox, 'spacingMm' | 'outsideHu'>,
): SampleBox {
  const lower: [number, number, number] = [Infinity, Infinity, Infinity];
  const upper: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { start, end, j, k } of runs) {
    for (const i of [start, end - 1]) {
      const centre = indexToLps(grid, [i, j, k]);
      for (const axis of AXES) {
        lower[axis] = Math.min(lower[axis], centre[axis]);
        upper[axis] = Math.max(upper[axis], centre[axis]);
      }
    }
  }
  // From a voxel's centre to its farthest corner along the patient axis.
  const half = triple((axis) => grid.axes.reduce((sum, step) => sum + Math.abs(step[axis]), 0) / 2);
  return {
    centreLps: triple((axis) => (lower[axis] + upper[axis]) / 2),
    size: triple((axis) => {
      const extentMm = upper[axis] - lower[axis] + 2 * half[axis];
      return Math.max(1, Math.ceil(extentMm / spacingMm - 1e-6));
    }),
    spacingMm,
    outsideHu,
  };
}
