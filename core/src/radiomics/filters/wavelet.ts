import type { IndexBox } from '../../imaging/grid.js';
import { shiftGrid, wholeBox } from '../../imaging/gridGeometry.js';
import type { Taps } from './convolve.js';
import { convolve, convolveSingle, REACH } from './convolve.js';
import type { ScalarImage, StoredImage } from '../roi/image.js';

/** Coiflet with two vanishing moments, decomposition low-pass (Daubechies 1992, table 8.1). */
const LOW_PASS: Taps = [
  -0.01565572813546454, -0.0727326195128539, 0.38486484686420286, 0.8525720202122554,
  0.3378976624578092, -0.0727326195128539,
];
/** The same in PyWavelets' table of floats, where the fourth is not the closest one. */
const LOW_PASS_SINGLE: Taps = [
  -0.015655728057026863, -0.07273261994123459, 0.38486483693122864, 0.852571964263916,
  0.3378976583480835, -0.07273261994123459,
];

/** How PyWavelets computes: images of floats in floats, all others in doubles. */
const SINGLE = { low: LOW_PASS_SINGLE, high: mirror(LOW_PASS_SINGLE), filter: convolveSingle };
const DOUBLE = { low: LOW_PASS, high: mirror(LOW_PASS), filter: convolve };

/** The quadrature mirror: the high-pass of a low-pass filter. */
function mirror([f0, f1, f2, f3, f4, f5]: Taps): Taps {
  return [-f5, f4, -f3, f2, -f1, f0];
}

/** A filtered sample n is made of those from n − BEHIND on. */
const BEHIND = 2;

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
 * `pywt.swtn`: axes of odd length are prolonged by their first voxel for the transform. Images of float32
 * are filtered in single precision, with the same bits but for the last voxel of a line, where PyWavelets
 * adds in another order.
 *
 * @param box the voxels to make; they are those of the whole sub-band, as the filter is local
 */
export function waveletBand(
  image: StoredImage,
  band: WaveletBand,
  box: IndexBox = wholeBox(image.grid),
): ScalarImage {
  const { low, high, filter } = image.pixelType === 'float32' ? SINGLE : DOUBLE;
  const pixelType = image.pixelType === 'float32' ? 'float32' : 'float64';
  const grid = shiftGrid(image.grid, box);
  const [ni, nj, nk] = grid.size;
  const [x, y, z] = [0, 1, 2].map((axis) =>
    along(axis as Axis, band, { low, high }, image, box),
  ) as Passes;
  const [area, width, rows] = [ni * nj, x.voxels.length, y.voxels.length];
  const data = new Float64Array(area * z.voxels.length);
  const [slice, spare] = [new Float64Array(width * rows), new Float64Array(ni * rows)];
  const [alongRows, acrossRows] = [
    { along: 1, across: ni },
    { along: ni, across: 1 },
  ];
  // Along i and j slice by slice, which stay in the processor's cache meanwhile.
  z.voxels.forEach((k, n) => {
    readSlice(image, k, x.voxels, y.voxels, slice);
    if (x.taps) filter(x.taps, ni, rows, slice, { along: 1, across: width }, spare, alongRows);
    const filtered = x.taps ? spare : slice;
    const target = data.subarray(n * area, (n + 1) * area);
    if (y.taps) filter(y.taps, nj, ni, filtered, acrossRows, target, acrossRows);
    else target.set(filtered);
  });
  if (z.taps) {
    const acrossSlices = { along: area, across: 1 };
    filter(z.taps, nk, area, data, acrossSlices, data, acrossSlices);
  }
  return { grid, data: data.subarray(0, area * nk), pixelType };
}

/** What is done along one axis. */
interface Pass {
  /** None where the band leaves the axis as it is. */
  readonly taps: Taps | undefined;
  /** Of the image's voxels along the axis, those that the box's are made of. */
  readonly voxels: Int32Array;
}

type Passes = [Pass, Pass, Pass];

function along(
  axis: Axis,
  { name, axes }: WaveletBand,
  { low, high }: Readonly<Record<'low' | 'high', Taps>>,
  { grid }: StoredImage,
  { lower, upper }: IndexBox,
): Pass {
  const filtered = axes.indexOf(axis);
  const [behind, reach] = filtered === -1 ? [0, 0] : [BEHIND, REACH];
  const voxels = Int32Array.from({ length: upper[axis] - lower[axis] + reach }, (_, n) =>
    periodicIndex(lower[axis] - behind + n, grid.size[axis]),
  );
  const taps = filtered === -1 ? undefined : name[filtered] === 'L' ? low : high;
  return { taps, voxels };
}

/** The voxels of one slice at all `x` of all `y`. */
function readSlice(
  { grid, data }: StoredImage,
  k: number,
  x: Int32Array,
  y: Int32Array,
  slice: Float64Array,
): void {
  const [ni, nj] = grid.size;
  let to = 0;
  for (const j of y) {
    const row = (k * nj + j) * ni;
    for (let i = 0; i < x.length; i++) slice[to++] = data[row + x[i]!]!;
  }
}

/** The sample at an index of the periodic line, which has its first sample twice if it is odd. */
function periodicIndex(index: number, length: number): number {
  const period = length + (length % 2);
  const wrapped = ((index % period) + period) % period;
  return wrapped % length;
}
