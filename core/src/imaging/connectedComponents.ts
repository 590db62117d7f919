import type { VoxelRun } from './maskRuns.js';
import { fillRuns, maskRuns, runsVoxelCount } from './maskRuns.js';
import type { Mask } from './volume.js';

/** A 26-connected part of a mask. */
export interface Component {
  readonly voxelCount: number;
  readonly runs: readonly VoxelRun[];
}

/**
 * The 26-connected components of a mask, largest first; equally large ones in the order of their
 * first voxels, so that numbers given to parts are reproducible.
 */
export function labelComponents(mask: Mask): Component[] {
  return connectRuns(maskRuns(mask), mask.grid.size[1]);
}

/** The n-th component of a mask as a mask, 1-based, largest first; empty when there is none. */
export function componentMask(mask: Mask, n: number): Mask {
  return fillRuns(mask.grid, labelComponents(mask)[n - 1]?.runs ?? []);
}

/**
 * Components of runs in voxel order, by union-find over runs in neighbouring rows
 * (He, Chao, Suzuki 2008, doi:10.1109/TIP.2008.917204, carried to three dimensions).
 *
 * @param rows rows per slice
 */
export function connectRuns(runs: readonly VoxelRun[], rows: number): Component[] {
  const parent = runs.map((_, index) => index);
  const find = (index: number): number => {
    while (parent[index] !== index) {
      parent[index] = parent[parent[index]!]!;
      index = parent[index]!;
    }
    return index;
  };

  const runsByRow = new Map<number, number[]>();
  runs.forEach(({ j, k }, index) => {
    const row = k * rows + j;
    const inRow = runsByRow.get(row);
    if (inRow) inRow.push(index);
    else runsByRow.set(row, [index]);
  });

  /** Unites the runs of two rows that touch, diagonally included; both rows are sorted by column. */
  const unite = (row: readonly number[], neighbours: readonly number[] | undefined) => {
    if (!neighbours) return;
    let first = 0;
    for (const index of row) {
      const { start, end } = runs[index]!;
      while (first < neighbours.length && runs[neighbours[first]!]!.end < start) first++;
      for (let n = first; n < neighbours.length && runs[neighbours[n]!]!.start <= end; n++) {
        parent[find(neighbours[n]!)] = find(index);
      }
    }
  };
  for (const inRow of runsByRow.values()) {
    const { j, k } = runs[inRow[0]!]!;
    for (const [dj, dk] of [
      [-1, 0],
      [-1, -1],
      [0, -1],
      [1, -1],
    ] as const) {
      if (j + dj >= 0 && j + dj < rows) unite(inRow, runsByRow.get((k + dk) * rows + j + dj));
    }
  }

  const runsByRoot = new Map<number, VoxelRun[]>();
  runs.forEach((run, index) => {
    const root = find(index);
    const component = runsByRoot.get(root);
    if (component) component.push(run);
    else runsByRoot.set(root, [run]);
  });
  return [...runsByRoot.values()]
    .map((component) => ({ voxelCount: runsVoxelCount(component), runs: component }))
    .sort((a, b) => b.voxelCount - a.voxelCount);
}
