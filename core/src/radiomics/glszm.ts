import { countFeatures } from './countFeatures.js';
import type { CountTable } from './countTable.js';
import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from './settings.js';

/**
 * Sizes of the 26-connected (8-connected in 2D) zones of equal grey level (IBSI 3.8): stretches of
 * equal voxels along i, joined to those that they touch in the rows before them.
 */
export function sizeZones(roi: GreyLevels, settings: RadiomicsSettings): CountTable {
  const { codes, voxels, present } = roi;
  const { reach, earlierRows } = rowNeighbours(roi, settings);
  /** Stretch that each voxel belongs to. */
  const stretchOf = new Int32Array(codes.length);
  /** An earlier stretch of the same zone; the zone's first stretch is its own. */
  const parents = new Int32Array(voxels.length);
  const ends = new Int32Array(voxels.length);
  const stretchCodes = new Int32Array(voxels.length);
  const sizes = new Int32Array(voxels.length);
  let stretches = 0;
  for (let n = 0; n < voxels.length; stretches++) {
    const first = voxels[n]!;
    const code = codes[first]!;
    let end = first;
    do {
      stretchOf[end++] = stretches;
      n++;
    } while (reach !== 0 && codes[end] === code);

    let zone = stretches;
    parents[zone] = zone;
    for (let r = 0; r < earlierRows.length; r++) {
      const row = earlierRows[r]!;
      for (let at = first - reach + row; at < end + reach + row; at++) {
        if (codes[at] !== code) continue;
        const touching = stretchOf[at]!;
        // The rest of it adds nothing, and behind it there is another level.
        at = ends[touching]!;
        const touched = zoneOf(parents, touching);
        if (touched < zone) {
          parents[zone] = touched;
          zone = touched;
        } else {
          parents[touched] = zone;
        }
      }
    }
    stretchCodes[stretches] = code;
    ends[stretches] = end;
    sizes[stretches] = end - first;
  }
  return zoneTable(present, ...zonesOf(parents, stretchCodes, sizes, stretches));
}

/** Where a stretch may touch earlier ones: `reach` voxels beyond its ends in `earlierRows`. */
function rowNeighbours(roi: GreyLevels, settings: RadiomicsSettings) {
  const offsets = halfNeighbourhood([1], settings);
  const reach = offsets.some(([i]) => i !== 0) ? 1 : 0;
  const rows = offsets.filter(([i, j, k]) => i === 0 && (j !== 0 || k !== 0));
  return { reach, earlierRows: Int32Array.from(rows, (offset) => -stepOf(offset, roi)) };
}

/** First stretch of the zone that a stretch belongs to; shortens the way there. */
function zoneOf(parents: Int32Array, stretch: number): number {
  let at = stretch;
  let parent = parents[at]!;
  while (parent !== at) {
    const beyond = parents[parent]!;
    parents[at] = beyond;
    at = parent;
    parent = beyond;
  }
  return at;
}

/** Codes and sizes of the zones, from those of their stretches, in the same arrays. */
function zonesOf(
  parents: Int32Array,
  codes: Int32Array,
  sizes: Int32Array,
  stretches: number,
): [codes: Int32Array, sizes: Int32Array] {
  for (let stretch = 0; stretch < stretches; stretch++) {
    const zone = zoneOf(parents, stretch);
    if (zone !== stretch) sizes[zone]! += sizes[stretch]!;
  }
  let zones = 0;
  for (let stretch = 0; stretch < stretches; stretch++) {
    if (parents[stretch] !== stretch) continue;
    codes[zones] = codes[stretch]!;
    sizes[zones++] = sizes[stretch]!;
  }
  return [codes.subarray(0, zones), sizes.subarray(0, zones)];
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
