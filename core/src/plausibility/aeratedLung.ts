import { connectRuns } from '../imaging/connectedComponents.js';
import { voxelVolume } from '../imaging/gridGeometry.js';
import type { VoxelRun } from '../imaging/maskRuns.js';
import { maskRuns } from '../imaging/maskRuns.js';
import type { Mask, Volume } from '../imaging/volume.js';

/** Below it is the air of airways, of bullae and outside the body; half-open with the next. */
export const AIR_BELOW_HU = -970;
export const AERATED_BELOW_HU = -500;

/** What is thinner than two voxels, or smaller, is the blurred edge between air and tissue. */
const SMALLEST_CORE_MM3 = 1000;
/** What is mostly air is no lung: the space around the body with the edge of skin and table, or trachea. */
const MOST_AIR = 0.5;

/**
 * Aerated lung: voxels of −970 ≤ HU < −500, in 26-connected components of HU < −500 of which at most half is
 * air (HU < −970), and of whose aerated voxels at least 1 cm³ has only such voxels beside it (along the axes;
 * what lies beyond the border counts as such). No body has to be found for this, so that it holds in a
 * cropped CT too.
 *
 * @param smoothed HU, smoothed, in whole numbers
 */
export function aeratedLung({ grid, data }: Volume): Mask {
  const low = new Uint8Array(data.length);
  const aerated = new Uint8Array(data.length);
  for (let n = 0; n < data.length; n++) {
    const hu = data[n]!;
    if (hu >= AERATED_BELOW_HU) continue;
    low[n] = 1;
    if (hu >= AIR_BELOW_HU) aerated[n] = 1;
  }
  const [columns, rows, slices] = grid.size;
  const plane = columns * rows;

  const isCore = (n: number, i: number, j: number, k: number) =>
    aerated[n] === 1 &&
    (i === 0 || aerated[n - 1] === 1) &&
    (i === columns - 1 || aerated[n + 1] === 1) &&
    (j === 0 || aerated[n - columns] === 1) &&
    (j === rows - 1 || aerated[n + columns] === 1) &&
    (k === 0 || aerated[n - plane] === 1) &&
    (k === slices - 1 || aerated[n + plane] === 1);

  const isLung = ({ runs, voxelCount }: { runs: readonly VoxelRun[]; voxelCount: number }) => {
    let core = 0;
    let air = 0;
    for (const { start, end, j, k } of runs) {
      for (let i = start, n = (k * rows + j) * columns + start; i < end; i++, n++) {
        if (aerated[n] === 0) air++;
        else if (isCore(n, i, j, k)) core++;
      }
    }
    return core * voxelVolume(grid) >= SMALLEST_CORE_MM3 && air <= MOST_AIR * voxelCount;
  };

  const lung = new Uint8Array(data.length);
  for (const component of connectRuns(maskRuns({ grid, data: low }), rows)) {
    if (!isLung(component)) continue;
    for (const { start, end, j, k } of component.runs) {
      const row = (k * rows + j) * columns;
      for (let n = row + start; n < row + end; n++) lung[n] = aerated[n]!;
    }
  }
  return { grid, data: lung };
}
