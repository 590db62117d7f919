import type { LesionViews } from '@mutation-prediction/core';
import { encode } from 'fast-png';

/** Lung window, HU. */
const WINDOW = { centre: -600, width: 1500 };
const OUTLINE_RGB = [255, 190, 60] as const;

/** One view as PNG: lung window, with the lesion's outline. */
export function viewPicture(views: LesionViews, index: number): Uint8Array {
  const { size } = views;
  const view = views.hu.subarray(index * size * size, (index + 1) * size * size);
  const data = new Uint8Array(3 * size * size);
  view.forEach((hu, pixel) => data.fill(grey(hu), 3 * pixel, 3 * pixel + 3));
  for (const pixel of outline(views, index)) data.set(OUTLINE_RGB, 3 * pixel);
  return encode({ width: size, height: size, channels: 3, data });
}

function grey(hu: number): number {
  const share = (hu - WINDOW.centre) / WINDOW.width + 0.5;
  return Math.round(255 * Math.min(Math.max(share, 0), 1));
}

/** Pixels of the lesion that have a neighbour outside it; the picture's edge is no outline. */
function outline({ mask, cubeSize, size }: LesionViews, index: number): number[] {
  const plane = mask.subarray(index * cubeSize * cubeSize, (index + 1) * cubeSize * cubeSize);
  const sample = (pixel: number) => {
    const inside = Math.min(Math.max(pixel, 0), size - 1);
    return Math.floor(((inside + 0.5) * cubeSize) / size);
  };
  const isLesion = (row: number, column: number) =>
    plane[sample(row) * cubeSize + sample(column)] === 1;

  const pixels: number[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const isInner =
        isLesion(row - 1, column) &&
        isLesion(row + 1, column) &&
        isLesion(row, column - 1) &&
        isLesion(row, column + 1);
      if (isLesion(row, column) && !isInner) pixels.push(row * size + column);
    }
  }
  return pixels;
}
