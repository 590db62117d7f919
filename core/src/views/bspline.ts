import type { Volume } from '../imaging/volume.js';

/**
 * Cubic B-spline interpolation with mirror boundary, after Unser 1999 (doi:10.1109/79.799930): a
 * recursive pre-filter turns samples into spline coefficients, four of which per axis make a value.
 * Agrees with `scipy.ndimage.map_coordinates(order=3, mode='mirror')`.
 *
 * Nothing but sums, products and quotients of doubles in a fixed order (and one square root, which
 * IEEE 754 rounds exactly), so that every JavaScript engine returns the same bits.
 */

/** Pole of the pre-filter: the influence of a sample fades by this factor per voxel. */
const POLE = Math.sqrt(3) - 2;
/** (1 − z)(1 − 1/z) of the pole z. */
const GAIN = 6;
/** POLE ** 32 is 5e-19: terms beyond it are lost in a double. */
const HORIZON = 32;

/**
 * Values of the spline through a volume on a lattice whose axes are the volume's: the pre-filter and
 * the interpolation are done axis by axis, each shrinking the data for the next.
 *
 * @param positions continuous indices along i, j and k
 * @returns float64, positions along i fastest
 */
export function splineOnLattice(
  { grid, data }: Volume,
  positions: readonly [Float64Array, Float64Array, Float64Array],
): Float64Array {
  const [ni, nj, nk] = grid.size;
  // Slices first: the largest array is walked in the order of memory.
  const alongK = interpolateAxis(Float64Array.from(data), nk, ni * nj, positions[2]);
  const alongJ = interpolateAxis(alongK, nj, ni, positions[1]);
  return interpolateAxis(alongJ, ni, 1, positions[0]);
}

/** A function that gives the spline's value at any continuous index (i, j, k) of the volume. */
export function splineAnywhere({
  grid,
  data,
}: Volume): (i: number, j: number, k: number) => number {
  const [ni, nj, nk] = grid.size;
  const coefficients = Float64Array.from(data);
  prefilterAxis(coefficients, nk, ni * nj);
  prefilterAxis(coefficients, nj, ni);
  prefilterAxis(coefficients, ni, 1);

  const taps = { i: new AxisTaps(ni, 1), j: new AxisTaps(nj, ni), k: new AxisTaps(nk, ni * nj) };
  return (i, j, k) => {
    taps.i.moveTo(i);
    taps.j.moveTo(j);
    taps.k.moveTo(k);
    return weightedSum(coefficients, taps.i, taps.j, taps.k);
  };
}

/** The four coefficients along one axis that make a value, and their weights. */
class AxisTaps {
  readonly offsets = new Int32Array(4);
  readonly weights = new Float64Array(4);

  /**
   * @param length samples along the axis
   * @param stride distance of two of them in memory
   */
  constructor(
    private readonly length: number,
    private readonly stride: number,
  ) {}

  /** Sets the taps for a continuous index. */
  moveTo(position: number): void {
    const { offsets, weights, length, stride } = this;
    const base = Math.floor(position);
    const t = position - base;
    const u = 1 - t;
    weights[0] = (u * u * u) / 6;
    weights[1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
    weights[2] = (4 - 6 * u * u + 3 * u * u * u) / 6;
    weights[3] = (t * t * t) / 6;
    for (let n = 0; n < 4; n++) offsets[n] = mirrorIndex(base - 1 + n, length) * stride;
  }
}

function weightedSum(data: Float64Array, i: AxisTaps, j: AxisTaps, k: AxisTaps): number {
  let sum = 0;
  for (let c = 0; c < 4; c++) {
    let sliceSum = 0;
    for (let b = 0; b < 4; b++) {
      const row = k.offsets[c]! + j.offsets[b]!;
      sliceSum +=
        j.weights[b]! *
        (i.weights[0]! * data[row + i.offsets[0]!]! +
          i.weights[1]! * data[row + i.offsets[1]!]! +
          i.weights[2]! * data[row + i.offsets[2]!]! +
          i.weights[3]! * data[row + i.offsets[3]!]!);
    }
    sum += k.weights[c]! * sliceSum;
  }
  return sum;
}

/**
 * Pre-filters lines of `length` samples (in place) and interpolates them at `positions`.
 *
 * @param stride distance in memory between the samples of a line
 */
function interpolateAxis(
  data: Float64Array,
  length: number,
  stride: number,
  positions: Float64Array,
): Float64Array {
  prefilterAxis(data, length, stride);
  const blocks = data.length / (length * stride);
  const result = new Float64Array(blocks * positions.length * stride);
  const taps = new AxisTaps(length, stride);
  positions.forEach((position, p) => {
    taps.moveTo(position);
    const [w0, w1, w2, w3] = fourOf(taps.weights);
    const [o0, o1, o2, o3] = fourOf(taps.offsets);
    for (let block = 0; block < blocks; block++) {
      const from = block * length * stride;
      const to = (block * positions.length + p) * stride;
      for (let line = 0; line < stride; line++) {
        result[to + line] =
          w0 * data[from + o0 + line]! +
          w1 * data[from + o1 + line]! +
          w2 * data[from + o2 + line]! +
          w3 * data[from + o3 + line]!;
      }
    }
  });
  return result;
}

/** The four values as constants: the loops that use them read no array for them. */
function fourOf(values: ArrayLike<number>): [number, number, number, number] {
  return [values[0]!, values[1]!, values[2]!, values[3]!];
}

/** Turns samples into spline coefficients along one axis, in place. */
function prefilterAxis(data: Float64Array, length: number, stride: number): void {
  if (length === 1) return;
  const block = length * stride;
  for (let start = 0; start < data.length; start += block) {
    const end = start + block;
    // The lines of a block advance together, so that memory is read in order whatever the axis.
    for (let n = start; n < end; n++) data[n]! *= GAIN;
    for (let line = start; line < start + stride; line++) {
      data[line] = firstCausal(data, line, length, stride);
    }
    for (let n = start + stride; n < end; n++) data[n]! += POLE * data[n - stride]!;
    for (let n = end - stride; n < end; n++) {
      data[n] = (POLE / (POLE * POLE - 1)) * (data[n]! + POLE * data[n - stride]!);
    }
    for (let n = end - stride - 1; n >= start; n--) {
      data[n] = POLE * (data[n + stride]! - data[n]!);
    }
  }
}

/** Where the causal recursion starts: Σ zⁿ s(n) over the mirrored line. */
function firstCausal(data: Float64Array, line: number, length: number, stride: number): number {
  let sum = 0;
  let power = 1;
  for (let n = 0; n < HORIZON; n++) {
    sum += power * data[line + mirrorIndex(n, length) * stride]!;
    power *= POLE;
  }
  return sum;
}

/** Reflects an index about the centres of the first and last sample. */
function mirrorIndex(index: number, length: number): number {
  if (index >= 0 && index < length) return index;
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const phase = ((index % period) + period) % period;
  return phase < length ? phase : period - phase;
}
