import type { Vector3 } from '../imaging/vector.js';
import type { CountTable } from './countTable.js';
import { countFeatures } from './countFeatures.js';
import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { meanOfEach } from './mean.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from './settings.js';
import { offsetLength } from './weighting.js';

/** Grey level run length features (IBSI 3.7), the mean over the directions. */
export function glrlmFeatures(
  roi: GreyLevels,
  settings: RadiomicsSettings,
  spacingMm: Vector3,
): FeatureValues<'glrlm'> {
  return meanOfEach(runLengths(roi, settings, spacingMm).map(featuresOf));
}

/**
 * Run lengths: a table per direction in which some line holds two voxels of the ROI, or one of all
 * directions where they are weighted by the length of a step.
 */
export function runLengths(
  roi: GreyLevels,
  settings: RadiomicsSettings,
  spacingMm: Vector3,
): CountTable[] {
  const { weightingNorm } = settings;
  const sizes = Int32Array.from({ length: roi.extent }, (_, n) => n + 1);
  const weighted: Float64Array[] = [];
  const tables: CountTable[] = [];
  for (const offset of halfNeighbourhood([1], settings)) {
    if (!anyLineOfTwo(roi, offset)) continue;
    const counts = countRuns(roi, stepOf(offset, roi));
    tables.push({ levels: roi.present, sizes, counts });
    const weight =
      weightingNorm === null || weightingNorm === 'no_weighting'
        ? 1
        : offsetLength(offset, spacingMm, weightingNorm);
    weighted.push(weightingNorm === null ? counts : counts.map((count) => count * weight));
  }
  if (weightingNorm === null || tables.length === 0) return tables;
  const sum = new Float64Array(roi.present.length * sizes.length);
  for (const counts of weighted) counts.forEach((count, n) => (sum[n]! += count));
  return [{ levels: roi.present, sizes, counts: sum }];
}

/** [level, length − 1] */
function countRuns(
  { levels, voxels, position, present, extent }: GreyLevels,
  step: number,
): Float64Array {
  const counts = new Float64Array(present.length * extent);
  for (const voxel of voxels) {
    const level = levels[voxel]!;
    if (levels[voxel - step] === level) continue;
    let length = 1;
    while (levels[voxel + length * step] === level) length++;
    counts[position[level]! * extent + length - 1]!++;
  }
  return counts;
}

/** Directions in which every line meets the ROI once at most have no runs. */
function anyLineOfTwo(roi: GreyLevels, offset: Vector3): boolean {
  const { levels, voxels, strides, extent } = roi;
  const step = stepOf(offset, roi);
  if (voxels.some((voxel) => levels[voxel + step])) return true;
  const [ni, nj, nk] = [strides[1], strides[2] / strides[1], levels.length / strides[2]];
  const lies = (index: number, n: number) => index >= 0 && index < n;
  return voxels.some((voxel) => {
    const i = voxel % ni;
    const j = Math.floor(voxel / ni) % nj;
    const k = Math.floor(voxel / strides[2]);
    for (let n = 2; n < extent; n++) {
      // Beyond the border, memory goes on with another row.
      const [x, y, z] = [i + n * offset[0], j + n * offset[1], k + n * offset[2]];
      if (!lies(x, ni) || !lies(y, nj) || !lies(z, nk)) return false;
      if (levels[voxel + n * step]) return true;
    }
    return false;
  });
}

function featuresOf(table: CountTable): FeatureValues<'glrlm'> {
  const features = countFeatures(table);
  return {
    GrayLevelNonUniformity: features.levelNonUniformity,
    GrayLevelNonUniformityNormalized: features.levelNonUniformityNormalised,
    GrayLevelVariance: features.levelVariance,
    HighGrayLevelRunEmphasis: features.highLevelEmphasis,
    LongRunEmphasis: features.largeEmphasis,
    LongRunHighGrayLevelEmphasis: features.largeHighEmphasis,
    LongRunLowGrayLevelEmphasis: features.largeLowEmphasis,
    LowGrayLevelRunEmphasis: features.lowLevelEmphasis,
    RunEntropy: features.entropy,
    RunLengthNonUniformity: features.sizeNonUniformity,
    RunLengthNonUniformityNormalized: features.sizeNonUniformityNormalised,
    RunPercentage: features.percentage,
    RunVariance: features.sizeVariance,
    ShortRunEmphasis: features.smallEmphasis,
    ShortRunHighGrayLevelEmphasis: features.smallHighEmphasis,
    ShortRunLowGrayLevelEmphasis: features.smallLowEmphasis,
  };
}
