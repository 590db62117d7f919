/** Weights of a sample and of those before it. */
export type Taps = readonly [number, number, number, number, number, number];

/** Lines of samples in one array: sample n of line b is at `n * along + b * across`. */
export interface LineLayout {
  readonly along: number;
  readonly across: number;
}

/** The samples that one of the result's is made of, less one: so many more has the source. */
export const REACH = 5;

/**
 * result(n) = Σ taps(t) · source(n + REACH − t), on `count` lines of `length` results each.
 *
 * @param result overwritten; may be the source where the lines lie alike, as a result is written
 *   where the first of its samples was
 */
export function convolve(
  taps: Taps,
  length: number,
  count: number,
  source: Float64Array,
  from: LineLayout,
  result: Float64Array,
  to: LineLayout,
): void {
  let n = 0;
  // Functions of one loop each: V8 compiles them with what it has seen of all of the loop.
  for (; n + 4 <= length; n += 4) {
    convolveFour(taps, count, source, n * from.along, from, result, n * to.along, to);
  }
  for (; n < length; n++) {
    convolveOne(taps, count, source, n * from.along, from, result, n * to.along, to);
  }
}

/** Four results of each line at a time, as those share most of what they are made of. */
function convolveFour(
  [f0, f1, f2, f3, f4, f5]: Taps,
  count: number,
  source: Float64Array,
  first: number,
  { along: step, across }: LineLayout,
  result: Float64Array,
  start: number,
  { along: next, across: beside }: LineLayout,
): void {
  for (let line = 0, at = first, out = start; line < count; line++, at += across, out += beside) {
    const x0 = source[at]!;
    const x1 = source[at + step]!;
    const x2 = source[at + 2 * step]!;
    const x3 = source[at + 3 * step]!;
    const x4 = source[at + 4 * step]!;
    const x5 = source[at + 5 * step]!;
    const x6 = source[at + 6 * step]!;
    const x7 = source[at + 7 * step]!;
    const x8 = source[at + 8 * step]!;
    result[out] = f0 * x5 + f1 * x4 + f2 * x3 + f3 * x2 + f4 * x1 + f5 * x0;
    result[out + next] = f0 * x6 + f1 * x5 + f2 * x4 + f3 * x3 + f4 * x2 + f5 * x1;
    result[out + 2 * next] = f0 * x7 + f1 * x6 + f2 * x5 + f3 * x4 + f4 * x3 + f5 * x2;
    result[out + 3 * next] = f0 * x8 + f1 * x7 + f2 * x6 + f3 * x5 + f4 * x4 + f5 * x3;
  }
}

/** One result of each line. */
function convolveOne(
  [f0, f1, f2, f3, f4, f5]: Taps,
  count: number,
  source: Float64Array,
  first: number,
  { along: step, across }: LineLayout,
  result: Float64Array,
  start: number,
  { across: beside }: LineLayout,
): void {
  for (let line = 0, at = first, out = start; line < count; line++, at += across, out += beside) {
    result[out] =
      f0 * source[at + 5 * step]! +
      f1 * source[at + 4 * step]! +
      f2 * source[at + 3 * step]! +
      f3 * source[at + 2 * step]! +
      f4 * source[at + step]! +
      f5 * source[at]!;
  }
}

/**
 * As {@link convolve}, in single precision: each product and each sum is rounded to float32, as C computes
 * with floats.
 *
 * @param taps and `source`: numbers that float32 can hold
 */
export function convolveSingle(
  taps: Taps,
  length: number,
  count: number,
  source: Float64Array,
  from: LineLayout,
  result: Float64Array,
  to: LineLayout,
): void {
  for (let n = 0; n < length; n++) {
    convolveOneSingle(taps, count, source, n * from.along, from, result, n * to.along, to);
  }
}

/** One result of each line. */
function convolveOneSingle(
  [f0, f1, f2, f3, f4, f5]: Taps,
  count: number,
  source: Float64Array,
  first: number,
  { along: step, across }: LineLayout,
  result: Float64Array,
  start: number,
  { across: beside }: LineLayout,
): void {
  const { fround } = Math;
  for (let line = 0, at = first, out = start; line < count; line++, at += across, out += beside) {
    let sum = fround(f0 * source[at + 5 * step]!);
    sum = fround(sum + fround(f1 * source[at + 4 * step]!));
    sum = fround(sum + fround(f2 * source[at + 3 * step]!));
    sum = fround(sum + fround(f3 * source[at + 2 * step]!));
    sum = fround(sum + fround(f4 * source[at + step]!));
    result[out] = fround(sum + fround(f5 * source[at]!));
  }
}
