import type { IndexBox } from '../../imaging/grid.js';
import { wholeBox } from '../../imaging/gridGeometry.js';
import type { ScalarImage, StoredImage } from '../roi/image.js';
import { cropImage } from '../roi/image.js';

/**
 * PyRadiomics' filters of single values. Each scales by the largest magnitude in the image, so that
 * results depend on how much of the surroundings the image holds.
 */
export type PointFilter = 'Square' | 'SquareRoot' | 'Logarithm' | 'Exponential';

/** @param box the voxels to make; the scale is that of the whole image */
export function pointFiltered(
  image: StoredImage,
  filter: PointFilter,
  box: IndexBox = wholeBox(image.grid),
): ScalarImage {
  const cropped = cropImage(image, box);
  FILTERS[filter](cropped.data, largestMagnitude(image.data));
  return { ...cropped, pixelType: 'float64' };
}

/** In place. */
const FILTERS: Readonly<Record<PointFilter, (x: Float64Array, peak: number) => void>> = {
  Square: (x, peak) => {
    const factor = 1 / Math.sqrt(peak);
    for (let n = 0; n < x.length; n++) {
      const root = factor * x[n]!;
      x[n] = root * root;
    }
  },
  SquareRoot: (x, peak) => {
    for (let n = 0; n < x.length; n++) {
      x[n] = Math.sign(x[n]!) * Math.sqrt(Math.abs(x[n]!) * peak);
    }
  },
  Logarithm: (x, peak) => {
    // Of the whole image's logarithms, the peak's is the largest.
    const factor = peak / Math.log(peak + 1);
    for (let n = 0; n < x.length; n++) {
      x[n] = Math.sign(x[n]!) * Math.log(Math.abs(x[n]!) + 1) * factor;
    }
  },
  Exponential: (x, peak) => {
    const factor = Math.log(peak) / peak;
    for (let n = 0; n < x.length; n++) x[n] = Math.exp(factor * x[n]!);
  },
};

function largestMagnitude(data: StoredImage['data']): number {
  let largest = 0;
  for (let n = 0; n < data.length; n++) largest = Math.max(largest, Math.abs(data[n]!));
  return largest;
}
