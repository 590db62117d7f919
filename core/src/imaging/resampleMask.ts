import type { Grid, IndexBox } from './grid.js';
import { boxCorners, displacementToIndex, indexToLps, lpsToIndex } from './gridGeometry.js';
import { maskRuns, runsBox } from './maskRuns.js';
import type { Vector3 } from './vector.js';
import type { Mask } from './volume.js';

/**
 * Carries a mask to another grid: each voxel takes the value of the source voxel in which its
 * centre lies, 0 outside the source.
 */
export function resampleMask(mask: Mask, grid: Grid): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  const occupied = runsBox(maskRuns(mask));
  if (!occupied) return { grid, data };

  const { lower, upper } = coveringBox(mask.grid, occupied, grid);
  const [nx, ny, nz] = mask.grid.size;
  const step = displacementToIndex(mask.grid, grid.axes[0]);
  for (let k = lower[2]; k < upper[2]; k++) {
    for (let j = lower[1]; j < upper[1]; j++) {
      const first = lpsToIndex(mask.grid, indexToLps(grid, [0, j, k]));
      const row = (k * rows + j) * columns;
      for (let i = lower[0]; i < upper[0]; i++) {
        const x = Math.floor(first[0] + i * step[0] + 0.5);
        const y = Math.floor(first[1] + i * step[1] + 0.5);
        const z = Math.floor(first[2] + i * step[2] + 0.5);
        if (x < 0 || x >= nx || y < 0 || y >= ny || z < 0 || z >= nz) continue;
        data[row + i] = mask.data[(z * ny + y) * nx + x]!;
      }
    }
  }
  return { grid, data };
}

/** The voxels of `target` whose centres can lie in a voxel of `box` of `source`. */
function coveringBox(source: Grid, box: IndexBox, target: Grid): IndexBox {
  const widened: IndexBox = {
    lower: [box.lower[0] - 1, box.lower[1] - 1, box.lower[2] - 1],
    upper: [box.upper[0] + 1, box.upper[1] + 1, box.upper[2] + 1],
  };
  const corners = boxCorners(widened).map((c) => lpsToIndex(target, indexToLps(source, c)));
  const along = (axis: 0 | 1 | 2) => corners.map((corner) => corner[axis]);
  const lower = (axis: 0 | 1 | 2) => Math.max(0, Math.ceil(Math.min(...along(axis))));
  const upper = (axis: 0 | 1 | 2) =>
    Math.max(lower(axis), Math.min(target.size[axis], Math.floor(Math.max(...along(axis))) + 1));
  const triple = (of: (axis: 0 | 1 | 2) => number): Vector3 => [of(0), of(1), of(2)];
  return { lower: triple(lower), upper: triple(upper) };
}
