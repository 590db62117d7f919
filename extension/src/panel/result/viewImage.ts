import type { LesionViews } from '@mutation-prediction/core';
import { isShownFlipped } from './viewGeometry.js';

/** Lung window: centre −600 HU, width 1500 HU. */
const WINDOW_LOW = -1350;
const WINDOW_WIDTH = 1500;

/** RGBA bytes [size, size, 4] of view `index` in the lung window, as it is shown. */
export function viewPixels(views: LesionViews, index: number): Uint8ClampedArray<ArrayBuffer> {
  const { size, hu } = views;
  const flipped = isShownFlipped(views.planes[index]!);
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let row = 0; row < size; row++) {
    const from = (index * size + (flipped ? size - 1 - row : row)) * size;
    for (let column = 0; column < size; column++) {
      const grey = (255 * (hu[from + column]! - WINDOW_LOW)) / WINDOW_WIDTH;
      const to = (row * size + column) * 4;
      pixels[to] = grey;
      pixels[to + 1] = grey;
      pixels[to + 2] = grey;
      pixels[to + 3] = 255;
    }
  }
  return pixels;
}

/** A piece of the outline: x0, y0, x1, y1 in 0–1 of the shown view. */
export type OutlineEdge = readonly [number, number, number, number];

/** The edges between mask and not-mask samples of view `index`, as it is shown. */
export function maskOutline(views: LesionViews, index: number): readonly OutlineEdge[] {
  const { cubeSize: n, mask } = views;
  const flipped = isShownFlipped(views.planes[index]!);
  const inside = (row: number, column: number): boolean => {
    if (row < 0 || column < 0 || row >= n || column >= n) return false;
    return mask[(index * n + (flipped ? n - 1 - row : row)) * n + column] === 1;
  };
  const segments: OutlineEdge[] = [];
  for (let row = 0; row <= n; row++) {
    for (let column = 0; column <= n; column++) {
      const here = inside(row, column);
      if (here !== inside(row - 1, column)) {
        segments.push([column / n, row / n, (column + 1) / n, row / n]);
      }
      if (here !== inside(row, column - 1)) {
        segments.push([column / n, row / n, column / n, (row + 1) / n]);
      }
    }
  }
  return segments;
}
