import { countFeatures } from './countFeatures.js';
import type { CountTable } from './countTable.js';
import { SizeCounter } from './countTable.js';
import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { neighbourSteps } from './greyLevels.js';
import type { RadiomicsSettings } from './settings.js';

/** Sizes of the 26-connected (8-connected in 2D) zones of equal grey level (IBSI 3.8). */
export function sizeZones(roi: GreyLevels, settings: RadiomicsSettings): CountTable {
  const steps = neighbourSteps(roi, [1], settings);
  const unvisited = roi.levels.slice();
  const stack = new Int32Array(roi.voxels.length);
  const zones = new SizeCounter(roi);
  for (const seed of roi.voxels) {
    const level = unvisited[seed]!;
    if (level === 0) continue;
    unvisited[seed] = 0;
    stack[0] = seed;
    let size = 1;
    // Everything the zone holds has been on the stack once, in the order found.
    for (let next = 0; next < size; next++) {
      for (const step of steps) {
        const neighbour = stack[next]! + step;
        if (unvisited[neighbour] !== level) continue;
        unvisited[neighbour] = 0;
        stack[size++] = neighbour;
      }
    }
    zones.add(level, size);
  }
  return zones.table();
}

export function glszmFeatures(
  roi: GreyLevels,
  settings: RadiomicsSettings,
): FeatureValues<'glszm'> {
  const features = countFeatures(sizeZones(roi, settings));
  return {
    GrayLevelNonUniformity: features.levelNonUniformity,
    GrayLevelNonUniformityNormalized: features.levelNonUniformityNormalised,
    GrayLevelVariance: features.levelVariance,
    HighGrayLevelZoneEmphasis: features.highLevelEmphasis,
    LargeAreaEmphasis: features.largeEmphasis,
    LargeAreaHighGrayLevelEmphasis: features.largeHighEmphasis,
    LargeAreaLowGrayLevelEmphasis: features.largeLowEmphasis,
    LowGrayLevelZoneEmphasis: features.lowLevelEmphasis,
    SizeZoneNonUniformity: features.sizeNonUniformity,
    SizeZoneNonUniformityNormalized: features.sizeNonUniformityNormalised,
    SmallAreaEmphasis: features.smallEmphasis,
    SmallAreaHighGrayLevelEmphasis: features.smallHighEmphasis,
    SmallAreaLowGrayLevelEmphasis: features.smallLowEmphasis,
    ZoneEntropy: features.entropy,
    ZonePercentage: features.percentage,
    ZoneVariance: features.sizeVariance,
  };
}
