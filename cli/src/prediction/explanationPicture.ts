import { activationRgba, type ExplainedImage } from '@mutation-prediction/core';
import { encode } from 'fast-png';

/** Lung window, HU; equalised levels go from 0 to 1. */
const WINDOWS = {
  hu: { lower: -1350, upper: 150 },
  level: { lower: 0, upper: 1 },
} as const;
const OUTLINE_RGB = [255, 233, 64] as const;
const BACKGROUND = 24;
/** Pixels of an image's edge, at least: a slice of few pixels is shown enlarged. */
const SMALLEST_EDGE = 192;
const ACROSS = 3;
const GAP = 6;
const SCALE_HEIGHT = 16;
const SCALE_GREY = 110;

/** Share of the strongest activation below which nothing is drawn. */
export const THRESHOLD = 0.1;
/** Of the strongest activation. */
const OPACITY = 0.6;

/** RGB pixels. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * The images that a network saw with a map over them, three across, and the colour scale below, as PNG.
 *
 * @param strongest activation at either end of the scale
 */
export function explanationPicture(
  images: readonly ExplainedImage[],
  strongest: number,
): Uint8Array {
  const pictures = images.map((image) => enlarged(drawn(image, strongest)));
  const cellWidth = Math.max(...pictures.map(({ width }) => width));
  const cellHeight = Math.max(...pictures.map(({ height }) => height));
  const across = Math.min(ACROSS, pictures.length);
  const down = Math.ceil(pictures.length / across);
  const width = across * (cellWidth + GAP) + GAP;
  const height = down * (cellHeight + GAP) + GAP + SCALE_HEIGHT + GAP;
  const sheet = { width, height, data: new Uint8Array(3 * width * height).fill(BACKGROUND) };
  pictures.forEach((picture, n) => {
    const [column, row] = [n % across, Math.floor(n / across)];
    put(picture, sheet, GAP + column * (cellWidth + GAP), GAP + row * (cellHeight + GAP));
  });
  put(colourScale(width - 2 * GAP, strongest), sheet, GAP, height - SCALE_HEIGHT - GAP);
  return encode({ width, height, channels: 3, data: sheet.data });
}

function drawn(
  { columns, rows, data, unit, mask, activation }: ExplainedImage,
  strongest: number,
): Picture {
  const { lower, upper } = WINDOWS[unit];
  const grey = Float32Array.from(data, (value) => {
    const share = (value - lower) / (upper - lower);
    return 255 * Math.min(Math.max(share, 0), 1);
  });
  const pixels = blended(grey, activation, strongest);
  for (const pixel of outline(mask, columns, rows)) pixels.set(OUTLINE_RGB, 3 * pixel);
  return { width: columns, height: rows, data: pixels };
}

/** The map's colours over grey pixels. */
function blended(grey: Float32Array, activation: Float32Array, strongest: number): Uint8Array {
  const colours = activationRgba(activation, strongest, THRESHOLD);
  const pixels = new Uint8Array(3 * grey.length);
  grey.forEach((value, n) => {
    const alpha = (OPACITY * colours[4 * n + 3]!) / 255;
    for (let channel = 0; channel < 3; channel++) {
      pixels[3 * n + channel] = Math.round((1 - alpha) * value + alpha * colours[4 * n + channel]!);
    }
  });
  return pixels;
}

/** From the strongest against the target, left, to the strongest for it. */
function colourScale(width: number, strongest: number): Picture {
  const values = Float32Array.from(
    { length: width * SCALE_HEIGHT },
    (_, n) => strongest * ((2 * (n % width)) / (width - 1) - 1),
  );
  const grey = new Float32Array(values.length).fill(SCALE_GREY);
  return { width, height: SCALE_HEIGHT, data: blended(grey, values, strongest) };
}

/** Pixels of the lesion that have a neighbour outside it; the picture's edge is no outline. */
function outline(mask: Uint8Array, columns: number, rows: number): number[] {
  const isOutside = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < columns && row < rows && mask[row * columns + column] === 0;
  const pixels: number[] = [];
  mask.forEach((value, n) => {
    if (value === 0) return;
    const [column, row] = [n % columns, Math.floor(n / columns)];
    const isEdge =
      isOutside(column - 1, row) ||
      isOutside(column + 1, row) ||
      isOutside(column, row - 1) ||
      isOutside(column, row + 1);
    if (isEdge) pixels.push(n);
  });
  return pixels;
}

/** By a whole factor, so that a pixel stays one. */
function enlarged({ width, height, data }: Picture): Picture {
  const factor = Math.max(1, Math.ceil(SMALLEST_EDGE / Math.max(width, height)));
  if (factor === 1) return { width, height, data };
  const [wide, high] = [factor * width, factor * height];
  const pixels = new Uint8Array(3 * wide * high);
  for (let n = 0; n < wide * high; n++) {
    const from =
      Math.floor(Math.floor(n / wide) / factor) * width + Math.floor((n % wide) / factor);
    pixels.set(data.subarray(3 * from, 3 * from + 3), 3 * n);
  }
  return { width: wide, height: high, data: pixels };
}

function put({ width, height, data }: Picture, sheet: Picture, left: number, top: number): void {
  for (let row = 0; row < height; row++) {
    const line = data.subarray(3 * row * width, 3 * (row + 1) * width);
    (sheet.data as Uint8Array).set(line, 3 * ((top + row) * sheet.width + left));
  }
}
