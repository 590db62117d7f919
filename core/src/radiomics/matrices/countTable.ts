/**
 * How often each size (of a run, a zone, a dependence) occurs at each grey level: what run length,
 * size zone and dependence matrices have in common.
 */
export interface CountTable {
  /** Grey levels that occur. */
  readonly levels: Int32Array;
  /** Sizes, ascending; those that do not occur may be among them. */
  readonly sizes: Int32Array;
  /** [level, size] */
  readonly counts: Float64Array;
}

/** The sizes from 1 to `longest`, whether they occur or not. */
export function sizesUpTo(longest: number): Int32Array {
  return Int32Array.from({ length: longest }, (_, n) => n + 1);
}
