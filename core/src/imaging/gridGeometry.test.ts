import { cropVolume } from './crop.js';
import type { Grid } from './grid.js';
import {
  indexToLps,
  lpsToIndex,
  sameGrid,
  shiftGrid,
  spacing,
  voxelVolume,
  wholeBox,
} from './gridGeometry.js';

/** Rotated by 30° about S, spacing 0.5 × 0.8 × 2 mm, slices running downwards. */
const cos = Math.sqrt(3) / 2;
const grid: Grid = {
  size: [4, 5, 3],
  origin: [-10, 20, 300],
  axes: [
    [0.5 * cos, 0.25, 0],
    [-0.4, 0.8 * cos, 0],
    [0, 0, -2],
  ],
};

test('an index lies where the axes add up to', () => {
  const point = indexToLps(grid, [2, 1, 1]);
  expect(point[0]).toBeCloseTo(-10 + cos - 0.4, 12);
  expect(point[1]).toBeCloseTo(20 + 0.5 + 0.8 * cos, 12);
  expect(point[2]).toBe(298);
});

test('lpsToIndex inverts indexToLps, between voxels and outside too', () => {
  const index = lpsToIndex(grid, indexToLps(grid, [-1.25, 7.5, 0.1]));
  expect(index[0]).toBeCloseTo(-1.25, 12);
  expect(index[1]).toBeCloseTo(7.5, 12);
  expect(index[2]).toBeCloseTo(0.1, 12);
});

test('spacing and voxel volume are those of the axes', () => {
  expect(spacing(grid).map((mm) => Number(mm.toFixed(12)))).toEqual([0.5, 0.8, 2]);
  expect(voxelVolume(grid)).toBeCloseTo(0.8, 12);
});

test('a cropped voxel stays where it was and keeps its value', () => {
  const data = Int16Array.from({ length: 60 }, (_, n) => n);
  const box = { lower: [1, 2, 1], upper: [3, 5, 3] } as const;
  const cropped = cropVolume({ grid, data }, box);
  expect(cropped.grid).toEqual(shiftGrid(grid, box));
  expect(cropped.grid.size).toEqual([2, 3, 2]);
  const there = indexToLps(grid, [2, 4, 2]);
  indexToLps(cropped.grid, [1, 2, 1]).forEach((mm, n) => expect(mm).toBeCloseTo(there[n]!, 12));
  // Voxel (1, 2, 1) of the crop is voxel (2, 4, 2) of the grid: (2·5 + 4)·4 + 2.
  expect(cropped.data[(1 * 3 + 2) * 2 + 1]).toBe(58);
  expect(cropVolume({ grid, data }, wholeBox(grid)).data).toEqual(data);
});

test('grids are the same within the tolerance at every voxel, not only at the first', () => {
  const shifted: Grid = { ...grid, origin: [-10.009, 20, 300] };
  const stretched: Grid = { ...grid, axes: [grid.axes[0], grid.axes[1], [0, 0, -2.006]] };
  expect(sameGrid(grid, shifted)).toBe(true);
  expect(sameGrid(grid, shifted, 0.001)).toBe(false);
  expect(sameGrid(grid, stretched)).toBe(false);
  expect(sameGrid(grid, { ...grid, size: [4, 5, 2] })).toBe(false);
});
