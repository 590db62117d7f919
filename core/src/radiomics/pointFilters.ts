import type { ScalarImage } from './image.js';

/**
 * PyRadiomics' filters of single values. Each scales by the largest magnitude in the image, so that
 * results depend on how much of the surroundings the image holds.
 */
export type PointFilter = 'Square' | 'SquareRoot' | 'Logarithm' | 'Exponential';

export function pointFiltered(image: ScalarImage, filter: PointFilter): ScalarImage {
  const peak = largestMagnitude(image.data);
  return { grid: image.grid, data: FILTERS[filter](image.data, peak), pixelType: 'float64' };
}

const FILTERS: Readonly<Record<PointFilter, (x: Float64Array, peak: number) => Float64Array>> = {
  Square: (x, peak) => {
    const factor = 1 / Math.sqrt(peak);
    return x.map((value) => (factor * value) ** 2);
  },
  SquareRoot: (x, peak) => x.map((value) => Math.sign(value) * Math.sqrt(Math.abs(value) * peak)),
  Logarithm: (x, peak) => {
    const logarithm = x.map((value) => Math.sign(value) * Math.log(Math.abs(value) + 1));
    const factor = peak / largestMagnitude(logarithm);
    return logarithm.map((value) => value * factor);
  },
  Exponential: (x, peak) => {
    const factor = Math.log(peak) / peak;
    return x.map((value) => Math.exp(factor * value));
  },
};

function largestMagnitude(data: Float64Array): number {
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  return largest;
}
