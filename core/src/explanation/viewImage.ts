import type { LesionViews } from '../views/lesionViews.js';
import { isShownFlipped } from './shownEdges.js';

/** Values from black to white. */
export interface GreyWindow {
  readonly low: number;
  readonly width: number;
}

/** Centre −600 HU, width 1500 HU. */
export const LUNG_WINDOW: GreyWindow = { low: -1350, width: 1500 };

/** RGBA bytes [size, size, 4] of view `index` in the lung window, as it is shown. */
export function viewPixels(views: LesionViews, index: number): Uint8ClampedArray<ArrayBuffer> {
  const { size, hu } = views;
  const flipped = isShownFlipped(views.planes[index]!);
  const shown = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const from = (index * size + (flipped ? size - 1 - row : row)) * size;
    shown.set(hu.subarray(from, from + size), row * size);
  }
  return greyPixels(shown, LUNG_WINDOW);
}

/** RGBA bytes [values, 4]. */
export function greyPixels(
  values: ArrayLike<number>,
  { low, width }: GreyWindow,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  for (let n = 0, to = 0; n < values.length; n++) {
    const grey = (255 * (values[n]! - low)) / width;
    pixels[to++] = grey;
    pixels[to++] = grey;
    pixels[to++] = grey;
    pixels[to++] = 255;
  }
  return pixels;
}

/** A piece of the outline: x0, y0, x1, y1 in 0–1 of the shown view. */
export type OutlineEdge = readonly [number, number, number, number];

/** The edges between mask and not-mask samples of view `index`, as it is shown. */
export function maskOutline(views: LesionViews, index: number): readonly OutlineEdge[] {
  const { cubeSize: n, mask } = views;
  const flipped = isShownFlipped(views.planes[index]!);
  const isInside = (row: number, column: number) =>
    mask[(index * n + (flipped ? n - 1 - row : row)) * n + column] === 1;
  return outlineOf(isInside, n, n);
}

/** The edges between pixels inside and pixels outside; beyond the image all is outside. */
export function outlineOf(
  isInside: (row: number, column: number) => boolean,
  columns: number,
  rows: number,
): readonly OutlineEdge[] {
  const inside = (row: number, column: number): boolean =>
    row >= 0 && column >= 0 && row < rows && column < columns && isInside(row, column);
  const [x, y] = [(column: number) => column / columns, (row: number) => row / rows];
  const segments: OutlineEdge[] = [];
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const here = inside(row, column);
      if (here !== inside(row - 1, column)) {
        segments.push([x(column), y(row), x(column + 1), y(row)]);
      }
      if (here !== inside(row, column - 1)) {
        segments.push([x(column), y(row), x(column), y(row + 1)]);
      }
    }
  }
  return segments;
}
