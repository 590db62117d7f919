import type { GreyLevels } from './greyLevels.js';

export interface OrderStatistics {
  readonly minimum: number;
  readonly maximum: number;
  /** Linear between the closest ranks, as `numpy.percentile`. */
  percentile(percent: number): number;
}

/**
 * Minimum, maximum and percentiles of a ROI's values. Grey levels are in the order of the values, so
 * only the values of the level that holds a rank are sorted.
 */
export function orderStatistics(roi: GreyLevels): OrderStatistics {
  const { values, counts } = roi;
  let [minimum, maximum] = [Infinity, -Infinity];
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }

  const sortedByCode = new Map<number, Float64Array>();
  const atRank = (rank: number): number => {
    let code = 1;
    let below = 0;
    while (rank >= below + counts[code - 1]!) below += counts[code++ - 1]!;
    let sorted = sortedByCode.get(code);
    if (!sorted) sortedByCode.set(code, (sorted = valuesOf(roi, code).sort()));
    return sorted[rank - below]!;
  };
  return {
    minimum,
    maximum,
    percentile(percent) {
      const rank = (percent / 100) * (values.length - 1);
      const below = Math.floor(rank);
      const low = atRank(below);
      const high = atRank(Math.min(below + 1, values.length - 1));
      return low + (high - low) * (rank - below);
    },
  };
}

function valuesOf({ codes, voxels, values, counts }: GreyLevels, code: number): Float64Array {
  const ofCode = new Float64Array(counts[code - 1]!);
  let count = 0;
  for (let n = 0; n < voxels.length; n++) {
    if (codes[voxels[n]!] === code) ofCode[count++] = values[n]!;
  }
  return ofCode;
}
