import type { CtStack, IndexBox, Volume } from '@mutation-prediction/core';
import {
  fitsInt16,
  MutationPredictionError,
  shiftGrid,
  throwIfCancelled,
} from '@mutation-prediction/core';
import type { CornerstoneLibraries } from '../viewer/ohif.js';
import type { ViewerSlice } from './viewerSlice.js';

/** Requests under way at once; a browser opens six connections to a host. */
const PARALLEL_LOADS = 6;

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
  for (let first = 0; first < needed.length; first += PARALLEL_LOADS) {
    throwIfCancelled(signal);
    const batch = needed.slice(first, first + PARALLEL_LOADS);
    const images = await Promise.all(
      batch.map(({ imageId }) => cornerstone.imageLoader.loadAndCacheImage(imageId)),
    );
    batch.forEach((slice, index) => {
      const image = images[index]!;
      requireFullSize(image, slice);
      const pixels = image.getPixelData();
      const { slope, intercept } = huTransform(image);
      let write = (first + index) * columns * rows;
      for (let j = box.lower[1]; j < box.upper[1]; j++) {
        const row = j * slice.columns;
        for (let i = box.lower[0]; i < box.upper[0]; i++) {
          data[write++] = pixels[row + i]! * slope + intercept;
        }
      }
    });
  }
  return { grid: region, data };
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
