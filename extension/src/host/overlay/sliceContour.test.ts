/** @jest-environment jsdom */
import type { Grid, Mask, Vector3 } from '@mutation-prediction/core';
import { indexToLps, maskRuns, norm, scale, subtract } from '@mutation-prediction/core';
import { FakeViewport } from '../testing/fakeViewports.js';
import { croppedMask } from './croppedMask.js';
import { sliceContour } from './sliceContour.js';
import type { ViewportPlane } from './viewportPlane.js';
import { planeToLps, viewportPlane } from './viewportPlane.js';

const CENTRE: Vector3 = [-60, 20, 110];
const RADIUS = 12;
/** Thicker slices than pixels, stored from head to feet. */
const grid: Grid = {
  size: [64, 60, 20],
  origin: [-84, -3, 135],
  axes: [
    [0.75, 0, 0],
    [0, 0.75, 0],
    [0, 0, -2.5],
  ],
};

function maskOf(isInside: (point: Vector3) => boolean): Mask {
  const [columns, rows, slices] = grid.size;
  const data = Uint8Array.from({ length: columns * rows * slices }, (_, n) => {
    const index: Vector3 = [
      n % columns,
      Math.floor(n / columns) % rows,
      Math.floor(n / (columns * rows)),
    ];
    return Number(isInside(indexToLps(grid, index)));
  });
  return croppedMask({ grid, runs: maskRuns({ grid, data }) })!;
}

const distance = (point: Vector3) => norm(subtract(point, CENTRE));
const ball = maskOf((point) => distance(point) <= RADIUS);

/** Of a canvas whose upper left corner is there, `right` and `down` mm per pixel. */
function planeOf(corner: Vector3, right: Vector3, down: Vector3): ViewportPlane {
  const viewport = new FakeViewport('v');
  Object.assign(viewport, { corner, right, down });
  return viewportPlane(viewport)!;
}
const axialAt = (s: number) => planeOf([-100, -20, s], [0.5, 0, 0], [0, 0.5, 0]);

/** Rings of (a, b). */
const ringsOf = (path: string) =>
  [...path.matchAll(/M([^Z]*)Z/g)].map(([, ring]) =>
    ring!.split('L').map((place) => place.split(' ').map(Number) as [number, number]),
  );

const areaOf = (ring: readonly [number, number][]) =>
  Math.abs(
    ring.reduce((sum, [x, y], n) => {
      const [nextX, nextY] = ring[(n + 1) % ring.length]!;
      return sum + (x * nextY - y * nextX) / 2;
    }, 0),
  );

test('on a slice of the CT it runs half-way between the voxels inside and outside', () => {
  const plane = axialAt(110);
  const rings = ringsOf(sliceContour(ball, plane));
  expect(rings).toHaveLength(1);
  for (const [a, b] of rings[0]!) {
    expect(Math.abs(distance(planeToLps(plane, a, b)) - RADIUS)).toBeLessThan(0.75);
  }
  const voxels = ball.data.length;
  expect(voxels).toBeGreaterThan(0);
  expect(areaOf(rings[0]!) / (Math.PI * RADIUS ** 2)).toBeCloseTo(1, 1);
});

test.each<[string, ViewportPlane]>([
  ['coronal', planeOf([-100, 20, 150], [0.5, 0, 0], [0, 0, -0.5])],
  ['sagittal', planeOf([-60, 0, 150], [0, 0.5, 0], [0, 0, -0.5])],
  [
    'oblique',
    planeOf(subtract(CENTRE, [20, 20, 0]), scale([1, 1, 0], 0.4 / Math.SQRT2), [0, 0, -0.4]),
  ],
])('%s: the same ball', (_, plane) => {
  const [ring, ...others] = ringsOf(sliceContour(ball, plane));
  expect(others).toEqual([]);
  for (const [a, b] of ring!) {
    // Within half of a slice's thickness.
    expect(Math.abs(distance(planeToLps(plane, a, b)) - RADIUS)).toBeLessThan(1.6);
  }
  expect(areaOf(ring!) / (Math.PI * RADIUS ** 2)).toBeGreaterThan(0.9);
  expect(areaOf(ring!) / (Math.PI * RADIUS ** 2)).toBeLessThan(1.1);
});

test('a hole has a ring of its own, and two parts have two', () => {
  const shell = maskOf((point) => distance(point) <= RADIUS && distance(point) >= 5);
  expect(ringsOf(sliceContour(shell, axialAt(110)))).toHaveLength(2);
  const pair = maskOf(
    ([l, p, s]) => Math.min(norm([l + 70, p - 20, s - 110]), norm([l + 50, p - 20, s - 110])) <= 6,
  );
  expect(ringsOf(sliceContour(pair, axialAt(110)))).toHaveLength(2);
});

test('beside the lesion there is none', () => {
  expect(sliceContour(ball, axialAt(110 + RADIUS + 2.5))).toBe('');
  expect(sliceContour(ball, axialAt(40))).toBe('');
});

test('zoomed and panned it is the same slice with the same outline', () => {
  const near = planeOf([-70, 10, 110], [0.1, 0, 0], [0, 0.1, 0]);
  expect(sliceContour(ball, near)).toBe(sliceContour(ball, axialAt(110)));
});
