import type { FeatureValues } from './featureNames.js';
import type { GreyLevels } from './greyLevels.js';
import { neighbourSteps } from './greyLevels.js';
import type { RadiomicsSettings } from './settings.js';

/** What Coarseness is where no grey level differs from its neighbourhood. */
const HIGHEST_COARSENESS = 1e6;

/**
 * Neighbouring grey tone differences (IBSI 3.10): for each grey level that occurs the sum of
 * |level − mean level of the neighbours inside the ROI| over its voxels.
 */
export function toneDifferences(roi: GreyLevels, settings: RadiomicsSettings): Float64Array {
  const { codes, voxels, present } = roi;
  const steps = neighbourSteps(roi, settings.distances, settings);
  // Level 0 for the outside, so that it adds nothing to the sum of the neighbours.
  const levelOf = new Int32Array(present.length + 1);
  levelOf.set(present, 1);
  const differences = new Float64Array(present.length);
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    let neighbours = 0;
    let sum = 0;
    for (let s = 0; s < steps.length; s++) {
      const code = codes[voxel + steps[s]!]!;
      sum += levelOf[code]!;
      if (code !== 0) neighbours++;
    }
    if (neighbours === 0) continue;
    const own = codes[voxel]!;
    differences[own - 1]! += Math.abs(levelOf[own]! - sum / neighbours);
  }
  return differences;
}

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
    Busyness: busyness === 0 ? 0 : weighted / busyness,
    Coarseness: weighted === 0 ? HIGHEST_COARSENESS : 1 / weighted,
    Complexity: complexity / voxelCount,
    Contrast: pairs === 0 ? 0 : ((contrast / pairs) * differenceSum) / voxelCount,
    Strength: differenceSum === 0 ? 0 : strength / differenceSum,
  };
}
