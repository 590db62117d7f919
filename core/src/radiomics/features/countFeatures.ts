import type { CountTable } from '../matrices/countTable.js';

/**
 * The features that run length, size zone and dependence matrices share (IBSI 3.7, 3.8, 3.11). P(i,j):
 * how many runs, zones or voxels of level i have length, size or dependence j; Nz = Σ P(i,j);
 * p(i,j) = P(i,j) / Nz; ε = 2⁻⁵². Sums are over all i and j.
 */
export interface CountFeatures {
  /** 1/Nz · Σ P(i,j) / j². */
  readonly smallEmphasis: number;
  /** 1/Nz · Σ P(i,j) · j². */
  readonly largeEmphasis: number;
  /** 1/Nz · Σᵢ (Σⱼ P(i,j))². */
  readonly levelNonUniformity: number;
  /** 1/Nz² · Σᵢ (Σⱼ P(i,j))². */
  readonly levelNonUniformityNormalised: number;
  /** 1/Nz · Σⱼ (Σᵢ P(i,j))². */
  readonly sizeNonUniformity: number;
  /** 1/Nz² · Σⱼ (Σᵢ P(i,j))². */
  readonly sizeNonUniformityNormalised: number;
  /** Number of entries per voxel: Nz / Np, with Np = Σ P(i,j) · j. */
  readonly percentage: number;
  /** Σ p(i,j) · (i − µᵢ)², with µᵢ = Σ p(i,j) · i. */
  readonly levelVariance: number;
  /** Σ p(i,j) · (j − µⱼ)², with µⱼ = Σ p(i,j) · j. */
  readonly sizeVariance: number;
  /** −Σ p(i,j) · log₂(p(i,j) + ε). */
  readonly entropy: number;
  /** 1/Nz · Σ P(i,j) / i². */
  readonly lowLevelEmphasis: number;
  /** 1/Nz · Σ P(i,j) · i². */
  readonly highLevelEmphasis: number;
  /** 1/Nz · Σ P(i,j) / (i² · j²). */
  readonly smallLowEmphasis: number;
  /** 1/Nz · Σ P(i,j) · i² / j². */
  readonly smallHighEmphasis: number;
  /** 1/Nz · Σ P(i,j) · j² / i². */
  readonly largeLowEmphasis: number;
  /** 1/Nz · Σ P(i,j) · i² · j². */
  readonly largeHighEmphasis: number;
}

/** @param table with at least one entry */
export function countFeatures({ levels, sizes, counts }: CountTable): CountFeatures {
  const perLevel = new Float64Array(levels.length);
  const perSize = new Float64Array(sizes.length);
  let total = 0;
  for (let n = 0; n < counts.length; n++) total += counts[n]!;

  let [entropy, smallLow, smallHigh, largeLow, largeHigh] = [0, 0, 0, 0, 0];
  for (let row = 0; row < levels.length; row++) {
    const level = levels[row]! ** 2;
    for (let column = 0; column < sizes.length; column++) {
      const count = counts[row * sizes.length + column]!;
      if (count === 0) continue;
      const size = sizes[column]! ** 2;
      perLevel[row]! += count;
      perSize[column]! += count;
      entropy -= (count / total) * Math.log2(count / total + Number.EPSILON);
      smallLow += count / (level * size);
      smallHigh += (count * level) / size;
      largeLow += (count * size) / level;
      largeHigh += count * level * size;
    }
  }

  const byLevel = marginalOf(perLevel, levels, total);
  const bySize = marginalOf(perSize, sizes, total);
  return {
    smallEmphasis: bySize.low,
    largeEmphasis: bySize.high,
    levelNonUniformity: byLevel.squares / total,
    levelNonUniformityNormalised: byLevel.squares / (total * total),
    sizeNonUniformity: bySize.squares / total,
    sizeNonUniformityNormalised: bySize.squares / (total * total),
    percentage: 1 / bySize.mean,
    levelVariance: byLevel.variance,
    sizeVariance: bySize.variance,
    entropy,
    lowLevelEmphasis: byLevel.low,
    highLevelEmphasis: byLevel.high,
    smallLowEmphasis: smallLow / total,
    smallHighEmphasis: smallHigh / total,
    largeLowEmphasis: largeLow / total,
    largeHighEmphasis: largeHigh / total,
  };
}

function marginalOf(counts: Float64Array, values: Int32Array, total: number) {
  let [squares, mean, low, high, variance] = [0, 0, 0, 0, 0];
  for (let n = 0; n < counts.length; n++) {
    const value = values[n]!;
    const share = counts[n]! / total;
    squares += counts[n]! ** 2;
    mean += share * value;
    low += share / value ** 2;
    high += share * value ** 2;
  }
  for (let n = 0; n < counts.length; n++) {
    variance += (counts[n]! / total) * (values[n]! - mean) ** 2;
  }
  return { squares, mean, low, high, variance };
}
