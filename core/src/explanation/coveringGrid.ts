import type { Grid } from '../imaging/grid.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';
import { scale } from '../imaging/vector.js';

/**
 * Another number of voxels over the same space, from outer face to outer face: where the pixels of a resized
 * image lie, and the cells of a map that covers an image.
 *
 * @param size columns, rows, slices
 */
export function coveringGrid(grid: Grid, size: Vector3): Grid {
  const ratio = (axis: 0 | 1 | 2) => grid.size[axis] / size[axis];
  const first = (axis: 0 | 1 | 2) => ratio(axis) / 2 - 0.5;
  return {
    size,
    origin: indexToLps(grid, [first(0), first(1), first(2)]),
    axes: [
      scale(grid.axes[0], ratio(0)),
      scale(grid.axes[1], ratio(1)),
      scale(grid.axes[2], ratio(2)),
    ],
  };
}
