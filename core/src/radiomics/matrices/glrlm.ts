import type { Vector3 } from '../../imaging/vector.js';
import { countFeatures } from '../features/countFeatures.js';
import type { CountTable } from './countTable.js';
import { sizesUpTo } from './countTable.js';
import type { FeatureValues } from '../features/featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { stepOf } from './greyLevels.js';
import { meanOfEach } from '../features/mean.js';
import { halfNeighbourhood } from './neighbours.js';
import type { RadiomicsSettings } from '../parameters/settings.js';
import { offsetLength } from './weighting.js';

/**
 * Grey level run length features (IBSI 3.7), the mean over the directions. P(i,j): runs of level i and length
 * j; Nz, Np and p(i,j): as of `CountFeatures`.
 */
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
  const runs = countRuns(roi, offsets);
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

/**
 * How many runs of each length there are in each direction, [level, length − 1].
 *
 * Counted is for each voxel how long its run is up to there, which gives as many as there are runs of that
 * length or longer: without branches, as texture would make them unpredictable.
 */
export function countRuns(roi: GreyLevels, offsets: readonly Vector3[]): Float64Array[] {
  const { present, extent, strides, arena } = roi;
  return arena.frame(() => {
    // Back to the same place in the slice before, and a row and a voxel more, no run comes from.
    const window = 2 ** Math.ceil(Math.log2(strides[2] + strides[1] + 2));
    const lanes = offsets.map((offset): Lane => ({
      step: stepOf(offset, roi),
      soFar: arena.int32(window),
      atLeast: arena.int32(present.length * extent).fill(0),
    }));
    let n = 0;
    while (n + 4 <= lanes.length) {
      countFour(roi, lanes[n++]!, lanes[n++]!, lanes[n++]!, lanes[n++]!);
    }
    while (n < lanes.length) countOne(roi, lanes[n++]!);
    return lanes.map(({ atLeast }) => exactLengths(atLeast, extent));
  });
}

/** What is counted in a direction. */
interface Lane {
  readonly step: number;
  /** Length of the run at each of the last voxels, by their places modulo its own length, a power of 2. */
  readonly soFar: Int32Array;
  /** Runs as long or longer, [level, length − 1]. */
  readonly atLeast: Int32Array;
}

function countOne({ codes, voxels, extent }: GreyLevels, { step, soFar, atLeast }: Lane): void {
  const last = soFar.length - 1;
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    const code = codes[voxel]!;
    const change = codes[voxel - step]! - code;
    // All bits of the mask are set where the run goes on.
    const goesOn = ~((change | -change) >> 31);
    const before = soFar[(voxel - step) & last]! & goesOn;
    soFar[voxel & last] = before + 1;
    atLeast[(code - 1) * extent + before]!++;
  }
}

/**
 * As {@link countOne}: the processor need not wait for a count that it has just raised, as it would in even
 * regions, where voxels in a row raise the same one.
 */
function countFour(
  { codes, voxels, extent }: GreyLevels,
  { step: step1, soFar: soFar1, atLeast: atLeast1 }: Lane,
  { step: step2, soFar: soFar2, atLeast: atLeast2 }: Lane,
  { step: step3, soFar: soFar3, atLeast: atLeast3 }: Lane,
  { step: step4, soFar: soFar4, atLeast: atLeast4 }: Lane,
): void {
  const last = soFar1.length - 1;
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    const here = voxel & last;
    const code = codes[voxel]!;
    const row = (code - 1) * extent;

    const change1 = codes[voxel - step1]! - code;
    const before1 = soFar1[(voxel - step1) & last]! & ~((change1 | -change1) >> 31);
    soFar1[here] = before1 + 1;
    atLeast1[row + before1]!++;

    const change2 = codes[voxel - step2]! - code;
    const before2 = soFar2[(voxel - step2) & last]! & ~((change2 | -change2) >> 31);
    soFar2[here] = before2 + 1;
    atLeast2[row + before2]!++;

    const change3 = codes[voxel - step3]! - code;
    const before3 = soFar3[(voxel - step3) & last]! & ~((change3 | -change3) >> 31);
    soFar3[here] = before3 + 1;
    atLeast3[row + before3]!++;

    const change4 = codes[voxel - step4]! - code;
    const before4 = soFar4[(voxel - step4) & last]! & ~((change4 | -change4) >> 31);
    soFar4[here] = before4 + 1;
    atLeast4[row + before4]!++;
  }
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
    // 1/Nz · Σᵢ (Σⱼ P(i,j))²; IBSI R5YN
    GrayLevelNonUniformity: features.levelNonUniformity,
    // 1/Nz² · Σᵢ (Σⱼ P(i,j))²; IBSI OVBL
    GrayLevelNonUniformityNormalized: features.levelNonUniformityNormalised,
    // Σ p(i,j) · (i − µᵢ)², with µᵢ = Σ p(i,j) · i; IBSI 8CE5
    GrayLevelVariance: features.levelVariance,
    // 1/Nz · Σ P(i,j) · i²; IBSI G3QZ
    HighGrayLevelRunEmphasis: features.highLevelEmphasis,
    // 1/Nz · Σ P(i,j) · j²; IBSI W4KF
    LongRunEmphasis: features.largeEmphasis,
    // 1/Nz · Σ P(i,j) · i² · j²; IBSI 3KUM
    LongRunHighGrayLevelEmphasis: features.largeHighEmphasis,
    // 1/Nz · Σ P(i,j) · j² / i²; IBSI IVPO
    LongRunLowGrayLevelEmphasis: features.largeLowEmphasis,
    // 1/Nz · Σ P(i,j) / i²; IBSI V3SW
    LowGrayLevelRunEmphasis: features.lowLevelEmphasis,
    // −Σ p(i,j) · log₂(p(i,j) + ε); IBSI HJ9O
    RunEntropy: features.entropy,
    // 1/Nz · Σⱼ (Σᵢ P(i,j))²; IBSI W92Y
    RunLengthNonUniformity: features.sizeNonUniformity,
    // 1/Nz² · Σⱼ (Σᵢ P(i,j))²; IBSI IC23
    RunLengthNonUniformityNormalized: features.sizeNonUniformityNormalised,
    // Nz / Np, with Np = Σ P(i,j) · j voxels; IBSI 9ZK5
    RunPercentage: features.percentage,
    // Σ p(i,j) · (j − µⱼ)², with µⱼ = Σ p(i,j) · j; IBSI SXLW
    RunVariance: features.sizeVariance,
    // 1/Nz · Σ P(i,j) / j²; IBSI 22OV
    ShortRunEmphasis: features.smallEmphasis,
    // 1/Nz · Σ P(i,j) · i² / j²; IBSI GD3A
    ShortRunHighGrayLevelEmphasis: features.smallHighEmphasis,
    // 1/Nz · Σ P(i,j) / (i² · j²); IBSI HTZT
    ShortRunLowGrayLevelEmphasis: features.smallLowEmphasis,
  };
}
