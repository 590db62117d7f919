import type { Grid, IndexBox } from './grid.js';
import { shiftGrid } from './gridGeometry.js';
import type { Mask } from './volume.js';

/** A maximal row of lesion voxels: columns `start` ≤ i < `end` of row j in slice k. */
export interface VoxelRun {
  readonly start: number;
  readonly end: number;
  readonly j: number;
  readonly k: number;
}

/** A mask as its runs, in the order of its voxels: the form in which it travels, for it is mostly empty. */
export interface MaskRuns {
  readonly grid: Grid;
  readonly runs: readonly VoxelRun[];
}

/**
 * The mask's runs in the order of its voxels. Lesions are sparse and voxel rows long, so everything
 * that looks at a whole mask works on runs: the empty space is skipped at memory speed.
 */
export function maskRuns({ grid, data }: Mask): VoxelRun[] {
  const [columns, rows] = grid.size;
  const runs: VoxelRun[] = [];
  let offset = data.indexOf(1);
  while (offset !== -1) {
    const row = Math.floor(offset / columns);
    const rowStart = row * columns;
    const rowEnd = rowStart + columns;
    let end = offset + 1;
    while (end < rowEnd && data[end] === 1) end++;
    runs.push({
      start: offset - rowStart,
      end: end - rowStart,
      j: row % rows,
      k: Math.floor(row / rows),
    });
    offset = data.indexOf(1, end);
  }
  return runs;
}

/** The mask that has exactly these runs. */
export function fillRuns(grid: Grid, runs: readonly VoxelRun[]): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  for (const { start, end, j, k } of runs) {
    const rowStart = (k * rows + j) * columns;
    data.fill(1, rowStart + start, rowStart + end);
  }
  return { grid, data };
}

/** The voxels of `box`, which lies inside the grid, of the mask that has these runs. */
export function fillBox({ grid, runs }: MaskRuns, { lower, upper }: IndexBox): Mask {
  const cropped = shiftGrid(grid, { lower, upper });
  const inside = runs
    .filter(({ j, k }) => j >= lower[1] && j < upper[1] && k >= lower[2] && k < upper[2])
    .map(({ start, end, j, k }) => ({
      start: Math.max(start, lower[0]) - lower[0],
      end: Math.min(end, upper[0]) - lower[0],
      j: j - lower[1],
      k: k - lower[2],
    }));
  return fillRuns(
    cropped,
    inside.filter(({ start, end }) => start < end),
  );
}

/** A run of a part of a grid, as a run of the whole. @param lower the part's first voxel */
export function shiftRun({ start, end, j, k }: VoxelRun, lower: IndexBox['lower']): VoxelRun {
  return { start: start + lower[0], end: end + lower[0], j: j + lower[1], k: k + lower[2] };
}

export function runsVoxelCount(runs: readonly VoxelRun[]): number {
  return runs.reduce((count, { start, end }) => count + end - start, 0);
}

/** Smallest box around the runs; `undefined` when there is none. */
export function runsBox(runs: readonly VoxelRun[]): IndexBox | undefined {
  const [first] = runs;
  if (!first) return undefined;
  const lower: [number, number, number] = [first.start, first.j, first.k];
  const upper: [number, number, number] = [first.end, first.j + 1, first.k + 1];
  for (const { start, end, j, k } of runs) {
    lower[0] = Math.min(lower[0], start);
    lower[1] = Math.min(lower[1], j);
    lower[2] = Math.min(lower[2], k);
    upper[0] = Math.max(upper[0], end);
    upper[1] = Math.max(upper[1], j + 1);
    upper[2] = Math.max(upper[2], k + 1);
  }
  return { lower, upper };
}
