import type { RecursiveFilter } from './recursiveGaussian.js';

/** Lines of samples in one array: sample k of line b is at `k * along + b * across`. */
export interface Lines {
  /** Samples of each line, at least four. */
  readonly length: number;
  readonly count: number;
  readonly along: number;
  readonly across: number;
}

/**
 * Filters lines, in two directions whose results are to be added. Beyond their ends the lines go on
 * with their first and last value.
 *
 * @param lower the first sample wanted of each line: others need not be made
 * @param upper the one after the last
 * @param source samples of the lines
 * @param forwards as large, overwritten: what the samples up to each one contribute
 * @param backwards as large, overwritten: what those behind it contribute
 */
export function filterLines(
  { n, m, d, bn, bm }: RecursiveFilter,
  lines: Lines,
  lower: number,
  upper: number,
  source: Float64Array,
  forwards: Float64Array,
  backwards: Float64Array,
): void {
  const { length, along } = lines;
  startForwards(n, d, bn, lines, source, forwards);
  recur(n, d, lines, 4 * along, upper - 4, source, forwards);
  // Backwards, a sample is made of those behind it: the source is read one sample farther on.
  const turned = { ...lines, along: -along };
  startBackwards(m, d, bm, turned, (length - 1) * along, source, backwards);
  const ahead = source.subarray(along);
  recur(m, d, turned, (length - 5) * along, length - 4 - lower, ahead, backwards);
}

type Coefficients = readonly number[];

/**
 * The first four samples of each line: for results before it, its first sample feeds back (`b`).
 * Sums go in the order of ITK's, as in all of these functions: another would round otherwise.
 */
function startForwards(
  n: Coefficients,
  d: Coefficients,
  b: Coefficients,
  { count, along, across }: Lines,
  source: Float64Array,
  result: Float64Array,
): void {
  const [n0, n1, n2, n3] = n as Four;
  const [d1, d2, d3] = d as Four;
  const [b1, b2, b3, b4] = b as Four;
  for (let line = 0, at = 0; line < count; line++, at += across) {
    const x0 = source[at]!;
    const x1 = source[at + along]!;
    const x2 = source[at + 2 * along]!;
    const x3 = source[at + 3 * along]!;
    const y0 = x0 * n0 + x0 * n1 + x0 * n2 + x0 * n3 - x0 * b1 - x0 * b2 - x0 * b3 - x0 * b4;
    const y1 = x1 * n0 + x0 * n1 + x0 * n2 + x0 * n3 - y0 * d1 - x0 * b2 - x0 * b3 - x0 * b4;
    const y2 = x2 * n0 + x1 * n1 + x0 * n2 + x0 * n3 - y1 * d1 - y0 * d2 - x0 * b3 - x0 * b4;
    const y3 = x3 * n0 + x2 * n1 + x1 * n2 + x0 * n3 - y2 * d1 - y1 * d2 - y0 * d3 - x0 * b4;
    result[at] = y0;
    result[at + along] = y1;
    result[at + 2 * along] = y2;
    result[at + 3 * along] = y3;
  }
}

/** The last four samples of each line, from `last` on; `along` points to the one before. */
function startBackwards(
  m: Coefficients,
  d: Coefficients,
  b: Coefficients,
  { count, along, across }: Lines,
  last: number,
  source: Float64Array,
  result: Float64Array,
): void {
  const [m1, m2, m3, m4] = m as Four;
  const [d1, d2, d3] = d as Four;
  const [b1, b2, b3, b4] = b as Four;
  for (let line = 0, at = last; line < count; line++, at += across) {
    const x0 = source[at]!;
    const x1 = source[at + along]!;
    const x2 = source[at + 2 * along]!;
    const y0 = x0 * m1 - x0 * b1 + x0 * m2 - x0 * b2 + x0 * m3 - x0 * b3 + x0 * m4 - x0 * b4;
    const y1 = x0 * m1 - y0 * d1 + x0 * m2 - x0 * b2 + x0 * m3 - x0 * b3 + x0 * m4 - x0 * b4;
    const y2 = x1 * m1 - y1 * d1 + x0 * m2 - y0 * d2 + x0 * m3 - x0 * b3 + x0 * m4 - x0 * b4;
    const y3 = x2 * m1 - y2 * d1 + x1 * m2 - y1 * d2 + x0 * m3 - y0 * d3 + x0 * m4 - x0 * b4;
    result[at] = y0;
    result[at + along] = y1;
    result[at + 2 * along] = y2;
    result[at + 3 * along] = y3;
  }
}

