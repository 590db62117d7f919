import type { Grid } from '../imaging/grid.js';
import { fieldCoverage } from './fieldCoverage.js';

/** Voxels of 1 mm × 2 mm × 3 mm; voxel (0, 0, 0) is at (10, 20, 30). */
const grid: Grid = {
  size: [20, 20, 20],
  origin: [10, 20, 30],
  axes: [
    [1, 0, 0],
    [0, 2, 0],
    [0, 0, 3],
  ],
};
/** 8 mm wide. */
const cube = { size: 16, spacingMm: 0.5, outsideHu: -1000 };

test('a lesion inside has all its voxels inside, and keeps its distance to the nearest face', () => {
  // x from 12 to 14 about 14, y 24 about 25, z 33 about 33.
  const runs = [{ start: 2, end: 5, j: 2, k: 1 }];
  expect(fieldCoverage(grid, runs, [14, 25, 33], cube)).toEqual({
    fieldMm: 8,
    fractionInside: 1,
    clearanceMm: 2,
  });
});

test('the farthest voxel tells the clearance, along whichever axis', () => {
  const voxel = (i: number, j: number, k: number) => ({ start: i, end: i + 1, j, k });
  const clearance = (...runs: ReturnType<typeof voxel>[]) =>
    fieldCoverage(grid, runs, [15, 26, 39], cube).clearanceMm;
  expect(clearance(voxel(5, 3, 3))).toBe(4);
  expect(clearance(voxel(5, 3, 3), voxel(4, 3, 3))).toBe(3);
  expect(clearance(voxel(7, 3, 3), voxel(5, 3, 3))).toBe(2);
  expect(clearance(voxel(5, 4, 3))).toBe(2);
  expect(clearance(voxel(5, 3, 2))).toBe(1);
});

test('a voxel centre on a face is inside, one beyond is not', () => {
  // x from 10 to 19 about 14: 10 to 18 are inside.
  const runs = [{ start: 0, end: 10, j: 3, k: 3 }];
  expect(fieldCoverage(grid, runs, [14, 26, 39], cube)).toEqual({
    fieldMm: 8,
    fractionInside: 0.9,
    clearanceMm: -1,
  });
});
