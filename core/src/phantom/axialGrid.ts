import type { Grid } from '../imaging/grid.js';
import type { Vector3 } from '../imaging/vector.js';

/** Slices from feet to head, centred on the chest. */
export function axialGrid(size: Vector3, [dx, dy, dz]: Vector3): Grid {
  return {
    size,
    origin: [(-dx * (size[0] - 1)) / 2, (-dy * (size[1] - 1)) / 2, (-dz * (size[2] - 1)) / 2],
    axes: [
      [dx, 0, 0],
      [0, dy, 0],
      [0, 0, dz],
    ],
  };
}
