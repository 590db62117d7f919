import { spacing } from '../imaging/gridGeometry.js';
import type { Volume } from '../imaging/volume.js';

/** Standard deviations after which the kernel ends. */
const TRUNCATION = 4;

/**
 * Convolution with a Gaussian of `sigmaMm`, sampled at the voxels, cut off after four standard deviations
 * (radius ⌊4 σ / spacing + 0.5⌋ voxels) and normalised, along one axis after the other; beyond the border the
 * outermost voxel goes on. As `scipy.ndimage.gaussian_filter(mode='nearest')` computes it.
 *
 * @returns one value per voxel, in the unit of the volume
 */
export function smoothGaussian({ grid, data }: Volume, sigmaMm: number): Float32Array {
  const [columns, rows, slices] = grid.size;
  const [ki, kj, kk] = spacing(grid).map((step) => gaussianKernel(sigmaMm / step));
  const source = new Float32Array(data);
  const target = new Float32Array(data.length);
  smoothAlongRows(source, target, columns, ki!);
  smoothAcross(target, source, columns, rows, kj!);
  smoothAcross(source, target, columns * rows, slices, kk!);
  return target;
}

/** Weights of a sample and of those 1, 2, … away on either side. */
function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.floor(TRUNCATION * sigma + 0.5);
  const half = Float64Array.from({ length: radius + 1 }, (_, n) =>
    Math.exp(-0.5 * (n / sigma) ** 2),
  );
  const sum = half.reduce((total, weight, n) => total + (n === 0 ? weight : 2 * weight), 0);
  return half.map((weight) => weight / sum);
}

function smoothAlongRows(
  source: Float32Array,
  target: Float32Array,
  length: number,
  kernel: Float64Array,
): void {
  const radius = kernel.length - 1;
  const padded = new Float64Array(length + 2 * radius);
  for (let row = 0; row < source.length; row += length) {
    padded.fill(source[row]!, 0, radius);
    for (let n = 0; n < length; n++) padded[radius + n] = source[row + n]!;
    padded.fill(source[row + length - 1]!, radius + length);
    for (let n = 0; n < length; n++) {
      let sum = kernel[0]! * padded[radius + n]!;
      for (let t = 1; t <= radius; t++) {
        sum += kernel[t]! * (padded[radius + n - t]! + padded[radius + n + t]!);
      }
      target[row + n] = sum;
    }
  }
}

/**
 * Smooths across lines, whole lines at a time so that memory is read in order: rows within each slice, or
 * slices.
 *
 * @param lineLength voxels of a row, or of a slice
 * @param count lines that follow each other: rows of a slice, or slices
 */
function smoothAcross(
  source: Float32Array,
  target: Float32Array,
  lineLength: number,
  count: number,
  kernel: Float64Array,
): void {
  const sums = new Float64Array(lineLength);
  const last = count - 1;
  for (let block = 0; block < source.length; block += lineLength * count) {
    for (let line = 0; line < count; line++) {
      const here = block + line * lineLength;
      for (let n = 0; n < lineLength; n++) sums[n] = kernel[0]! * source[here + n]!;
      for (let t = 1; t < kernel.length; t++) {
        const weight = kernel[t]!;
        const before = block + Math.max(0, line - t) * lineLength;
        const after = block + Math.min(last, line + t) * lineLength;
        for (let n = 0; n < lineLength; n++) {
          sums[n]! += weight * (source[before + n]! + source[after + n]!);
        }
      }
      target.set(sums, here);
    }
  }
}
