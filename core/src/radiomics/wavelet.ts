import type { IndexBox } from '../imaging/grid.js';
import { shiftGrid, wholeBox } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';
import type { ScalarImage, StoredImage } from './image.js';

type Taps = readonly [number, number, number, number, number, number];

/** Coiflet with two vanishing moments, decomposition low-pass (Daubechies 1992, table 8.1). */
const LOW_PASS: Taps = [
  -0.01565572813546454, -0.0727326195128539, 0.38486484686420286, 0.8525720202122554,
  0.3378976624578092, -0.0727326195128539,
];
/** Its quadrature mirror. */
const HIGH_PASS: Taps = [
  -LOW_PASS[5],
  LOW_PASS[4],
  -LOW_PASS[3],
  LOW_PASS[2],
  -LOW_PASS[1],
  LOW_PASS[0],
];

/** A filtered sample n is made of the samples from n − BEHIND to n + AHEAD. */
const BEHIND = 2;
const AHEAD = 3;

type Axis = 0 | 1 | 2;

/** A sub-band: low or high pass along each filtered axis. */
export interface WaveletBand {
  /** Letters L and H, one for each of `axes`. */
  readonly name: string;
  readonly axes: readonly Axis[];
}

/** Sub-bands in PyRadiomics' order: by their letters, the low-pass image last. */
export function waveletBands(axes: readonly Axis[]): WaveletBand[] {
  const names = axes.reduce<string[]>(
    (shorter) => shorter.flatMap((name) => [`${name}L`, `${name}H`]),
    [''],
  );
  const [lowPass, ...others] = names;
  return [...others, lowPass!].map((name) => ({ name, axes }));
}

/**
 * One sub-band of the undecimated wavelet transform (one level, coif1, periodic), as
 * `pywt.swtn`: axes of odd length are prolonged by their first voxel for the transform.
 *
 * @param box the voxels to make; they are those of the whole sub-band, as the filter is local
 */
export function waveletBand(
  image: StoredImage,
  band: WaveletBand,
  box: IndexBox = wholeBox(image.grid),
): ScalarImage {
  let { data, size } = surroundings(image, box, band.axes);
  // Two arrays in turns: fresh memory for each axis would cost as much as filtering.
  let spare = new Float64Array(data.length);
  band.axes.forEach((axis, n) => {
    size = convolve(data, size, axis, band.name[n] === 'L' ? LOW_PASS : HIGH_PASS, spare);
    [data, spare] = [spare, data];
  });
  const voxels = data.subarray(0, size[0] * size[1] * size[2]);
  return { grid: shiftGrid(image.grid, box), data: voxels, pixelType: 'float64' };
}

/** The voxels of a box and those around it that the filter reaches along `axes`. */
function surroundings(
  { grid, data }: StoredImage,
  { lower, upper }: IndexBox,
  axes: readonly Axis[],
) {
  const [ni, nj] = grid.size;
  const along = (axis: Axis) => {
    const [behind, ahead] = axes.includes(axis) ? [BEHIND, AHEAD] : [0, 0];
    return Int32Array.from({ length: upper[axis] - lower[axis] + behind + ahead }, (_, n) =>
      periodicIndex(lower[axis] - behind + n, grid.size[axis]),
    );
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  const around = new Float64Array(x.length * y.length * z.length);
  let to = 0;
  for (const k of z) {
    for (const j of y) {
      const row = (k * nj + j) * ni;
      for (let i = 0; i < x.length; i++) around[to++] = data[row + x[i]!]!;
    }
  }
  return { data: around, size: [x.length, y.length, z.length] as Vector3 };
}

/** The sample at an index of the periodic line, which has its first sample twice if it is odd. */
function periodicIndex(index: number, length: number): number {
  const period = length + (length % 2);
  const wrapped = ((index % period) + period) % period;
  return wrapped % length;
}

/**
 * out(n) = Σ f(t) · in(n + AHEAD − t), where all those samples are there.
 *
 * @param data overwritten
 * @returns the size of what is there
 */
function convolve(
  source: Float64Array,
  size: Vector3,
  axis: 0 | 1 | 2,
  [f0, f1, f2, f3, f4, f5]: Taps,
  data: Float64Array,
): Vector3 {
  const [ni, nj] = size;
  const step = [1, ni, ni * nj][axis]!;
  const reach = BEHIND + AHEAD;
  const smaller = size.map((n, other) => (other === axis ? n - reach : n));
  const [mi, mj, mk] = smaller as [number, number, number];
  let to = 0;
  for (let k = 0; k < mk; k++) {
    for (let j = 0; j < mj; j++) {
      let last = (k * nj + j) * ni + reach * step;
      for (let i = 0; i < mi; i++, last++) {
        data[to++] =
          f0 * source[last]! +
          f1 * source[last - step]! +
          f2 * source[last - 2 * step]! +
          f3 * source[last - 3 * step]! +
          f4 * source[last - 4 * step]! +
          f5 * source[last - 5 * step]!;
      }
    }
  }
  return [mi, mj, mk];
}
