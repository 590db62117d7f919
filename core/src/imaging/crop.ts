import type { Grid, IndexBox } from './grid.js';
import { shiftGrid } from './gridGeometry.js';
import type { Mask, Volume } from './volume.js';

/** The voxels of `box`, which lies inside the volume's grid. */
export function cropVolume(volume: Volume, box: IndexBox): Volume {
  const { data } = volume;
  const cropped =
    data instanceof Int16Array ? new Int16Array(voxels(box)) : new Float32Array(voxels(box));
  copyRows(volume.grid.size, box, (from, to, offset) =>
    cropped.set(data.subarray(from, to), offset),
  );
  return { grid: shiftGrid(volume.grid, box), data: cropped };
}

/** The voxels of `box`, which lies inside the mask's grid. */
export function cropMask(mask: Mask, box: IndexBox): Mask {
  const cropped = new Uint8Array(voxels(box));
  copyRows(mask.grid.size, box, (from, to, offset) =>
    cropped.set(mask.data.subarray(from, to), offset),
  );
  return { grid: shiftGrid(mask.grid, box), data: cropped };
}

/**
 * The inverse of {@link cropVolume}, with 0 where nothing is known.
 *
 * @param part the voxels of `box`
 * @param grid that the box lies in
 */
export function uncropVolume(part: Volume, box: IndexBox, grid: Grid): Volume {
  const count = grid.size[0] * grid.size[1] * grid.size[2];
  const { data } = part;
  const whole = data instanceof Int16Array ? new Int16Array(count) : new Float32Array(count);
  copyRows(grid.size, box, (from, to, offset) =>
    whole.set(data.subarray(offset, offset + to - from), from),
  );
  return { grid, data: whole };
}

function voxels({ lower, upper }: IndexBox): number {
  return (upper[0] - lower[0]) * (upper[1] - lower[1]) * (upper[2] - lower[2]);
}

/** Visits the box row by row: range [from, to) in the whole and its offset in the cropped data. */
function copyRows(
  [columns, rows]: readonly [number, number, number],
  { lower, upper }: IndexBox,
  copy: (from: number, to: number, offset: number) => void,
): void {
  const width = upper[0] - lower[0];
  let offset = 0;
  for (let k = lower[2]; k < upper[2]; k++) {
    for (let j = lower[1]; j < upper[1]; j++) {
      const from = (k * rows + j) * columns + lower[0];
      copy(from, from + width, offset);
      offset += width;
    }
  }
}