type Four = readonly [number, number, number, number];

/**
 * The samples after the first four, in the direction of `along`: each is made of the source's there
 * and at the three before it, and of the four results before it. A recursion waits for its last
 * result at every step, so the lines take turns; four samples in a turn, as those share most of what
 * they read.
 *
 * @param from the fifth sample of the first line
 * @param length how many samples, none if negative
 */
function recur(
  f: Coefficients,
  d: Coefficients,
  lines: Lines,
  from: number,
  length: number,
  source: Float64Array,
  result: Float64Array,
): void {
  let first = from;
  let left = length;
  // Functions of one loop each: V8 compiles them with what it has seen of all of the loop.
  for (; left >= 4; left -= 4, first += 4 * lines.along) {
    recurFour(f, d, lines, first, source, result);
  }
  for (; left > 0; left--, first += lines.along) recurOne(f, d, lines, first, source, result);
}

/** Four samples of each line, from `first` on. */
function recurFour(
  f: Coefficients,
  d: Coefficients,
  { count, along, across }: Lines,
  first: number,
  source: Float64Array,
  result: Float64Array,
): void {
  const [f0, f1, f2, f3] = f as Four;
  const [d1, d2, d3, d4] = d as Four;
  const [two, three, four] = [2 * along, 3 * along, 4 * along];
  for (let line = 0, at = first; line < count; line++, at += across) {
    const a3 = source[at - three]!;
    const a2 = source[at - two]!;
    const a1 = source[at - along]!;
    const x0 = source[at]!;
    const x1 = source[at + along]!;
    const x2 = source[at + two]!;
    const x3 = source[at + three]!;
    const b4 = result[at - four]!;
    const b3 = result[at - three]!;
    const b2 = result[at - two]!;
    const b1 = result[at - along]!;
    const y0 = x0 * f0 + a1 * f1 + a2 * f2 + a3 * f3 - (b1 * d1 + b2 * d2 + b3 * d3 + b4 * d4);
    const y1 = x1 * f0 + x0 * f1 + a1 * f2 + a2 * f3 - (y0 * d1 + b1 * d2 + b2 * d3 + b3 * d4);
    const y2 = x2 * f0 + x1 * f1 + x0 * f2 + a1 * f3 - (y1 * d1 + y0 * d2 + b1 * d3 + b2 * d4);
    const y3 = x3 * f0 + x2 * f1 + x1 * f2 + x0 * f3 - (y2 * d1 + y1 * d2 + y0 * d3 + b1 * d4);
    result[at] = y0;
    result[at + along] = y1;
    result[at + two] = y2;
    result[at + three] = y3;
  }
}

/** One sample of each line. */
function recurOne(
  f: Coefficients,
  d: Coefficients,
  { count, along, across }: Lines,
  first: number,
  source: Float64Array,
  result: Float64Array,
): void {
  const [f0, f1, f2, f3] = f as Four;
  const [d1, d2, d3, d4] = d as Four;
  const [two, three, four] = [2 * along, 3 * along, 4 * along];
  for (let line = 0, at = first; line < count; line++, at += across) {
    result[at] =
      source[at]! * f0 +
      source[at - along]! * f1 +
      source[at - two]! * f2 +
      source[at - three]! * f3 -
      (result[at - along]! * d1 +
        result[at - two]! * d2 +
        result[at - three]! * d3 +
        result[at - four]! * d4);
  }
}
