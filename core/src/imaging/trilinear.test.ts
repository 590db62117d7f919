import type { Grid } from './grid.js';
import { indexToLps } from './gridGeometry.js';
import { resampleLinear } from './trilinear.js';
import type { Vector3 } from './vector.js';

/** Linear in the patient: an interpolation that is linear gives it back. */
const fieldAt = ([l, p, s]: Vector3) => 2 * l - 3 * p + 5 * s;

const grid: Grid = {
  size: [6, 5, 4],
  origin: [10, -4, 7],
  axes: [
    [0, 2, 0],
    [-1.5, 0, 0],
    [0, 0, 3],
  ],
};
const indices = Array.from({ length: 120 }, (_, n): Vector3 => [
  n % 6,
  Math.floor(n / 6) % 5,
  Math.floor(n / 30),
]);
const source = {
  grid,
  data: Float32Array.from(indices, (index) => fieldAt(indexToLps(grid, index))),
};
const oneVoxel = (origin: Vector3): Grid => ({
  size: [1, 1, 1],
  origin,
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
});

it('is linear between centres', () => {
  for (const index of [
    [0, 0, 0],
    [2.5, 1.25, 0.5],
    [4.9, 3.9, 2.9],
  ] as const) {
    const point = indexToLps(grid, index);
    const [value] = resampleLinear(source, oneVoxel(point), NaN);
    expect(value).toBeCloseTo(fieldAt(point), 4);
  }
});

it('holds the outermost values to the faces, and is what was asked for beyond', () => {
  const value = (index: Vector3) =>
    resampleLinear(source, oneVoxel(indexToLps(grid, index)), -1000)[0];
  expect(value([-0.4, 2, 1])).toBeCloseTo(fieldAt(indexToLps(grid, [0, 2, 1])), 4);
  expect(value([-0.6, 2, 1])).toBe(-1000);
  expect(value([5.4, 4.4, 3.4])).toBeCloseTo(fieldAt(indexToLps(grid, [5, 4, 3])), 4);
  expect(value([2, 2, 3.6])).toBe(-1000);
});

it('gives a whole grid in its own order', () => {
  expect([...resampleLinear(source, grid, NaN)]).toEqual([...source.data]);
});
