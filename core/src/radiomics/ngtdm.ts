import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { neighbourSteps } from './greyLevels.js';
import type { RadiomicsSettings } from './settings.js';

/** What Coarseness is where no grey level differs from its neighbourhood. */
const HIGHEST_COARSENESS = 1e6;

/** Neighbouring grey tone differences (IBSI 3.10), by grey level that occurs. */
export interface ToneDifferences {
  /** Number of voxels. */
  readonly counts: Float64Array;
  /** Sum of |level − mean level of the neighbours inside the ROI|. */
  readonly differences: Float64Array;
}

export function toneDifferences(roi: GreyLevels, settings: RadiomicsSettings): ToneDifferences {
  const { levels, voxels, position, present } = roi;
  const steps = neighbourSteps(roi, settings.distances, settings);
  const counts = new Float64Array(present.length);
  const differences = new Float64Array(present.length);
  for (const voxel of voxels) {
    let neighbours = 0;
    let sum = 0;
    for (const step of steps) {
      const neighbour = levels[voxel + step]!;
      if (neighbour === 0) continue;
      neighbours++;
      sum += neighbour;
    }
    const level = levels[voxel]!;
    const index = position[level]!;
    counts[index]!++;
    if (neighbours > 0) differences[index]! += Math.abs(level - sum / neighbours);
  }
  return { counts, differences };
}

export function ngtdmFeatures(
  roi: GreyLevels,
  settings: RadiomicsSettings,
): FeatureValues<'ngtdm'> {
  const { counts, differences: s } = toneDifferences(roi, settings);
  const levels = roi.present;
  const voxelCount = roi.voxels.length;
  const p = counts.map((count) => count / voxelCount);

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
    Busyness: busyness === 0 ? 0 : weighted / busyness,
    Coarseness: weighted === 0 ? HIGHEST_COARSENESS : 1 / weighted,
    Complexity: complexity / voxelCount,
    Contrast: pairs === 0 ? 0 : ((contrast / pairs) * differenceSum) / voxelCount,
    Strength: differenceSum === 0 ? 0 : strength / differenceSum,
  };
}
