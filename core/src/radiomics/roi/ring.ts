import { cropMask } from '../../imaging/crop.js';
import type { Grid, IndexBox } from '../../imaging/grid.js';
import { spacing } from '../../imaging/gridGeometry.js';
import { maskRuns, runsBox } from '../../imaging/maskRuns.js';
import type { Vector3 } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';
import { forEachLine } from '../filters/lines.js';

/**
 * The shell around a ROI: voxels outside it whose centres lie within `widthMm` of the centre of one
 * of its voxels, by exact Euclidean distance in mm (lower envelope of parabolas, Felzenszwalb &
 * Huttenlocher 2012, doi:10.4086/toc.2012.v008a019).
 *
 * @param within keeps the ring inside another mask on the same grid, such as the lungs
 */
export function peritumoralRing(mask: Mask, widthMm: number, within?: Mask): Mask {
  const { grid } = mask;
  const data = new Uint8Array(mask.data.length);
  const roi = runsBox(maskRuns(mask));
  if (!roi) return { grid, data };

  // No voxel farther from the ROI's box can belong to the ring.
  const { lower, upper } = widen(roi, widthMm, grid);
  const near = cropMask(mask, { lower, upper });
  const squared = squaredDistances(near);
  const limit = widthMm * widthMm;
  const [ni, nj] = grid.size;
  let n = 0;
  for (let k = lower[2]; k < upper[2]; k++) {
    for (let j = lower[1]; j < upper[1]; j++) {
      const row = (k * nj + j) * ni;
      for (let i = lower[0]; i < upper[0]; i++, n++) {
        const isRing = near.data[n] === 0 && squared[n]! <= limit && within?.data[row + i] !== 0;
        if (isRing) data[row + i] = 1;
      }
    }
  }
  return { grid, data };
}

function widen({ lower, upper }: IndexBox, byMm: number, grid: Grid): IndexBox {
  const by = spacing(grid).map((step) => Math.ceil(byMm / step));
  const triple = (of: (axis: 0 | 1 | 2) => number): Vector3 => [of(0), of(1), of(2)];
  return {
    lower: triple((axis) => Math.max(0, lower[axis] - by[axis]!)),
    upper: triple((axis) => Math.min(grid.size[axis], upper[axis] + by[axis]!)),
  };
}

/** Squared distance of each voxel to the nearest one of the mask, mm². */
function squaredDistances({ grid, data }: Mask): Float64Array {
  const squared = Float64Array.from(data, (inside) => (inside ? 0 : Infinity));
  const step = spacing(grid);
  for (const axis of [0, 1, 2] as const) {
    const length = grid.size[axis];
    const line = new Float64Array(length);
    forEachLine(grid.size, axis, (first, stride) => {
      for (let n = 0; n < length; n++) line[n] = squared[first + n * stride]!;
      lowerEnvelope(line, step[axis], (n, value) => (squared[first + n * stride] = value));
    });
  }
  return squared;
}

/** Least of line(m) + (step·(n − m))² over m, for each n. */
function lowerEnvelope(
  line: Float64Array,
  step: number,
  set: (n: number, value: number) => void,
): void {
  /** Parabolas of the envelope by the position of their tip, and where each takes over. */
  const tips: number[] = [];
  const starts: number[] = [];
  for (let n = 0; n < line.length; n++) {
    if (line[n] === Infinity) continue;
    let start = -Infinity;
    while (tips.length > 0) {
      start = intersection(line, step, tips[tips.length - 1]!, n);
      if (start > starts[starts.length - 1]!) break;
      tips.pop();
      starts.pop();
      start = -Infinity;
    }
    tips.push(n);
    starts.push(start);
  }
  if (tips.length === 0) return;
  for (let n = 0, p = 0; n < line.length; n++) {
    while (p + 1 < tips.length && starts[p + 1]! <= n) p++;
    set(n, line[tips[p]!]! + (step * (n - tips[p]!)) ** 2);
  }
}

function intersection(line: Float64Array, step: number, a: number, b: number): number {
  const heights = (line[b]! - line[a]!) / (step * step);
  return (heights + b * b - a * a) / (2 * (b - a));
}
