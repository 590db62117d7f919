import { spacing } from './gridGeometry.js';
import type { Mask } from './volume.js';

// Names of the module: those of the realm are looked up anew for each voxel where it is a sandbox, as in tests.
const { min } = Math;
const FAR = Infinity;

/**
 * Squared distance from each voxel's centre to that of the nearest voxel of the mask, mm², exact; infinite
 * where the mask is empty (lower envelope of parabolas along one axis after the other, Felzenszwalb &
 * Huttenlocher 2012, doi:10.4086/toc.2012.v008a019).
 */
export function squaredDistances({ grid, data }: Mask): Float64Array {
  const [columns, rows, slices] = grid.size;
  const [di, dj, dk] = spacing(grid);
  const squared = new Float64Array(data.length);
  for (let row = 0; row < data.length; row += columns) alongRow(data, squared, row, columns, di);
  const plane = columns * rows;
  const envelope = new LowerEnvelope(Math.max(rows, slices));
  for (let k = 0; k < slices; k++) {
    for (let i = 0; i < columns; i++) envelope.replace(squared, k * plane + i, columns, rows, dj);
  }
  for (let n = 0; n < plane; n++) envelope.replace(squared, n, plane, slices, dk);
  return squared;
}

/** Along a row of voxels there is but a distance to the mask on either side. */
function alongRow(
  mask: Uint8Array,
  squared: Float64Array,
  first: number,
  length: number,
  step: number,
): void {
  let steps = FAR;
  for (let n = first; n < first + length; n++) {
    steps = mask[n] !== 0 ? 0 : steps + 1;
    squared[n] = steps;
  }
  steps = FAR;
  for (let n = first + length - 1; n >= first; n--) {
    steps = mask[n] !== 0 ? 0 : steps + 1;
    squared[n] = (step * min(steps, squared[n]!)) ** 2;
  }
}

/** Least of height(m) + (step·(n − m))² over m, for each sample n of a line. */
class LowerEnvelope {
  private readonly heights: Float64Array;
  /** Parabolas of the envelope by the position of their tip, and where each takes over. */
  private readonly tips: Int32Array;
  private readonly starts: Float64Array;

  constructor(longest: number) {
    this.heights = new Float64Array(longest);
    this.tips = new Int32Array(longest);
    this.starts = new Float64Array(longest);
  }

  /** Overwrites the `length` heights of a line, `stride` apart, by their envelope. */
  replace(line: Float64Array, first: number, stride: number, length: number, step: number): void {
    const { heights, tips, starts } = this;
    let count = 0;
    for (let n = 0, at = first; n < length; n++, at += stride) {
      const height = line[at]!;
      heights[n] = height;
      if (height === FAR) continue;
      let start = -FAR;
      while (count > 0) {
        const tip = tips[count - 1]!;
        const rise = (height - heights[tip]!) / (step * step);
        start = (rise + n * n - tip * tip) / (2 * (n - tip));
        if (start > starts[count - 1]!) break;
        count--;
        start = -FAR;
      }
      tips[count] = n;
      starts[count] = start;
      count++;
    }
    if (count === 0) return;
    for (let n = 0, p = 0, at = first; n < length; n++, at += stride) {
      while (p + 1 < count && starts[p + 1]! <= n) p++;
      const tip = tips[p]!;
      line[at] = heights[tip]! + (step * (n - tip)) ** 2;
    }
  }
}
