import type { Vector3 } from '../imaging/vector.js';
import type { ScalarImage } from './image.js';
import { forEachLine } from './lines.js';

/** Coiflet with two vanishing moments, decomposition low-pass (Daubechies 1992, table 8.1). */
const LOW_PASS = [
  -0.01565572813546454, -0.0727326195128539, 0.38486484686420286, 0.8525720202122554,
  0.3378976624578092, -0.0727326195128539,
];
/** Its quadrature mirror. */
const HIGH_PASS = LOW_PASS.toReversed().map((value, n) => (n % 2 === 0 ? -value : value));

/** Sub-bands in PyRadiomics' order; a letter per axis i, j, k: low or high pass. */
export const WAVELET_BANDS = ['LLH', 'LHL', 'LHH', 'HLL', 'HLH', 'HHL', 'HHH', 'LLL'] as const;
export type WaveletBand = (typeof WAVELET_BANDS)[number];

/**
 * One sub-band of the undecimated wavelet transform (one level, coif1, periodic), as
 * `pywt.swtn`: axes of odd length are prolonged by their first voxel for the transform.
 */
export function waveletBand(image: ScalarImage, band: WaveletBand): ScalarImage {
  const { size } = image.grid;
  const even: Vector3 = [evenLength(size[0]), evenLength(size[1]), evenLength(size[2])];
  let data = prolong(image.data, size, even);
  for (const axis of [0, 1, 2] as const) {
    const filter = band[axis] === 'L' ? LOW_PASS : HIGH_PASS;
    data = convolve(data, even, axis, filter);
  }
  return { grid: image.grid, data: prolong(data, even, size), pixelType: 'float64' };
}

const evenLength = (n: number) => n + (n % 2);

/** Copies into another size, voxels beyond an end being the first ones again. */
function prolong(data: Float64Array, [ni, nj, nk]: Vector3, size: Vector3): Float64Array {
  const result = new Float64Array(size[0] * size[1] * size[2]);
  let to = 0;
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      const row = ((k % nk) * nj + (j % nj)) * ni;
      for (let i = 0; i < size[0]; i++) result[to++] = data[row + (i % ni)]!;
    }
  }
  return result;
}

/** out(n) = Σ f(t) · in(n + 3 − t), periodic. */
function convolve(
  data: Float64Array,
  size: Vector3,
  axis: 0 | 1 | 2,
  filter: readonly number[],
): Float64Array {
  const length = size[axis];
  const ahead = filter.length / 2;
  const line = new Float64Array(length + filter.length);
  const result = new Float64Array(data.length);
  forEachLine(size, axis, (first, step) => {
    for (let n = 0; n < line.length; n++) {
      const wrapped = (((n - ahead) % length) + length) % length;
      line[n] = data[first + wrapped * step]!;
    }
    for (let n = 0; n < length; n++) {
      let sum = 0;
      for (let t = 0; t < filter.length; t++) {
        sum += filter[t]! * line[n + 2 * ahead - t]!;
      }
      result[first + n * step] = sum;
    }
  });
  return result;
}
