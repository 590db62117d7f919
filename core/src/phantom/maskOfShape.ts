import type { Grid } from '../imaging/grid.js';
import type { Mask } from '../imaging/volume.js';
import type { Shape } from './shape.js';

/** Voxels of an axial grid whose centre lies in a shape. */
export function voxelsInside(shape: Shape, grid: Grid): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  const [x0, y0, z0] = grid.origin;
  const [dx, dy, dz] = [grid.axes[0][0], grid.axes[1][1], grid.axes[2][2]];
  let voxel = 0;
  for (let k = 0; k < slices; k++) {
    const z = z0 + k * dz;
    for (let j = 0; j < rows; j++) {
      const y = y0 + j * dy;
      for (let i = 0; i < columns; i++, voxel++) {
        const x = x0 + i * dx;
        if (isInBox(shape, x, y, z) && shape.signedDistance(x, y, z) <= 0) data[voxel] = 1;
      }
    }
  }
  return { grid, data };
}

function isInBox({ lower, upper }: Shape, x: number, y: number, z: number): boolean {
  return (
    x >= lower[0] &&
    x <= upper[0] &&
    y >= lower[1] &&
    y <= upper[1] &&
    z >= lower[2] &&
    z <= upper[2]
  );
}
