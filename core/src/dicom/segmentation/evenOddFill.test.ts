import type { Polygon } from './evenOddFill.js';
import { fillEvenOdd } from './evenOddFill.js';

function filled(...polygons: Polygon[]): string[] {
  const pixels: string[] = [];
  fillEvenOdd(polygons, (column, row) => pixels.push(`${column},${row}`));
  return pixels.sort();
}

const square = (from: number, to: number): Polygon => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
];

test('fills the pixels whose centres lie inside', () => {
  expect(filled(square(0.5, 2.5))).toEqual(['1,1', '1,2', '2,1', '2,2']);
});

test('gives a centre on a shared edge to one of two areas', () => {
  expect(filled(square(0, 2))).toEqual(['0,0', '0,1', '1,0', '1,1']);
  expect(filled(square(2, 4))).toEqual(['2,2', '2,3', '3,2', '3,3']);
});

test('leaves out what an inner contour bounds, whichever way it runs', () => {
  const ring = filled(square(-0.5, 4.5), square(0.5, 3.5));
  expect(ring).toHaveLength(16);
  expect(filled(square(-0.5, 4.5), [...square(0.5, 3.5)].reverse())).toEqual(ring);
});

test('fills nothing of a contour without area', () => {
  expect(filled([[1, 1]])).toEqual([]);
  expect(
    filled([
      [0, 0],
      [5, 5],
    ]),
  ).toEqual([]);
});
