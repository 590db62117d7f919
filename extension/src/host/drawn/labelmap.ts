import type { CtImage, Mask, SeriesIdentity } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { ImageOfSeries } from '../ct/slicesByImage.js';
import { imageKey, slicesByImage } from '../ct/slicesByImage.js';
import type { LabelmapLayer, Segmentation } from '../viewer/ohif.js';

/** One derived image of a labelmap: the labels drawn on one CT image. */
export interface LabelmapSlice {
  readonly rows: number;
  readonly columns: number;
  readonly pixels: ArrayLike<number>;
  /** The CT image, or the frame, that it lies on. */
  readonly drawnOn: ImageOfSeries;
}

/** Finds a labelmap image by its id; `undefined` when it is not in the viewer's cache. */
export type FindLabelImage = (imageId: string) => LabelmapSlice | undefined;

type Labelmap = NonNullable<Segmentation['representationData']['Labelmap']>;

/**
 * Copies one segment of a labelmap to a mask on the CT it was drawn on. Each image finds its slice
 * by the CT image it refers to: the order of a labelmap's images is not that of the slices.
 *
 * @param title names the segment in errors
 * @throws `inconsistent-series`, `segment-outside-image`; an empty mask is left to the caller
 */
export function labelmapMask(
  labelmap: Labelmap,
  segmentNumber: number,
  ct: CtImage & { readonly identity: SeriesIdentity },
  findImage: FindLabelImage,
  title: string,
): Mask {
  const [columns, rows] = ct.grid.size;
  const data = new Uint8Array(columns * rows * ct.grid.size[2]);
  const sliceOf = slicesByImage(ct.identity);

  const { imageIds, label } = layerOf(labelmap, segmentNumber);
  for (const imageId of imageIds) {
    const image = findImage(imageId);
    if (!image) continue; // never drawn on
    const k = sliceOf.get(imageKey(image.drawnOn));
    if (image.rows !== rows || image.columns !== columns) refuseSize(title);
    const copied = copyLabel(image.pixels, label, data, k === undefined ? -1 : k * columns * rows);
    if (copied > 0 && k === undefined) refuseOutside(title);
  }
  return { grid: ct.grid, data };
}

/** The CT images on which something is drawn. */
export function imagesDrawnOn(labelmap: Labelmap, findImage: FindLabelImage): ImageOfSeries[] {
  const images = labelmapImageIds(labelmap).flatMap((imageId) => findImage(imageId) ?? []);
  return images.filter(({ pixels }) => hasLabel(pixels)).map(({ drawnOn }) => drawnOn);
}

function hasLabel(pixels: ArrayLike<number>): boolean {
  for (let p = 0; p < pixels.length; p++) if (pixels[p] !== 0) return true;
  return false;
}

/** Ids of the labelmap's images, of all layers. */
export function labelmapImageIds(labelmap: Labelmap): readonly string[] {
  const layers: readonly LabelmapLayer[] = labelmap.labelmaps
    ? Object.values(labelmap.labelmaps)
    : [labelmap];
  return layers.flatMap(({ imageIds }) => imageIds ?? []);
}

/**
 * Where a segment is kept. Overlapping segments have a layer each; without layers all images count,
 * several of which may belong to one CT image.
 */
function layerOf(labelmap: Labelmap, segmentNumber: number) {
  const binding = labelmap.segmentBindings?.[segmentNumber];
  const layer = binding && labelmap.labelmaps?.[binding.labelmapId];
  return binding && layer
    ? { imageIds: layer.imageIds ?? [], label: binding.labelValue }
    : { imageIds: labelmapImageIds(labelmap), label: segmentNumber };
}

/** @returns how many pixels bear the label; copies nothing where `offset` is negative */
function copyLabel(
  pixels: ArrayLike<number>,
  label: number,
  target: Uint8Array,
  offset: number,
): number {
  let count = 0;
  for (let p = 0; p < pixels.length; p++) {
    if (pixels[p] !== label) continue;
    count++;
    if (offset >= 0) target[offset + p] = 1;
  }
  return count;
}

function refuseSize(title: string): never {
  throw new MutationPredictionError('inconsistent-series.other-size', { segmentation: title });
}

function refuseOutside(title: string): never {
  throw new MutationPredictionError('segment-outside-image.other-images', { segmentation: title });
}
