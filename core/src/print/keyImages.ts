import { activationRgba } from '../explanation/activationColours.js';
import type { Seen } from '../explanation/activationVolume.js';
import { strongestActivation } from '../explanation/activationVolume.js';
import type { ExplainedImage, ImageName } from '../explanation/explainedImages.js';
import { explainedImages, explainedMap } from '../explanation/explainedImages.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { Picture } from './sheet.js';

/** As many as stand beside each other. */
const MOST = 3;
/** Of the map over the image. */
const OPACITY = 0.7;
/** Share of the strongest activation below which nothing is drawn. */
const THRESHOLD = 0.2;

/** An image that the network saw, to be printed. */
export interface KeyImage extends Pick<ExplainedImage, 'edges' | 'outline'> {
  readonly caption: string;
  readonly picture: Picture;
  /** With the map over it. */
  readonly mapped?: Picture;
}

/** The axial, coronal and sagittal views or sections; of a model that sees others, up to three of those. */
export function keyImages(
  seen: Seen,
  map?: { readonly maps: ActivationMaps; readonly target: string },
): KeyImage[] {
  return chosen(explainedImages(seen)).map((image) => {
    const { columns, rows, pixels, edges, outline, name } = image;
    const grey = { columns, rows, rgb: rgbOf(pixels) };
    return {
      ...{ edges, outline, caption: captionOf(name), picture: grey },
      ...(map && { mapped: withMap(grey, seen, map.maps, map.target, image) }),
    };
  });
}

function chosen(images: readonly ExplainedImage[]): readonly ExplainedImage[] {
  const upright = images.filter(({ name }) => 'plane' in name && PLANES.has(name.plane));
  if (upright.length > 0) return upright.slice(0, MOST);
  const first = Math.max(0, Math.floor((images.length - MOST) / 2));
  return images.slice(first, first + MOST);
}

const PLANES: ReadonlySet<string> = new Set(['axial', 'coronal', 'sagittal']);

function captionOf(name: ImageName): string {
  switch (name.kind) {
    case 'view':
    case 'section':
      return `${name.plane.charAt(0).toUpperCase()}${name.plane.slice(1)}`;
    case 'patch':
      return 'Slice where the lesion is largest';
    case 'slice':
      return `Slice ${name.number} of ${name.count}`;
  }
}

function rgbOf(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from]!;
    rgb[to++] = rgba[from + 1]!;
    rgb[to++] = rgba[from + 2]!;
  }
  return rgb;
}

function withMap(
  { columns, rows, rgb }: Picture,
  seen: Seen,
  maps: ActivationMaps,
  target: string,
  image: ExplainedImage,
): Picture {
  const { data } = explainedMap(seen, maps, target, image, Infinity);
  const colours = activationRgba(data, strongestActivation(maps, target), THRESHOLD);
  const blended = Uint8Array.from(rgb, (value, n) => {
    const at = 4 * Math.floor(n / 3);
    const alpha = (OPACITY * colours[at + 3]!) / 255;
    return (1 - alpha) * value + alpha * colours[at + (n % 3)]!;
  });
  return { columns, rows, rgb: blended };
}
