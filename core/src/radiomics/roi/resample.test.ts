import type { Grid, IndexBox } from '../../imaging/grid.js';
import { resamplingLattice } from './resample.js';

const grid: Grid = {
  size: [20, 20, 20],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const roi: IndexBox = { lower: [5, 5, 5], upper: [15, 15, 15] };

test.each([1e-9, 1e-300, 5e-324, 0.005])('the absurd spacing %d mm is refused', (mm) => {
  expect(() => resamplingLattice(grid, roi, [mm, mm, mm], 5)).toThrow(
    expect.objectContaining({ code: 'invalid-parameters' }),
  );
});

test('a fine spacing is honoured', () => {
  expect(resamplingLattice(grid, roi, [0.1, 0.1, 0.1], 5)?.grid.size).toEqual([111, 111, 111]);
});
