import type { GreyLevels } from './greyLevels.js';

/**
 * How often each size (of a run, a zone, a dependence) occurs at each grey level: what run length,
 * size zone and dependence matrices have in common.
 */
export interface CountTable {
  /** Grey levels that occur. */
  readonly levels: Int32Array;
  /** Sizes that occur, ascending. */
  readonly sizes: Int32Array;
  /** [level, size] */
  readonly counts: Float64Array;
}

/** Counts sizes as they are found; `table` then holds those that occur. */
export class SizeCounter {
  /** By size, then by position of the grey level. */
  private readonly bySize = new Map<number, Float64Array>();

  constructor(private readonly roi: GreyLevels) {}

  add(level: number, size: number): void {
    let counts = this.bySize.get(size);
    if (!counts) {
      counts = new Float64Array(this.roi.present.length);
      this.bySize.set(size, counts);
    }
    counts[this.roi.position[level]!]!++;
  }

  table(): CountTable {
    const sizes = Int32Array.from(this.bySize.keys()).sort();
    const levels = this.roi.present;
    const counts = new Float64Array(levels.length * sizes.length);
    sizes.forEach((size, column) =>
      this.bySize.get(size)!.forEach((count, row) => (counts[row * sizes.length + column] = count)),
    );
    return { levels, sizes, counts };
  }
}
