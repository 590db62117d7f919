import { sumAlong, type Sums } from './sumAlong.js';
import type { FeatureValues } from '../features/featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/** What Coarseness is where no grey level differs from its neighbourhood. */
const HIGHEST_COARSENESS = 1e6;

/**
 * Neighbouring grey tone differences (IBSI 3.10): for each grey level that occurs the sum of
 * |level − mean level of the neighbours inside the ROI| over its voxels.
 */
export function toneDifferences(roi: GreyLevels, settings: RadiomicsSettings): Float64Array {
  return roi.arena.frame(() => sumDifferences(roi, settings));
}

function sumDifferences(roi: GreyLevels, settings: RadiomicsSettings): Float64Array {
  const { codes, voxels, present } = roi;
  // Level 0 for the outside, so that it adds nothing to the sum of the neighbours.
  const levelOf = new Int32Array(present.length + 1);
  levelOf.set(present, 1);
  const { sums, unit } = neighbourSums(roi, levelOf, settings);
  const differences = new Float64Array(present.length);
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    const both = sums[n]!;
    const sum = Math.floor(both / unit);
    const neighbours = both - sum * unit;
    if (neighbours === 0) continue;
    const own = codes[voxel]!;
    differences[own - 1]! += Math.abs(levelOf[own]! - sum / neighbours);
  }
  return differences;
}

/**
 * For each voxel the sum of its neighbours' levels times `unit`, plus their number: summed up
 * together, since the number is always less than the unit.
 */
function neighbourSums(
  { codes, voxels, present, strides, arena }: GreyLevels,
  levelOf: Int32Array,
  { distances, force2D, force2Ddimension }: RadiomicsSettings,
) {
  const farthest = Math.max(...distances);
  const window = (2 * farthest + 1) ** 3;
  const unit = 2 ** Math.ceil(Math.log2(window + 1));
  const largest = window * (present[present.length - 1]! * unit + 1);
  const zeros = (length: number): Sums =>
    (largest < 2 ** 31 ? arena.int32(length) : arena.float64(length)).fill(0);

  const own = zeros(codes.length);
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    own[voxel] = levelOf[codes[voxel]!]! * unit + 1;
  }
  /** Sums over the box of ±distance around each voxel, axis by axis. */
  const within = (distance: number) => {
    const along = (dimension: 0 | 1 | 2) =>
      force2D && dimension === force2Ddimension ? 0 : distance;
    const rows = sumAlong(own, strides[0], along(2), arena);
    const planes = sumAlong(rows, strides[1], along(1), arena);
    return sumAlong(planes, strides[2], along(0), arena);
  };
  const sums = zeros(voxels.length);
  for (const distance of new Set(distances)) {
    const [inner, outer] = [within(distance - 1), within(distance)];
    for (let n = 0; n < voxels.length; n++) {
      const voxel = voxels[n]!;
      sums[n]! += outer[voxel]! - inner[voxel]!;
    }
  }
  return { sums, unit };
}

/**
 * Features of the tone differences (IBSI 3.10). i, j: grey levels that occur, Ng in number; sᵢ: the sum of
 * differences of level i; pᵢ: its share in the Nv voxels of the ROI.
 */
export function ngtdmFeatures(
  roi: GreyLevels,
  settings: RadiomicsSettings,
): FeatureValues<'ngtdm'> {
  const s = toneDifferences(roi, settings);
  const levels = roi.present;
  const voxelCount = roi.voxels.length;
  const p = roi.counts.map((count) => count / voxelCount);

  let [weighted, differenceSum] = [0, 0];
  for (let a = 0; a < levels.length; a++) {
    weighted += p[a]! * s[a]!;
    differenceSum += s[a]!;
  }
  let [contrast, busyness, complexity, strength] = [0, 0, 0, 0];
  for (let a = 0; a < levels.length; a++) {
    for (let b = 0; b < levels.length; b++) {
      const step = levels[a]! - levels[b]!;
      const both = p[a]! + p[b]!;
      contrast += p[a]! * p[b]! * step * step;
      busyness += Math.abs(levels[a]! * p[a]! - levels[b]! * p[b]!);
      complexity += (Math.abs(step) * (p[a]! * s[a]! + p[b]! * s[b]!)) / both;
      strength += both * step * step;
    }
  }
  const pairs = levels.length * (levels.length - 1);
  return {
    // Σᵢ pᵢ · sᵢ / Σᵢⱼ |i · pᵢ − j · pⱼ|, 0 where that sum is; IBSI NQ30
    Busyness: busyness === 0 ? 0 : weighted / busyness,
    // 1 / Σᵢ pᵢ · sᵢ, 10⁶ where that sum is 0; IBSI QCDE
    Coarseness: weighted === 0 ? HIGHEST_COARSENESS : 1 / weighted,
    // 1/Nv · Σᵢⱼ |i − j| · (pᵢ · sᵢ + pⱼ · sⱼ) / (pᵢ + pⱼ); IBSI HDEZ
    Complexity: complexity / voxelCount,
    // Σᵢⱼ pᵢ · pⱼ · (i − j)² / (Ng · (Ng − 1)) · Σᵢ sᵢ / Nv, 0 where Ng is 1; IBSI 65HE
    Contrast: pairs === 0 ? 0 : ((contrast / pairs) * differenceSum) / voxelCount,
    // Σᵢⱼ (pᵢ + pⱼ) · (i − j)² / Σᵢ sᵢ, 0 where that sum is; IBSI 1X9X
    Strength: differenceSum === 0 ? 0 : strength / differenceSum,
  };
}
