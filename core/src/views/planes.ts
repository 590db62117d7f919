import type { ViewPlane } from '../contract/modelManifest.js';

/** One cube index per (row, column) of a view, as a function of the cube's size. */
type PlaneIndex = (
  row: number,
  column: number,
  size: number,
) => readonly [z: number, y: number, x: number];

/**
 * The nine planes of a cube V[z, y, x] (Dong 2021, MMDL): three through its middle and six through
 * two opposite edges. Rows and columns in the order in which the index expressions name them.
 */
const PLANE_INDEX: Readonly<Record<ViewPlane, PlaneIndex>> = {
  axial: (y, x, size) => [size >> 1, y, x],
  coronal: (z, x, size) => [z, size >> 1, x],
  sagittal: (z, y, size) => [z, y, size >> 1],
  'diagonal-yx': (z, i) => [z, i, i],
  'antidiagonal-yx': (z, i, size) => [z, i, size - 1 - i],
  'diagonal-zx': (i, y) => [i, y, i],
  'antidiagonal-zx': (i, y, size) => [i, y, size - 1 - i],
  'diagonal-zy': (i, x) => [i, i, x],
  'antidiagonal-zy': (i, x, size) => [i, size - 1 - i, x],
};

/**
 * Cube index (z, y, x) of a plane's (row, column); fractional rows and columns give fractional
 * indices, since every plane is linear in them.
 */
export function planeToCubeIndex(
  plane: ViewPlane,
  row: number,
  column: number,
  size: number,
): readonly [z: number, y: number, x: number] {
  return PLANE_INDEX[plane](row, column, size);
}

/**
 * Copies a plane out of a cube [size, size, size] into `target` [size, size] from `offset` on.
 */
export function copyPlane<T extends Int16Array | Uint8Array>(
  cube: T,
  plane: ViewPlane,
  size: number,
  target: T,
  offset: number,
): void {
  const planeIndex = PLANE_INDEX[plane];
  for (let row = 0, n = offset; row < size; row++) {
    for (let column = 0; column < size; column++, n++) {
      const [z, y, x] = planeIndex(row, column, size);
      target[n] = cube[(z * size + y) * size + x]!;
    }
  }
}
