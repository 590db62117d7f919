import type { Vector3 } from '../imaging/vector.js';
import { countFeatures } from './countFeatures.js';
import type { CountTable } from './countTable.js';
import { sizesUpTo } from './countTable.js';
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
  const { present, extent } = roi;
  const { weightingNorm } = settings;
  const sizes = sizesUpTo(extent);
  const table = (counts: Float64Array): CountTable => ({ levels: present, sizes, counts });
  const offsets = halfNeighbourhood([1], settings).filter((offset) => anyLineOfTwo(roi, offset));
  const runs = countRunsOfEach(roi, offsets);
  if (weightingNorm === null || offsets.length === 0) return runs.map(table);
  const sum = new Float64Array(present.length * extent);
  for (const [d, offset] of offsets.entries()) {
    const weight =
      weightingNorm === 'no_weighting' ? 1 : offsetLength(offset, spacingMm, weightingNorm);
    const counts = runs[d]!;
    for (let n = 0; n < sum.length; n++) sum[n]! += counts[n]! * weight;
  }
  return [table(sum)];
}

function countRunsOfEach(roi: GreyLevels, offsets: readonly Vector3[]): Float64Array[] {
  const steps = offsets.map((offset) => stepOf(offset, roi));
  const [soFar, other] = [new Int32Array(roi.codes.length), new Int32Array(roi.codes.length)];
  const runs: Float64Array[] = [];
  let n = 0;
  while (n + 1 < steps.length) {
    runs.push(...countRunsOfTwo(roi, steps[n++]!, steps[n++]!, soFar, other));
  }
  if (n < steps.length) runs.push(countRuns(roi, steps[n]!, soFar));
  return runs;
}

/**
 * Counts for each voxel how long its run is up to there, [level, length − 1]: as many as there are runs
 * of that length or longer. Without branches, as texture would make them unpredictable.
 *
 * @param soFar of the length of `codes`, overwritten
 */
export function countRuns(
  { codes, voxels, present, extent }: GreyLevels,
  step: number,
  soFar: Int32Array,
): Float64Array {
  const atLeast = new Int32Array(present.length * extent);
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    const code = codes[voxel]!;
    const change = codes[voxel - step]! - code;
    // All bits of the mask are set where the run goes on.
    const goesOn = ~((change | -change) >> 31);
    const before = soFar[voxel - step]! & goesOn;
    soFar[voxel] = before + 1;
    atLeast[(code - 1) * extent + before]!++;
  }
  return exactLengths(atLeast, extent);
}

/**
 * As {@link countRuns} for two directions at once: the processor need not wait for a count that it has
 * just raised, as it would in even regions, where voxels in a row raise the same one.
 */
function countRunsOfTwo(
  { codes, voxels, present, extent }: GreyLevels,
  step1: number,
  step2: number,
  soFar1: Int32Array,
  soFar2: Int32Array,
): [Float64Array, Float64Array] {
  const atLeast1 = new Int32Array(present.length * extent);
  const atLeast2 = new Int32Array(present.length * extent);
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    const code = codes[voxel]!;
    const row = (code - 1) * extent;
    const change1 = codes[voxel - step1]! - code;
    const change2 = codes[voxel - step2]! - code;
    const before1 = soFar1[voxel - step1]! & ~((change1 | -change1) >> 31);
    const before2 = soFar2[voxel - step2]! & ~((change2 | -change2) >> 31);
    soFar1[voxel] = before1 + 1;
    soFar2[voxel] = before2 + 1;
    atLeast1[row + before1]!++;
    atLeast2[row + before2]!++;
  }
  return [exactLengths(atLeast1, extent), exactLengths(atLeast2, extent)];
}

/** How many runs have just each length, from how many are as long or longer. */
function exactLengths(atLeast: Int32Array, extent: number): Float64Array {
  const counts = new Float64Array(atLeast.length);
  for (let row = 0; row < counts.length; row += extent) {
    for (let n = 0; n < extent; n++) {
      counts[row + n] = atLeast[row + n]! - (n + 1 < extent ? atLeast[row + n + 1]! : 0);
    }
  }
  return counts;
}

/** Directions in which every line meets the ROI once at most have no runs. */
function anyLineOfTwo(roi: GreyLevels, offset: Vector3): boolean {
  const { codes, voxels } = roi;
  const step = stepOf(offset, roi);
  for (let n = 0; n < voxels.length; n++) if (codes[voxels[n]! + step] !== 0) return true;
  return anyLineOfTwoApart(roi, offset);
}

function anyLineOfTwoApart(roi: GreyLevels, offset: Vector3): boolean {
  const { codes, voxels, strides, extent } = roi;
  const step = stepOf(offset, roi);
  const [ni, nj, nk] = [strides[1], strides[2] / strides[1], codes.length / strides[2]];
  const lies = (index: number, n: number) => index >= 0 && index < n;
  return voxels.some((voxel) => {
    const i = voxel % ni;
    const j = Math.floor(voxel / ni) % nj;
    const k = Math.floor(voxel / strides[2]);
    for (let n = 2; n < extent; n++) {
      // Beyond the border, memory goes on with another row.
      const [x, y, z] = [i + n * offset[0], j + n * offset[1], k + n * offset[2]];
      if (!lies(x, ni) || !lies(y, nj) || !lies(z, nk)) return false;
      if (codes[voxel + n * step]) return true;
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
