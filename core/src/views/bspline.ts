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
/** (1 − z)(1 − 1/z) of the pole z: left out by the filter, made up for by the weights. */
const GAIN = 6;
/** Terms of the start value: POLE ** 24 is 2e-14, far below any voxel's precision. */
const HORIZON = 24;
/** Neighbouring lines filtered together: their samples fit the processor's cache. */
const BATCH = 64;

/**
 * Values of the spline through a volume on a lattice whose axes are the volume's. Pre-filter and
 * interpolation are done axis by axis, each shrinking the data for the next.
 *
 * @param positions continuous indices along i, j and k
 * @returns float64, positions along i fastest
 */
export function splineOnLattice(
  { grid, data }: Pick<Volume, 'grid'> & { readonly data: ArrayLike<number> },
  positions: readonly [Float64Array, Float64Array, Float64Array],
): Float64Array {
  const [ni, nj, nk] = grid.size;
  const alongK = interpolateSlowestAxis(new Float64Array(data), nk, positions[2]);
  const alongJ = interpolateSlowestAxis(alongK, nj, positions[1]);
  return interpolateSlowestAxis(alongJ, ni, positions[0]);
}

/** A function that gives the spline's value at any continuous index (i, j, k) of the volume. */
export function splineAnywhere({
  grid,
  data,
}: Volume): (i: number, j: number, k: number) => number {
  const [ni, nj, nk] = grid.size;
  const alongK = filterSlowestAxis(new Float64Array(data), nk);
  const alongJ = filterSlowestAxis(alongK, nj);
  const coefficients = filterSlowestAxis(alongJ, ni);

  const taps = { i: new AxisTaps(ni, 1), j: new AxisTaps(nj, ni), k: new AxisTaps(nk, ni * nj) };
  return (i, j, k) => {
    taps.i.moveTo(i);
    taps.j.moveTo(j);
    taps.k.moveTo(k);
    return weightedSum(coefficients, taps.i, taps.j, taps.k);
  };
}

/** The four coefficients along one axis that make a value. */
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

  /** Sets the taps for a continuous index; the weights are the B-spline's times {@link GAIN}. */
  moveTo(position: number): this {
    const { offsets, weights, length, stride } = this;
    const base = Math.floor(position);
    const t = position - base;
    const u = 1 - t;
    weights[0] = u * u * u;
    weights[1] = 4 - 6 * t * t + 3 * t * t * t;
    weights[2] = 4 - 6 * u * u + 3 * u * u * u;
    weights[3] = t * t * t;
    for (let n = 0; n < 4; n++) offsets[n] = mirrorIndex(base - 1 + n, length) * stride;
    return this;
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
 * Pre-filters and interpolates along the slowest axis, which becomes the fastest of the result: so
 * lines are always read side by side, and three calls bring the axes back into their order.
 *
 * @param source [length, …]
 * @param positions continuous indices along the axis
 * @returns […, positions]
 */
function interpolateSlowestAxis(
  source: Float64Array,
  length: number,
  positions: Float64Array,
): Float64Array {
  const taps = Array.from(positions, (position) => new AxisTaps(length, BATCH).moveTo(position));
  const result = new Float64Array((source.length / length) * taps.length);
  forEachFilteredBatch(source, length, (batch, firstLine, lines) => {
    for (let p = 0; p < taps.length; p++) {
      interpolateBatch(batch, lines, taps[p]!, result, firstLine * taps.length + p, taps.length);
    }
  });
  return result;
}

/** Writes one position on each of a batch's lines to `result`, from `to` on in steps of `step`. */
function interpolateBatch(
  batch: Float64Array,
  lines: number,
  { weights, offsets }: AxisTaps,
  result: Float64Array,
  to: number,
  step: number,
): void {
  const [w0, w1, w2, w3] = [weights[0]!, weights[1]!, weights[2]!, weights[3]!];
  const [o0, o1, o2, o3] = [offsets[0]!, offsets[1]!, offsets[2]!, offsets[3]!];
  for (let n = 0; n < lines; n++) {
    result[to + n * step] =
      w0 * batch[o0 + n]! + w1 * batch[o1 + n]! + w2 * batch[o2 + n]! + w3 * batch[o3 + n]!;
  }
}

/** As {@link interpolateSlowestAxis}, leaving the spline coefficients themselves. */
function filterSlowestAxis(source: Float64Array, length: number): Float64Array {
  const result = new Float64Array(source.length);
  forEachFilteredBatch(source, length, (batch, firstLine, lines) => {
    for (let n = 0; n < lines; n++) {
      const to = (firstLine + n) * length;
      for (let p = 0; p < length; p++) result[to + p] = batch[p * BATCH + n]!;
    }
  });
  return result;
}

/**
 * Visits the lines along the slowest axis as spline coefficients, some at a time: sample p of line
 * `firstLine + n` is `batch[p * BATCH + n]`.
 */
function forEachFilteredBatch(
  source: Float64Array,
  length: number,
  visit: (batch: Float64Array, firstLine: number, lines: number) => void,
): void {
  const lineCount = source.length / length;
  const batch = new Float64Array(length * BATCH);
  for (let firstLine = 0; firstLine < lineCount; firstLine += BATCH) {
    const lines = Math.min(BATCH, lineCount - firstLine);
    for (let p = 0; p < length; p++) {
      const from = p * lineCount + firstLine;
      for (let n = 0; n < lines; n++) batch[p * BATCH + n] = source[from + n]!;
    }
    prefilter(batch, length);
    visit(batch, firstLine, lines);
  }
}

/** The recursive filter 1 / (1 − z q⁻¹) · −z / (1 − z q) along the lines of a batch, in place. */
function prefilter(batch: Float64Array, length: number): void {
  if (length === 1) {
    for (let n = 0; n < BATCH; n++) batch[n]! /= GAIN;
    return;
  }
  batch.set(causalStart(batch, length));
  for (let n = BATCH; n < batch.length; n++) batch[n]! += POLE * batch[n - BATCH]!;

  const last = batch.length - BATCH;
  for (let n = last; n < batch.length; n++) {
    batch[n] = (POLE / (POLE * POLE - 1)) * (batch[n]! + POLE * batch[n - BATCH]!);
  }
  for (let n = last - 1; n >= 0; n--) batch[n] = POLE * (batch[n + BATCH]! - batch[n]!);
}

/** First values of the causal recursion: Σ zᵖ s(p) over the mirrored lines. */
function causalStart(batch: Float64Array, length: number): Float64Array {
  const start = new Float64Array(BATCH);
  let power = 1;
  for (let p = 0; p < HORIZON; p++) {
    const row = mirrorIndex(p, length) * BATCH;
    for (let n = 0; n < BATCH; n++) start[n]! += power * batch[row + n]!;
    power *= POLE;
  }
  return start;
}

/** Reflects an index about the centres of the first and last sample. */
function mirrorIndex(index: number, length: number): number {
  if (index >= 0 && index < length) return index;
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const phase = ((index % period) + period) % period;
  return phase < length ? phase : period - phase;
}
