import type { Vector3 } from '../imaging/vector.js';
import { trilinearAt } from '../imaging/trilinear.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { LesionViews } from '../views/lesionViews.js';
import type { Seen } from './activationVolume.js';
import type { SeenImages } from './seenImages.js';

/** A plane that a network saw, with a target's map on its pixels. */
export interface ExplainedImage {
  /** Of a view, its plane; else the kind of image and, of several, which. */
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  /** Row by row, in `unit`. */
  readonly data: Float32Array | Int16Array;
  readonly unit: SeenImages['unit'];
  /** The lesion, 0 or 1. */
  readonly mask: Uint8Array;
  /** In shares of the target's logit. */
  readonly activation: Float32Array;
}

/** Slices of a volume that are shown. */
const SHOWN_SLICES = 9;

/** The images of a run with the map of a target on them; of a volume, slices through the lesion. */
export function explainedImages(
  { views, images = [] }: Seen,
  maps: ActivationMaps,
  target: string,
): ExplainedImage[] {
  const place = maps.targets.indexOf(target);
  if (place < 0) throw new RangeError(`There is no activation map of ${target}.`);
  const cells = maps.data.length / maps.targets.length / maps.images;
  const mapOf = (image: number) => {
    const start = (place * maps.images + image) * cells;
    return maps.data.subarray(start, start + cells);
  };
  const other = images.find(({ input }) => input === maps.input);
  if (other?.kind === 'volume') return volumeSlices(other, mapOf(0), maps.size);
  if (other) return planes(other, mapOf, maps.size);
  return views ? viewImages(views, mapOf, maps.size) : [];
}

function viewImages(
  { planes: names, size, hu, mask, cubeSize }: LesionViews,
  mapOf: (image: number) => Float32Array,
  mapSize: readonly number[],
): ExplainedImage[] {
  return names.map((name, view) => {
    const plane = mask.subarray(view * cubeSize ** 2, (view + 1) * cubeSize ** 2);
    return {
      ...{ name, columns: size, rows: size, unit: 'hu' as const },
      data: hu.subarray(view * size * size, (view + 1) * size * size),
      mask: enlarged(plane, cubeSize, size),
      activation: overPixels(mapOf(view), mapSize, [size, size, 1], 0),
    };
  });
}

function planes(
  { kind, grids, data, mask, unit }: SeenImages,
  mapOf: (image: number) => Float32Array,
  mapSize: readonly number[],
): ExplainedImage[] {
  return grids.map(({ size: [columns, rows] }, image) => {
    const [start, end] = [image * columns * rows, (image + 1) * columns * rows];
    return {
      ...{ name: grids.length > 1 ? `${kind}-${image + 1}` : kind, columns, rows, unit },
      data: data.subarray(start, end),
      mask: mask.subarray(start, end),
      activation: overPixels(mapOf(image), mapSize, [columns, rows, 1], 0),
    };
  });
}

function volumeSlices(
  { grids: [grid], data, mask, unit }: SeenImages,
  map: Float32Array,
  mapSize: readonly number[],
): ExplainedImage[] {
  const { size } = grid!;
  const [columns, rows, slices] = size;
  const area = columns * rows;
  const shown = Array.from({ length: slices }, (_, k) => k).filter((k) =>
    mask.subarray(k * area, (k + 1) * area).includes(1),
  );
  const count = Math.min(SHOWN_SLICES, shown.length);
  const chosen = Array.from(
    { length: count },
    (_, n) => shown[Math.floor(((n + 0.5) * shown.length) / count)]!,
  );
  return chosen.map((k) => ({
    ...{ name: `slice-${k + 1}`, columns, rows, unit },
    data: data.subarray(k * area, (k + 1) * area),
    mask: mask.subarray(k * area, (k + 1) * area),
    activation: overPixels(map, mapSize, size, k),
  }));
}

/** A map that covers an image, at the pixel centres of one of its slices. */
function overPixels(
  map: Float32Array,
  mapSize: readonly number[],
  [columns, rows, slices]: Vector3,
  slice: number,
): Float32Array {
  const [width = 1, height = 1, depth = 1] = mapSize.toReversed();
  const cell = (pixel: number, pixels: number, cells: number) =>
    ((pixel + 0.5) * cells) / pixels - 0.5;
  const z = cell(slice, slices, depth);
  return Float32Array.from({ length: columns * rows }, (_, n) =>
    trilinearAt(
      map,
      [width, height, depth],
      cell(n % columns, columns, width),
      cell(Math.floor(n / columns), rows, height),
      z,
    ),
  );
}

/** A square mask at another size, by the nearest sample. */
function enlarged(mask: Uint8Array, from: number, to: number): Uint8Array {
  const sample = (pixel: number) => Math.floor(((pixel + 0.5) * from) / to);
  return Uint8Array.from(
    { length: to * to },
    (_, n) => mask[sample(Math.floor(n / to)) * from + sample(n % to)]!,
  );
}
