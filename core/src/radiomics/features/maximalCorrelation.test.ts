import type { CoOccurrence } from '../matrices/glcm.js';
import { maximalCorrelation } from './maximalCorrelation.js';

/** A matrix with the given entries; where symmetrical, those with row ≤ column. */
function matrixOf(
  size: number,
  entries: readonly (readonly [row: number, column: number, weight: number])[],
  symmetrical = true,
) {
  const mirrored = ([r, c]: readonly number[]) => symmetrical && r !== c;
  const total = entries.reduce((sum, entry) => sum + entry[2] * (mirrored(entry) ? 2 : 1), 0);
  const matrix: CoOccurrence = {
    size,
    symmetrical,
    rows: Int32Array.from(entries, ([r]) => r),
    columns: Int32Array.from(entries, ([, c]) => c),
    probabilities: Float64Array.from(entries, ([, , weight]) => weight / total),
  };
  const [row, column] = [new Float64Array(size), new Float64Array(size)];
  for (const entry of entries) {
    const [r, c, weight] = entry;
    row[r]! += weight / total;
    column[c]! += weight / total;
    if (!mirrored(entry)) continue;
    row[c]! += weight / total;
    column[r]! += weight / total;
  }
  return maximalCorrelation(matrix, row, column);
}

/** Each level next to its neighbours, the first and the last next to themselves too. */
const chain = (size: number) =>
  Array.from({ length: size - 1 }, (_, n) => [n, n + 1, 1] as const).concat([
    [0, 0, 1],
    [size - 1, size - 1, 1],
  ]);

test('a single grey level correlates with itself', () => {
  expect(matrixOf(1, [[0, 0, 1]])).toBe(1);
});

test('two grey levels correlate as their φ coefficient says', () => {
  const [a, b, c, d] = [10, 3, 5, 7];
  const phi = (a * d - b * c) / Math.sqrt((a + b) * (c + d) * (a + c) * (b + d));
  const entries = [
    [0, 0, a],
    [0, 1, b],
    [1, 0, c],
    [1, 1, d],
  ] as const;
  expect(matrixOf(2, entries, false)).toBeCloseTo(phi, 14);
});

test.each([3, 17, 60, 400])(
  'the second eigenvalue of a chain of %i levels is the cosine of π/n',
  (size) => {
    const entries = chain(size).sort((a, b) => a[0] - b[0]);
    expect(Math.abs(matrixOf(size, entries) - Math.cos(Math.PI / size))).toBeLessThan(1e-12);
  },
);

test('independent rows and columns do not correlate', () => {
  const weights = [3, 1, 4, 1, 5, 9, 2, 6];
  const entries = weights.flatMap((a, r) => weights.map((b, c) => [r, c, a * b] as const));
  expect(matrixOf(8, entries, false)).toBeLessThan(1e-7);
});

test('levels that fall into groups without a pair between them correlate fully', () => {
  const [low, high] = [chain(20), chain(30).map(([r, c, w]) => [r + 20, c + 20, w] as const)];
  const entries = [...low, ...high].sort((a, b) => a[0] - b[0]);
  expect(matrixOf(50, entries)).toBeCloseTo(1, 12);
});

test('thousands of grey levels take no matrix of their square', () => {
  let state = 1;
  const random = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const size = 5000;
  const entries = Array.from({ length: 6 * size }, () => [random(size), random(size), 1] as const);
  const levels = Array.from({ length: size }, (_, n) => [n, n, 1] as const);
  const value = matrixOf(size, [...entries, ...levels], false);
  // Random pairs: the bulk of the singular values ends below the known one, but far above none.
  expect(value).toBeGreaterThan(0.3);
  expect(value).toBeLessThan(0.95);
});
