/** Intensity-volume histogram (IBSI 3.5). */
export interface VolumeHistogram {
  readonly v10: number;
  readonly v90: number;
  readonly i10: number;
  readonly i90: number;
  readonly diff_v10_v90: number;
  readonly diff_i10_i90: number;
}

/**
 * @param values intensities or bin centres, at least one
 * @param minimum,maximum between which intensity fractions run from 0 to 1
 * @param step between two intensities that can be, whether they occur or not
 */
export function volumeHistogram(
  values: Float64Array,
  minimum: number,
  maximum: number,
  step: number,
): VolumeHistogram {
  const sorted = values.slice().sort();
  /** Largest share of the volume with at least this fraction of the intensity. */
  const volumeAt = (fraction: number): number => {
    const threshold = minimum + fraction * (maximum - minimum);
    return (sorted.length - firstAtLeast(sorted, threshold)) / sorted.length;
  };
  /** Least intensity that at most this share of the volume reaches. */
  const intensityAt = (share: number): number => {
    const most = Math.floor(share * sorted.length + 1e-9);
    return Math.min(sorted[sorted.length - 1 - most]! + step, sorted[sorted.length - 1]!);
  };
  const [v10, v90, i10, i90] = [volumeAt(0.1), volumeAt(0.9), intensityAt(0.1), intensityAt(0.9)];
  return { v10, v90, i10, i90, diff_v10_v90: v10 - v90, diff_i10_i90: i10 - i90 };
}

/** Position of the first value that is not below the threshold. */
function firstAtLeast(sorted: Float64Array, threshold: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}
