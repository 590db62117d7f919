import { countFeatures } from './countFeatures.js';
import type { CountTable } from './countTable.js';
import { sizesUpTo } from './countTable.js';
import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from './settings.js';

/**
 * Dependences (IBSI 3.11): of each voxel, how many voxels around it, itself included, differ from it
 * by `gldm_a` grey levels at most.
 */
export function dependences(roi: GreyLevels, settings: RadiomicsSettings): CountTable {
  const { codes, voxels, present } = roi;
  const half = halfNeighbourhood(settings.distances, settings);
  const steps = Int32Array.from(half, (offset) => stepOf(offset, roi));
  const { lowest, highest } = dependentCodes(present, settings.gldm_a);
  const width = 2 * steps.length + 1;
  const counts = new Float64Array(present.length * width);
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    const code = codes[voxel]!;
    const low = lowest[code]!;
    const high = highest[code]!;
    let independent = 0;
    for (let s = 0; s < steps.length; s++) {
      const step = steps[s]!;
      const ahead = codes[voxel + step]!;
      const behind = codes[voxel - step]!;
      // The sign bit is set outside the range: as a branch, texture would make it unpredictable.
      independent += ((ahead - low) | (high - ahead)) >>> 31;
      independent += ((behind - low) | (high - behind)) >>> 31;
    }
    counts[code * width - 1 - independent]!++;
  }
  return { levels: present, sizes: sizesUpTo(width), counts };
}

/** The range of codes whose levels lie within `furthest` of each code's; never 0, the outside. */
function dependentCodes(present: Int32Array, furthest: number) {
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

export function gldmFeatures(roi: GreyLevels, settings: RadiomicsSettings): FeatureValues<'gldm'> {
  const features = countFeatures(dependences(roi, settings));
  return {
    DependenceEntropy: features.entropy,
    DependenceNonUniformity: features.sizeNonUniformity,
    DependenceNonUniformityNormalized: features.sizeNonUniformityNormalised,
    DependenceVariance: features.sizeVariance,
    GrayLevelNonUniformity: features.levelNonUniformity,
    GrayLevelVariance: features.levelVariance,
    HighGrayLevelEmphasis: features.highLevelEmphasis,
    LargeDependenceEmphasis: features.largeEmphasis,
    LargeDependenceHighGrayLevelEmphasis: features.largeHighEmphasis,
    LargeDependenceLowGrayLevelEmphasis: features.largeLowEmphasis,
    LowGrayLevelEmphasis: features.lowLevelEmphasis,
    SmallDependenceEmphasis: features.smallEmphasis,
    SmallDependenceHighGrayLevelEmphasis: features.smallHighEmphasis,
    SmallDependenceLowGrayLevelEmphasis: features.smallLowEmphasis,
  };
}
