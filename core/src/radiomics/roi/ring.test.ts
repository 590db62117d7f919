import { ellipsoidMask } from '../../../../test/support/hashedCt.js';
import type { Grid } from '../../imaging/grid.js';
import { peritumoralRing } from './ring.js';

const grid: Grid = {
  size: [26, 22, 12],
  origin: [0, 0, 0],
  axes: [
    [0.7, 0, 0],
    [0, 0.9, 0],
    [0, 0, 2.5],
  ],
};
const mask = ellipsoidMask(grid, { centre: [12, 10, 5], weights: [2, 3, 9], limit: 60 });

/** Straight from the definition: every voxel against every voxel of the mask. */
function ringByDefinition(widthMm: number): number[] {
  const centre = (n: number) => [
    (n % 26) * 0.7,
    (Math.floor(n / 26) % 22) * 0.9,
    Math.floor(n / 572) * 2.5,
  ];
  const inside = [...mask.data.keys()].filter((n) => mask.data[n]).map(centre);
  return Array.from(mask.data, (value, n) => {
    const [x, y, z] = centre(n);
    const near = inside.some(
      ([u, v, w]) => (x! - u!) ** 2 + (y! - v!) ** 2 + (z! - w!) ** 2 <= widthMm ** 2,
    );
    return value === 0 && near ? 1 : 0;
  });
}

test.each([0.5, 3, 4.21])('%d mm around a lesion, by exact distance in mm', (widthMm) => {
  expect([...peritumoralRing(mask, widthMm).data]).toEqual(ringByDefinition(widthMm));
});

test('a voxel at exactly the width belongs to it', () => {
  const line: Grid = {
    size: [7, 1, 1],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  const middle = { grid: line, data: Uint8Array.of(0, 0, 0, 1, 0, 0, 0) };
  expect([...peritumoralRing(middle, 2).data]).toEqual([0, 1, 1, 0, 1, 1, 0]);
});

test('stays within another mask', () => {
  const left = { grid, data: mask.data.map((_, n) => (n % 26 < 12 ? 1 : 0)) };
  const ring = peritumoralRing(mask, 3, left).data;
  expect([...ring]).toEqual(ringByDefinition(3).map((value, n) => value * left.data[n]!));
});

test('there is none around nothing', () => {
  const empty = { grid, data: new Uint8Array(mask.data.length) };
  expect(peritumoralRing(empty, 3).data.includes(1)).toBe(false);
});
