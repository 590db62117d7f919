import type { CtStack, IndexBox, Volume } from '@mutation-prediction/core';
import {
  fitsInt16,
  MutationPredictionError,
  shiftGrid,
  throwIfCancelled,
} from '@mutation-prediction/core';
import type { CornerstoneLibraries } from '../viewer/ohif.js';
import type { ViewerSlice } from './viewerSlice.js';

/**
 * Slices under way at once. A browser opens six connections to a host, and the viewer, which loads the whole series,
 * shares them: with more waiting, these come first.
 */
const PARALLEL_LOADS = 32;

/**
 * Copies the voxels of a box out of the viewer's image cache, loading the slices that are missing.
 *
 * @returns HU; the same numbers and array type as the command line reads from the files
 * @throws `unsupported-object` for an image that the viewer does not hold at full size
 */
export async function readCachedRegion(
  { grid, slices }: CtStack<ViewerSlice>,
  box: IndexBox,
  { cornerstone }: CornerstoneLibraries,
  signal?: AbortSignal,
): Promise<Volume> {
  const region = shiftGrid(grid, box);
  const [columns, rows] = region.size;
  const length = columns * rows * region.size[2];
  // Decided over the whole series, as the command line does.
  const isInt16 = slices.every(({ transform }) => fitsInt16(transform));
  const data = isInt16 ? new Int16Array(length) : new Float32Array(length);

  const needed = slices.slice(box.lower[2], box.upper[2]);
  const copyVoxels = (image: CachedImage, slice: ViewerSlice, k: number) => {
    requireFullSize(image, slice);
    const pixels = image.getPixelData();
    const { slope, intercept } = huTransform(image);
    let write = k * columns * rows;
    for (let j = box.lower[1]; j < box.upper[1]; j++) {
      const row = j * slice.columns;
      for (let i = box.lower[0]; i < box.upper[0]; i++) {
        data[write++] = pixels[row + i]! * slope + intercept;
      }
    }
  };
  const waiting = inTurn(needed);
  const readInTurn = async () => {
    for (const [k, slice] of waiting) {
      throwIfCancelled(signal);
      copyVoxels(await cornerstone.imageLoader.loadAndCacheImage(slice.imageId), slice, k);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_LOADS }, readInTurn));
  return { grid: region, data };
}

/** Shared by several readers; over for all of them once one has thrown. */
function* inTurn<T>(items: readonly T[]): Generator<[number, T]> {
  yield* items.entries();
}

type CachedImage = Awaited<
  ReturnType<CornerstoneLibraries['cornerstone']['imageLoader']['loadAndCacheImage']>
>;

/** OHIF scales to HU while it decodes, unless a site turned that off. */
function huTransform(image: CachedImage): { slope: number; intercept: number } {
  if (image.preScale?.scaled) return { slope: 1, intercept: 0 };
  return { slope: image.slope, intercept: image.intercept };
}

function requireFullSize(image: CachedImage, { rows, columns, source }: ViewerSlice): void {
  if (image.rows === rows && image.columns === columns) return;
  throw new MutationPredictionError('unsupported-object.preview', {
    image: source.name,
    shownColumns: image.columns,
    shownRows: image.rows,
    columns,
    rows,
  });
}
