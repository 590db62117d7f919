import { countFeatures } from '../features/countFeatures.js';
import type { CountTable } from './countTable.js';
import type { FeatureValues } from '../features/featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/** Sizes of the 26-connected (8-connected in 2D) zones of equal grey level (IBSI 3.8). */
export function sizeZones(roi: GreyLevels, settings: RadiomicsSettings): CountTable {
  return roi.arena.frame(() => {
    const parents = joinNeighbours(roi, settings);
    const { codes, sizes } = zonesOf(roi, parents);
    return zoneTable(roi.present, codes, sizes);
  });
}

/**
 * An earlier voxel of the same zone for each voxel of the ROI, where `codes` has it; itself for the first
 * of a zone.
 *
 * A voxel is compared with all that come before it around it at once, into bits: a branch for each could
 * not be foreseen. What touches a neighbour already found needs no joining: of a row before, those to the
 * left and right only where the one in the middle is none; and where the voxel to the left has the same
 * level, only what that does not touch.
 */
function joinNeighbours(roi: GreyLevels, settings: RadiomicsSettings): Int32Array {
  const { codes, voxels, arena } = roi;
  const { rows, steps, sides } = earlierNeighbours(roi, settings);
  const parents = arena.int32(codes.length);
  for (let n = 0; n < voxels.length;) {
    let voxel = voxels[n]!;
    const code = codes[voxel]!;
    let equal = 0;
    for (let r = 0; r < rows.length; r++) {
      const at = voxel + rows[r]!;
      const middle = isZero(codes[at]! ^ code);
      const beside = isZero(codes[at - 1]! ^ code) | (isZero(codes[at + 1]! ^ code) << 2);
      equal |= ((middle << 1) | (beside & sides & (middle - 1))) << (3 * r);
    }
    let zone = voxel;
    parents[zone] = zone;
    for (;;) {
      for (; equal !== 0; equal &= equal - 1) {
        const touched = firstOf(parents, voxel + steps[31 - Math.clz32(equal & -equal)]!);
        parents[Math.max(zone, touched)] = Math.min(zone, touched);
        zone = Math.min(zone, touched);
      }
      parents[voxel++] = zone;
      n++;
      if (sides === 0 || codes[voxel] !== code) break;
      for (let r = 0; r < rows.length; r++) {
        const at = voxel + rows[r]!;
        const right = isZero(codes[at + 1]! ^ code) & ~isZero(codes[at]! ^ code);
        equal |= right << (3 * r + 2);
      }
    }
  }
  return parents;
}

/** 1 for zero, 0 for positive numbers. */
function isZero(number: number): number {
  return (number - 1) >>> 31;
}

/**
 * The rows before a voxel's that it touches, and the steps to their voxels to its left, beside it and to
 * its right, in this order.
 */
function earlierNeighbours(roi: GreyLevels, settings: RadiomicsSettings) {
  const offsets = halfNeighbourhood([1], settings);
  const rows = offsets
    .filter(([i, j, k]) => i === 0 && (j !== 0 || k !== 0))
    .map((offset) => -stepOf(offset, roi));
  return {
    rows: Int32Array.from(rows),
    steps: Int32Array.from(rows.flatMap((row) => [row - 1, row, row + 1])),
    /** Bits of the neighbours to the sides: none where i is the axis left out in 2D. */
    sides: offsets.some(([i]) => i !== 0) ? 0b101 : 0,
  };
}

/** First voxel of a voxel's zone; shortens the way there. */
function firstOf(parents: Int32Array, voxel: number): number {
  let at = voxel;
  let parent = parents[at]!;
  while (parent !== at) {
    const beyond = parents[parent]!;
    parents[at] = beyond;
    at = parent;
    parent = beyond;
  }
  return at;
}

/** Codes and sizes of the zones. */
function zonesOf({ codes, voxels, arena }: GreyLevels, parents: Int32Array) {
  const sizeAt = arena.int32(codes.length);
  let zones = 0;
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    // Of voxels before this one, parents are first voxels already.
    const first = parents[parents[voxel]!]!;
    parents[voxel] = first;
    if (first === voxel) {
      sizeAt[voxel] = 1;
      zones++;
    } else {
      sizeAt[first]!++;
    }
  }
  const zoneCodes = arena.int32(zones);
  const sizes = arena.int32(zones);
  for (let n = 0, zone = 0; zone < zones; n++) {
    const voxel = voxels[n]!;
    if (parents[voxel] !== voxel) continue;
    zoneCodes[zone] = codes[voxel]!;
    sizes[zone++] = sizeAt[voxel]!;
  }
  return { codes: zoneCodes, sizes };
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

/**
 * Grey level size zone features (IBSI 3.8). P(i,j): zones of level i and j voxels; Nz, Np and p(i,j): as of
 * `CountFeatures`.
 */
export function glszmFeatures(
  roi: GreyLevels,
  settings: RadiomicsSettings,
): FeatureValues<'glszm'> {
  const features = countFeatures(sizeZones(roi, settings));
  return {
    // 1/Nz · Σᵢ (Σⱼ P(i,j))²; IBSI JNSA
    GrayLevelNonUniformity: features.levelNonUniformity,
    // 1/Nz² · Σᵢ (Σⱼ P(i,j))²; IBSI Y1RO
    GrayLevelNonUniformityNormalized: features.levelNonUniformityNormalised,
    // Σ p(i,j) · (i − µᵢ)², with µᵢ = Σ p(i,j) · i; IBSI BYLV
    GrayLevelVariance: features.levelVariance,
    // 1/Nz · Σ P(i,j) · i²; IBSI 5GN9
    HighGrayLevelZoneEmphasis: features.highLevelEmphasis,
    // 1/Nz · Σ P(i,j) · j²; IBSI 48P8
    LargeAreaEmphasis: features.largeEmphasis,
    // 1/Nz · Σ P(i,j) · i² · j²; IBSI J17V
    LargeAreaHighGrayLevelEmphasis: features.largeHighEmphasis,
    // 1/Nz · Σ P(i,j) · j² / i²; IBSI YH51
    LargeAreaLowGrayLevelEmphasis: features.largeLowEmphasis,
    // 1/Nz · Σ P(i,j) / i²; IBSI XMSY
    LowGrayLevelZoneEmphasis: features.lowLevelEmphasis,
    // 1/Nz · Σⱼ (Σᵢ P(i,j))²; IBSI 4JP3
    SizeZoneNonUniformity: features.sizeNonUniformity,
    // 1/Nz² · Σⱼ (Σᵢ P(i,j))²; IBSI VB3A
    SizeZoneNonUniformityNormalized: features.sizeNonUniformityNormalised,
    // 1/Nz · Σ P(i,j) / j²; IBSI 5QRC
    SmallAreaEmphasis: features.smallEmphasis,
    // 1/Nz · Σ P(i,j) · i² / j²; IBSI HW1V
    SmallAreaHighGrayLevelEmphasis: features.smallHighEmphasis,
    // 1/Nz · Σ P(i,j) / (i² · j²); IBSI 5RAI
    SmallAreaLowGrayLevelEmphasis: features.smallLowEmphasis,
    // −Σ p(i,j) · log₂(p(i,j) + ε); IBSI GU8N
    ZoneEntropy: features.entropy,
    // Nz / Np, with Np = Σ P(i,j) · j voxels; IBSI P30P
    ZonePercentage: features.percentage,
    // Σ p(i,j) · (j − µⱼ)², with µⱼ = Σ p(i,j) · j; IBSI 3NSA
    ZoneVariance: features.sizeVariance,
  };
}
