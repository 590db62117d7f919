import type { ModelInput } from '../contract/modelManifest.js';
import type { Grid } from '../imaging/grid.js';
import type { Mask } from '../imaging/volume.js';
import { shareSeen } from './shareSeen.js';

/** Stored right to left, so that columns count the other way round. */
const grid: Grid = {
  size: [60, 40, 20],
  origin: [59, 0, 0],
  axes: [
    [-1, 0, 0],
    [0, 1, 0],
    [0, 0, 2],
  ],
};

/** Columns `from` ≤ L < `to` of row 20, on slices 5 to 14. */
function bar(from: number, to: number): Mask {
  const data = new Uint8Array(60 * 40 * 20);
  for (let k = 5; k < 15; k++) {
    data.fill(1, (k * 40 + 20) * 60 + 60 - to, (k * 40 + 20) * 60 + 60 - from);
  }
  return { grid, data };
}

const slices = (crop: number, count: number) =>
  ({ kind: 'slices', crop, count }) as unknown as ModelInput;
const patch = (size: number) => ({ kind: 'patch', size }) as unknown as ModelInput;
const middle = [30, 20, 19] as const;

test('slices see what lies in their crop and on them', () => {
  expect(shareSeen(bar(10, 50), middle, slices(40, 10))).toBe(1);
  // The centre lies half-way between slices 9 and 10 and counts up: 8 to 11 of 5 to 14.
  expect(shareSeen(bar(10, 50), middle, slices(40, 4))).toBe(0.4);
  expect(shareSeen(bar(10, 50), middle, slices(10, 10))).toBe(0.25);
});

test('a patch sees one slice, and of the lesion on it what fits', () => {
  expect(shareSeen(bar(10, 50), middle, patch(40))).toBe(1);
  expect(shareSeen(bar(10, 50), middle, patch(20))).toBe(0.5);
});

test('of two parts the field lies between, nothing is seen', () => {
  const [a, b] = [bar(2, 8), bar(52, 58)];
  const two = { grid, data: a.data.map((value, n) => value | b.data[n]!) };
  expect(shareSeen(two, middle, slices(20, 10))).toBe(0);
  expect(shareSeen(two, middle, patch(20))).toBe(0);
});

test('inputs that are made otherwise are not asked', () => {
  const views = { kind: 'views' } as unknown as ModelInput;
  expect(shareSeen(bar(10, 50), middle, views)).toBe(1);
});
