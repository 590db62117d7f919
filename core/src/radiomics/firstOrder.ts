import type { FeatureValues } from './featureNames.js';

/**
 * Intensity statistics and histogram features (IBSI 3.3, 3.4).
 *
 * @param values of the ROI's voxels
 * @param levels grey level of each of them
 * @param shift added before Energy, TotalEnergy and RootMeanSquared (`voxelArrayShift`)
 */
export function firstOrderFeatures(
  values: Float64Array,
  levels: Int32Array,
  voxelVolumeMm3: number,
  shift: number,
): FeatureValues<'firstorder'> {
  const sorted = values.slice().sort();
  const [p10, p90] = [percentile(sorted, 10), percentile(sorted, 90)];
  const mean = meanOf(values, (value) => value);
  const deviations = values.map((value) => value - mean);
  const variance = meanOf(deviations, (d) => d * d);
  const robust = sorted.filter((value) => value >= p10 && value <= p90);
  const robustMean = meanOf(robust, (value) => value);
  const meanSquare = meanOf(values, (value) => (value + shift) * (value + shift));
  const energy = meanSquare * values.length;
  const shares = levelShares(levels);
  const minimum = sorted[0]!;
  const maximum = sorted[sorted.length - 1]!;
  return {
    '10Percentile': p10,
    '90Percentile': p90,
    Energy: energy,
    Entropy: -sumOf(shares, (share) => share * Math.log2(share + Number.EPSILON)),
    InterquartileRange: percentile(sorted, 75) - percentile(sorted, 25),
    Kurtosis: variance === 0 ? 0 : meanOf(deviations, (d) => d * d * (d * d)) / variance ** 2,
    Maximum: maximum,
    MeanAbsoluteDeviation: meanOf(deviations, Math.abs),
    Mean: mean,
    Median: percentile(sorted, 50),
    Minimum: minimum,
    Range: maximum - minimum,
    RobustMeanAbsoluteDeviation: meanOf(robust, (value) => Math.abs(value - robustMean)),
    RootMeanSquared: Math.sqrt(meanSquare),
    Skewness: variance === 0 ? 0 : meanOf(deviations, (d) => d * d * d) / variance ** 1.5,
    TotalEnergy: energy * voxelVolumeMm3,
    Uniformity: sumOf(shares, (share) => share * share),
    Variance: variance,
  };
}

/** Linear between the closest ranks, as `numpy.percentile`. */
function percentile(sorted: Float64Array, percent: number): number {
  const rank = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (rank - below);
}

function levelShares(levels: Int32Array): Float64Array {
  const counts = new Float64Array(
    levels.reduce((highest, level) => Math.max(highest, level), 0) + 1,
  );
  for (const level of levels) counts[level]!++;
  return counts.filter((count) => count > 0).map((count) => count / levels.length);
}

function meanOf(values: Float64Array, term: (value: number) => number): number {
  return sumOf(values, term) / values.length;
}

/** Compensated (Neumaier 1974): odd moments of near-symmetric values cancel. */
function sumOf(values: Float64Array, term: (value: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let n = 0; n < values.length; n++) {
    const value = term(values[n]!);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
