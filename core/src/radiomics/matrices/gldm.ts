import { countFeatures } from '../features/countFeatures.js';
import type { CountTable } from './countTable.js';
import { sizesUpTo } from './countTable.js';
import type { FeatureValues } from '../features/featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { areThirteen, halfNeighbourhood, type ThirteenSteps } from './neighbours.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/**
 * Dependences (IBSI 3.11): of each voxel, how many voxels around it, itself included, differ from it
 * by `gldm_a` grey levels at most.
 */
export function dependences(roi: GreyLevels, settings: RadiomicsSettings): CountTable {
  const { codes, voxels, present } = roi;
  const half = halfNeighbourhood(settings.distances, settings);
  const steps = half.map((offset) => stepOf(offset, roi));
  const width = 2 * steps.length + 1;
  const counts = new Float64Array(present.length * width);
  roi.arena.frame(() => {
    const independent = independentNeighbours(roi, steps, settings.gldm_a);
    for (let n = 0; n < voxels.length; n++) {
      counts[codes[voxels[n]!]! * width - 1 - independent[n]!]!++;
    }
  });
  return { levels: present, sizes: sizesUpTo(width), counts };
}

/** Of each voxel, how many neighbours there are, to both sides, that do not depend on it. */
function independentNeighbours(
  roi: GreyLevels,
  steps: readonly number[],
  furthest: number,
): Uint16Array {
  const dependent = dependentCodes(roi.present, furthest);
  const independent = roi.arena.uint16(roi.voxels.length);
  if (areThirteen(steps)) countOfThirteen(roi, steps, dependent, independent);
  else countOfAll(roi, steps, dependent, independent);
  return independent;
}

function countOfAll(
  { codes, voxels }: GreyLevels,
  steps: readonly number[],
  { lowest, highest }: DependentCodes,
  independent: Uint16Array,
): void {
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    const low = lowest[codes[voxel]!]!;
    const high = highest[codes[voxel]!]!;
    let count = 0;
    for (const step of steps) {
      count += isOutside(codes[voxel + step]!, low, high);
      count += isOutside(codes[voxel - step]!, low, high);
    }
    independent[n] = count;
  }
}

/** Written out: a third faster than the loop over steps. */
function countOfThirteen(
  { codes, voxels }: GreyLevels,
  [a, b, c, d, e, f, g, h, i, j, k, l, m]: ThirteenSteps,
  { lowest, highest }: DependentCodes,
  independent: Uint16Array,
): void {
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    const low = lowest[codes[voxel]!]!;
    const high = highest[codes[voxel]!]!;
    independent[n] =
      isOutside(codes[voxel + a]!, low, high) +
      isOutside(codes[voxel - a]!, low, high) +
      isOutside(codes[voxel + b]!, low, high) +
      isOutside(codes[voxel - b]!, low, high) +
      isOutside(codes[voxel + c]!, low, high) +
      isOutside(codes[voxel - c]!, low, high) +
      isOutside(codes[voxel + d]!, low, high) +
      isOutside(codes[voxel - d]!, low, high) +
      isOutside(codes[voxel + e]!, low, high) +
      isOutside(codes[voxel - e]!, low, high) +
      isOutside(codes[voxel + f]!, low, high) +
      isOutside(codes[voxel - f]!, low, high) +
      isOutside(codes[voxel + g]!, low, high) +
      isOutside(codes[voxel - g]!, low, high) +
      isOutside(codes[voxel + h]!, low, high) +
      isOutside(codes[voxel - h]!, low, high) +
      isOutside(codes[voxel + i]!, low, high) +
      isOutside(codes[voxel - i]!, low, high) +
      isOutside(codes[voxel + j]!, low, high) +
      isOutside(codes[voxel - j]!, low, high) +
      isOutside(codes[voxel + k]!, low, high) +
      isOutside(codes[voxel - k]!, low, high) +
      isOutside(codes[voxel + l]!, low, high) +
      isOutside(codes[voxel - l]!, low, high) +
      isOutside(codes[voxel + m]!, low, high) +
      isOutside(codes[voxel - m]!, low, high);
  }
}

/** 1 or 0: as a branch, texture would make it unpredictable. */
function isOutside(code: number, low: number, high: number): number {
  return ((code - low) | (high - code)) >>> 31;
}

/** The range of codes whose levels lie close enough to each code's; never 0, the outside. */
interface DependentCodes {
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
}

/** @param furthest difference of grey levels */
function dependentCodes(present: Int32Array, furthest: number): DependentCodes {
  const lowest = new Int32Array(present.length + 1);
  const highest = new Int32Array(present.length + 1);
  let low = 1;
  let high = 0;
  for (let code = 1; code <= present.length; code++) {
    const level = present[code - 1]!;
    while (level - present[low - 1]! > furthest) low++;
    while (high < present.length && present[high]! - level <= furthest) high++;
    lowest[code] = low;
    highest[code] = high;
  }
  return { lowest, highest };
}

/**
 * Grey level dependence features (IBSI 3.11). P(i,j): voxels of level i with a dependence of j; Nz and
 * p(i,j): as of `CountFeatures`.
 */
export function gldmFeatures(roi: GreyLevels, settings: RadiomicsSettings): FeatureValues<'gldm'> {
  const features = countFeatures(dependences(roi, settings));
  return {
    // −Σ p(i,j) · log₂(p(i,j) + ε); IBSI FCBV
    DependenceEntropy: features.entropy,
    // 1/Nz · Σⱼ (Σᵢ P(i,j))²; IBSI Z87G
    DependenceNonUniformity: features.sizeNonUniformity,
    // 1/Nz² · Σⱼ (Σᵢ P(i,j))²; IBSI OKJI
    DependenceNonUniformityNormalized: features.sizeNonUniformityNormalised,
    // Σ p(i,j) · (j − µⱼ)², with µⱼ = Σ p(i,j) · j; IBSI DNX2
    DependenceVariance: features.sizeVariance,
    // 1/Nz · Σᵢ (Σⱼ P(i,j))²; IBSI FP8K
    GrayLevelNonUniformity: features.levelNonUniformity,
    // Σ p(i,j) · (i − µᵢ)², with µᵢ = Σ p(i,j) · i; IBSI 1PFV
    GrayLevelVariance: features.levelVariance,
    // 1/Nz · Σ P(i,j) · i²; IBSI OAE7
    HighGrayLevelEmphasis: features.highLevelEmphasis,
    // 1/Nz · Σ P(i,j) · j²; IBSI IMOQ
    LargeDependenceEmphasis: features.largeEmphasis,
    // 1/Nz · Σ P(i,j) · i² · j²; IBSI 9QMG
    LargeDependenceHighGrayLevelEmphasis: features.largeHighEmphasis,
    // 1/Nz · Σ P(i,j) · j² / i²; IBSI NBZI
    LargeDependenceLowGrayLevelEmphasis: features.largeLowEmphasis,
    // 1/Nz · Σ P(i,j) / i²; IBSI TL9H
    LowGrayLevelEmphasis: features.lowLevelEmphasis,
    // 1/Nz · Σ P(i,j) / j²; IBSI SODN
    SmallDependenceEmphasis: features.smallEmphasis,
    // 1/Nz · Σ P(i,j) · i² / j²; IBSI JA6D
    SmallDependenceHighGrayLevelEmphasis: features.smallHighEmphasis,
    // 1/Nz · Σ P(i,j) / (i² · j²); IBSI EQ3F
    SmallDependenceLowGrayLevelEmphasis: features.smallLowEmphasis,
  };
}
