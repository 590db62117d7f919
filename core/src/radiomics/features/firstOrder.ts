import type { Arena } from '../jobs/arena.js';
import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from '../matrices/greyLevels.js';
import { orderStatistics } from './orderStatistics.js';

/**
 * Intensity statistics and histogram features (IBSI 3.3, 3.4). x: the N values of the ROI, x̄ their mean;
 * µₖ = 1/N · Σ (x − x̄)ᵏ; Pₙ: percentile n; p(i): the share of bin i; ε = 2⁻⁵².
 *
 * @param shift added before Energy, TotalEnergy and RootMeanSquared (`voxelArrayShift`)
 */
export function firstOrderFeatures(
  roi: GreyLevels,
  voxelVolumeMm3: number,
  shift: number,
): FeatureValues<'firstorder'> {
  const { values, arena } = roi;
  const { minimum, maximum, percentiles } = orderStatistics(values, [10, 25, 50, 75, 90], arena);
  const [p10, p25, p50, p75, p90] = percentiles as [number, number, number, number, number];
  const { mean, meanSquare } = means(values, shift);
  const { absolute, second, third, fourth } = centralMoments(values, mean);
  const { entropy, uniformity } = histogramFeatures(roi);
  const energy = meanSquare * values.length;
  return {
    // P₁₀; IBSI QG58
    '10Percentile': p10,
    // P₉₀; IBSI 8DWT
    '90Percentile': p90,
    // Σ (x + shift)²; IBSI N8CA
    Energy: energy,
    // −Σ p(i) · log₂(p(i) + ε); IBSI TLU2
    Entropy: entropy,
    // P₇₅ − P₂₅; IBSI SALO
    InterquartileRange: p75 - p25,
    // µ₄ / µ₂², 0 where µ₂ is; 3 more than IBSI's (IPH6)
    Kurtosis: second === 0 ? 0 : fourth / second ** 2,
    // max x; IBSI 84IY
    Maximum: maximum,
    // 1/N · Σ |x − x̄|; IBSI 4FUA
    MeanAbsoluteDeviation: absolute,
    // x̄ = 1/N · Σ x; IBSI Q4LE
    Mean: mean,
    // P₅₀; IBSI Y12H
    Median: p50,
    // min x; IBSI 1GSF
    Minimum: minimum,
    // max x − min x; IBSI 2OJQ
    Range: maximum - minimum,
    // as MeanAbsoluteDeviation, of the x from P₁₀ to P₉₀ about their own mean; IBSI 1128
    RobustMeanAbsoluteDeviation: robustMeanAbsoluteDeviation(values, p10, p90, arena),
    // √(1/N · Σ (x + shift)²); IBSI 5ZWQ
    RootMeanSquared: Math.sqrt(meanSquare),
    // µ₃ / µ₂^(3/2), 0 where µ₂ is; IBSI KE2A
    Skewness: second === 0 ? 0 : third / second ** 1.5,
    // voxel volume · Energy
    TotalEnergy: energy * voxelVolumeMm3,
    // Σ p(i)²; IBSI BJ5W
    Uniformity: uniformity,
    // µ₂; IBSI ECT3
    Variance: second,
  };
}

function histogramFeatures({ counts, voxels }: GreyLevels) {
  let [entropy, uniformity] = [0, 0];
  for (const count of counts) {
    const share = count / voxels.length;
    entropy -= share * Math.log2(share + Number.EPSILON);
    uniformity += share * share;
  }
  return { entropy, uniformity };
}

/*
 * Sums are compensated, as odd moments of near-symmetric values cancel: of each addition, what was
 * rounded off is added up too (Ogita, Rump & Oishi 2005, algorithm 4.4; TwoSum after Knuth). It is
 * written out each time, since a call per voxel and sum would cost more than all the rest.
 */

function means(values: Float64Array, shift: number) {
  let [sum, lost, squares, squaresLost] = [0, 0, 0, 0];
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    let next = sum + value;
    let added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;

    const square = (value + shift) * (value + shift);
    next = squares + square;
    added = next - squares;
    squaresLost += squares - (next - added) + (square - added);
    squares = next;
  }
  return {
    mean: (sum + lost) / values.length,
    meanSquare: (squares + squaresLost) / values.length,
  };
}

/** Means of |d|, d², d³ and d⁴ of the deviations d from the mean. */
function centralMoments(values: Float64Array, mean: number) {
  let [s1, s2, s3, s4] = [0, 0, 0, 0];
  let [lost1, lost2, lost3, lost4] = [0, 0, 0, 0];
  for (let n = 0; n < values.length; n++) {
    const deviation = values[n]! - mean;
    const d1 = Math.abs(deviation);
    let next = s1 + d1;
    let added = next - s1;
    lost1 += s1 - (next - added) + (d1 - added);
    s1 = next;

    const d2 = deviation * deviation;
    next = s2 + d2;
    added = next - s2;
    lost2 += s2 - (next - added) + (d2 - added);
    s2 = next;

    const d3 = d2 * deviation;
    next = s3 + d3;
    added = next - s3;
    lost3 += s3 - (next - added) + (d3 - added);
    s3 = next;

    const d4 = d2 * d2;
    next = s4 + d4;
    added = next - s4;
    lost4 += s4 - (next - added) + (d4 - added);
    s4 = next;
  }
  const count = values.length;
  return {
    absolute: (s1 + lost1) / count,
    second: (s2 + lost2) / count,
    third: (s3 + lost3) / count,
    fourth: (s4 + lost4) / count,
  };
}

/** Of the values from `low` to `high`, bounds included. */
function robustMeanAbsoluteDeviation(
  values: Float64Array,
  low: number,
  high: number,
  arena: Arena,
): number {
  return arena.frame(() => {
    const inside = arena.float64(values.length);
    let count = 0;
    for (let n = 0; n < values.length; n++) {
      const value = values[n]!;
      // Not as a branch, which could not be foreseen.
      inside[count] = value;
      count += Number(value >= low) & Number(value <= high);
    }
    return meanAbsoluteDeviation(inside.subarray(0, count));
  });
}

function meanAbsoluteDeviation(values: Float64Array): number {
  let [sum, lost] = [0, 0];
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    const next = sum + value;
    const added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;
  }
  const mean = (sum + lost) / values.length;
  sum = 0;
  lost = 0;
  for (let n = 0; n < values.length; n++) {
    const deviation = Math.abs(values[n]! - mean);
    const next = sum + deviation;
    const added = next - sum;
    lost += sum - (next - added) + (deviation - added);
    sum = next;
  }
  return (sum + lost) / values.length;
}
