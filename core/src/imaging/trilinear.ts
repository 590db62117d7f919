import type { Grid } from './grid.js';
import { displacementToIndex, indexToLps, lpsToIndex } from './gridGeometry.js';
import type { Vector3 } from './vector.js';

/**
 * The value at a continuous index, linear between the eight voxels around it; beyond the outermost centres
 * their values hold.
 *
 * @param data i runs fastest, then j, then k
 * @param size columns, rows, slices
 */
export function trilinearAt(
  data: ArrayLike<number>,
  [columns, rows, slices]: Vector3,
  x: number,
  y: number,
  z: number,
): number {
  const [x0, x1, wx] = neighbours(x, columns);
  const [y0, y1, wy] = neighbours(y, rows);
  const [z0, z1, wz] = neighbours(z, slices);
  const inRow = (row: number) => data[row + x0]! + wx * (data[row + x1]! - data[row + x0]!);
  const inSlice = (slice: number) => {
    const upper = inRow((slice * rows + y0) * columns);
    return upper + wy * (inRow((slice * rows + y1) * columns) - upper);
  };
  const nearer = inSlice(z0);
  return z1 === z0 ? nearer : nearer + wz * (inSlice(z1) - nearer);
}

function neighbours(
  position: number,
  count: number,
): [lower: number, upper: number, weight: number] {
  const clamped = Math.max(0, Math.min(count - 1, position));
  const lower = Math.floor(clamped);
  return [lower, Math.min(count - 1, lower + 1), clamped - lower];
}

/** A point on the outermost face is inside, whatever its last bit says. */
const EDGE = 1e-6;

/**
 * Voxels of any kind at the voxel centres of another grid, by {@link trilinearAt}.
 *
 * @param outside value of centres beyond the outermost faces
 */
export function resampleLinear(
  { grid, data }: { readonly grid: Grid; readonly data: ArrayLike<number> },
  target: Grid,
  outside: number,
): Float32Array {
  const [columns, rows, slices] = target.size;
  const values = new Float32Array(columns * rows * slices).fill(outside);
  const step = displacementToIndex(grid, target.axes[0]);
  const inside = (position: number, count: number) =>
    position >= -0.5 - EDGE && position <= count - 0.5 + EDGE;
  for (let k = 0, n = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      const first = lpsToIndex(grid, indexToLps(target, [0, j, k]));
      for (let i = 0; i < columns; i++, n++) {
        const x = first[0] + i * step[0];
        if (!inside(x, grid.size[0])) continue;
        const y = first[1] + i * step[1];
        if (!inside(y, grid.size[1])) continue;
        const z = first[2] + i * step[2];
        if (!inside(z, grid.size[2])) continue;
        values[n] = trilinearAt(data, grid.size, x, y, z);
      }
    }
  }
  return values;
}
