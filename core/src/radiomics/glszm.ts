import { countFeatures } from './countFeatures.js';
import type { CountTable } from './countTable.js';
import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { neighbourSteps } from './greyLevels.js';
import type { RadiomicsSettings } from './settings.js';

/** Sizes of the 26-connected (8-connected in 2D) zones of equal grey level (IBSI 3.8). */
export function sizeZones(roi: GreyLevels, settings: RadiomicsSettings): CountTable {
  const { voxels, present } = roi;
  const steps = neighbourSteps(roi, [1], settings);
  const unvisited = roi.codes.slice();
  const stack = new Int32Array(voxels.length);
  const zoneCodes = new Int32Array(voxels.length);
  const zoneSizes = new Int32Array(voxels.length);
  let zones = 0;
  for (let n = 0; n < voxels.length; n++) {
    const seed = voxels[n]!;
    const code = unvisited[seed]!;
    if (code === 0) continue;
    unvisited[seed] = 0;
    stack[0] = seed;
    let size = 1;
    // Everything the zone holds has been on the stack once, in the order found.
    for (let next = 0; next < size; next++) {
      const voxel = stack[next]!;
      for (let s = 0; s < steps.length; s++) {
        const neighbour = voxel + steps[s]!;
        if (unvisited[neighbour] !== code) continue;
        unvisited[neighbour] = 0;
        stack[size++] = neighbour;
      }
    }
    zoneCodes[zones] = code;
    zoneSizes[zones++] = size;
  }
  return zoneTable(present, zoneCodes.subarray(0, zones), zoneSizes.subarray(0, zones));
}

/** Only sizes that occur have a column: a zone may be as large as the ROI. */
function zoneTable(levels: Int32Array, codes: Int32Array, zoneSizes: Int32Array): CountTable {
  const largest = zoneSizes.reduce((most, size) => Math.max(most, size), 0);
  const columnOf = new Int32Array(largest + 1);
  for (let zone = 0; zone < zoneSizes.length; zone++) columnOf[zoneSizes[zone]!] = 1;
  const sizes: number[] = [];
  for (let size = 1; size <= largest; size++) {
    if (columnOf[size] !== 0) columnOf[size] = sizes.push(size) - 1;
  }
  const counts = new Float64Array(levels.length * sizes.length);
  for (let zone = 0; zone < codes.length; zone++) {
    counts[(codes[zone]! - 1) * sizes.length + columnOf[zoneSizes[zone]!]!]!++;
  }
  return { levels, sizes: Int32Array.from(sizes), counts };
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
