/** Statistics of intensities (IBSI 3.3) and, of grey levels, of their histogram (3.4). */
export interface IntensityStatistics {
  readonly mean: number;
  readonly var: number;
  readonly skew: number;
  readonly kurt: number;
  readonly median: number;
  readonly min: number;
  readonly p10: number;
  readonly p90: number;
  readonly max: number;
  readonly iqr: number;
  readonly range: number;
  readonly mad: number;
  readonly rmad: number;
  readonly medad: number;
  readonly cov: number;
  readonly qcod: number;
}

/** @param values at least one */
export function intensityStatistics(values: Float64Array): IntensityStatistics {
  const sorted = values.slice().sort();
  const [p10, p25, median, p75, p90] = [10, 25, 50, 75, 90].map((percent) =>
    percentile(sorted, percent),
  ) as [number, number, number, number, number];
  const mean = meanOf(values);
  const deviations = values.map((value) => value - mean);
  const variance = meanOf(deviations.map((d) => d * d));
  const robust = sorted.filter((value) => value >= p10 && value <= p90);
  const robustMean = meanOf(robust);
  const [min, max] = [sorted[0]!, sorted[sorted.length - 1]!];
  return {
    mean,
    var: variance,
    skew: variance === 0 ? 0 : meanOf(deviations.map((d) => d ** 3)) / variance ** 1.5,
    kurt: variance === 0 ? 0 : meanOf(deviations.map((d) => d ** 4)) / variance ** 2 - 3,
    median,
    min,
    p10,
    p90,
    max,
    iqr: p75 - p25,
    range: max - min,
    mad: meanOf(deviations.map(Math.abs)),
    rmad: meanOf(robust.map((value) => Math.abs(value - robustMean))),
    medad: meanOf(values.map((value) => Math.abs(value - median))),
    cov: Math.sqrt(variance) / mean,
    qcod: (p75 - p25) / (p75 + p25),
  };
}

/** Sum of squares, and the root of their mean (IBSI 3.3). */
export function energyOf(values: Float64Array): { readonly energy: number; readonly rms: number } {
  const energy = values.reduce((sum, value) => sum + value * value, 0);
  return { energy, rms: Math.sqrt(energy / values.length) };
}

export interface HistogramShape {
  readonly mode: number;
  readonly entropy: number;
  readonly uniformity: number;
  readonly max_grad: number;
  readonly max_grad_g: number;
  readonly min_grad: number;
  readonly min_grad_g: number;
}

/**
 * What the histogram of grey levels looks like (IBSI 3.4).
 *
 * @param levels from 1, at least one
 */
export function histogramShape(levels: Int32Array): HistogramShape {
  const highest = levels.reduce((most, level) => Math.max(most, level), 0);
  const counts = new Float64Array(highest);
  for (const level of levels) counts[level - 1]!++;
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  let [mode, entropy, uniformity] = [1, 0, 0];
  counts.forEach((count, n) => {
    const [most, level] = [counts[mode - 1]!, n + 1];
    // Of equally frequent levels the one closest to the mean.
    const closer = Math.abs(level - mean) < Math.abs(mode - mean);
    if (count > most || (count === most && closer)) mode = level;
    const share = count / levels.length;
    if (share > 0) entropy -= share * Math.log2(share);
    uniformity += share * share;
  });
  const gradient = counts.map((count, n) => {
    if (highest === 1) return 0;
    if (n === 0) return counts[1]! - count;
    if (n === highest - 1) return count - counts[n - 1]!;
    return (counts[n + 1]! - counts[n - 1]!) / 2;
  });
  const maxGrad = Math.max(...gradient);
  const minGrad = Math.min(...gradient);
  return {
    mode,
    entropy,
    uniformity,
    max_grad: maxGrad,
    max_grad_g: gradient.indexOf(maxGrad) + 1,
    min_grad: minGrad,
    min_grad_g: gradient.indexOf(minGrad) + 1,
  };
}

/** Linear between the closest ranks. */
function percentile(sorted: Float64Array, percent: number): number {
  const rank = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below]!;
  return low + (sorted[Math.min(below + 1, sorted.length - 1)]! - low) * (rank - below);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
