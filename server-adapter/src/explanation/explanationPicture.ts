import { activationRgba, type ExplainedImage } from '@mutation-prediction/core';
import { encode } from 'fast-png';

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

/** An image that a network saw, and the map on its pixels. */
export interface MappedImage {
  readonly image: ExplainedImage;
  /** float32 [rows, columns], in shares of the target's logit. */
  readonly activation: Float32Array;
}

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
export function explanationPicture(images: readonly MappedImage[], strongest: number): Uint8Array {
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

function drawn({ image, activation }: MappedImage, strongest: number): Picture {
  const { columns, rows, pixels, outline } = image;
  const grey = Float32Array.from({ length: columns * rows }, (_, n) => pixels[4 * n]!);
  const data = blended(grey, activation, strongest);
  for (const pixel of pixelsUnder(outline, columns, rows)) data.set(OUTLINE_RGB, 3 * pixel);
  return { width: columns, height: rows, data };
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

/** The pixels through which an outline runs. */
function pixelsUnder(
  outline: ExplainedImage['outline'],
  columns: number,
  rows: number,
): ReadonlySet<number> {
  const pixels = new Set<number>();
  const place = (share: number, count: number) =>
    Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  for (const [x0, y0, x1, y1] of outline) {
    const steps = Math.ceil(2 * Math.max((x1 - x0) * columns, (y1 - y0) * rows));
    for (let step = 0; step <= steps; step++) {
      const share = steps === 0 ? 0 : step / steps;
      const column = place(x0 + share * (x1 - x0), columns);
      pixels.add(place(y0 + share * (y1 - y0), rows) * columns + column);
    }
  }
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
