import { countFeatures } from './countFeatures.js';
import type { CountTable } from './countTable.js';
import { SizeCounter } from './countTable.js';
import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { neighbourSteps } from './greyLevels.js';
import type { RadiomicsSettings } from './settings.js';

/**
 * Dependences (IBSI 3.11): of each voxel, how many voxels around it, itself included, differ from it
 * by `gldm_a` grey levels at most.
 */
export function dependences(roi: GreyLevels, settings: RadiomicsSettings): CountTable {
  const { levels, voxels } = roi;
  const steps = neighbourSteps(roi, settings.distances, settings);
  const furthest = settings.gldm_a;
  const counter = new SizeCounter(roi);
  for (const voxel of voxels) {
    const level = levels[voxel]!;
    let size = 1;
    for (const step of steps) {
      const neighbour = levels[voxel + step]!;
      if (neighbour !== 0 && Math.abs(neighbour - level) <= furthest) size++;
    }
    counter.add(level, size);
  }
  return counter.table();
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
