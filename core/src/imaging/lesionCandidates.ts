import { connectRuns } from './connectedComponents.js';
import type { LesionMeasurements } from './measureLesion.js';
import { measureRuns } from './measureLesion.js';
import type { VoxelRun } from './maskRuns.js';
import { maskRuns } from './maskRuns.js';
import type { Mask } from './volume.js';

/** A lesion that a segment offers: the whole of it, or one of its connected parts. */
export interface MeasuredCandidate {
  /** 1-based part, largest first, for `componentMask`; absent for the whole segment. */
  readonly component?: number;
  readonly measurements: LesionMeasurements;
  readonly runs: readonly VoxelRun[];
}

/**
 * A part this large, relative to the segment's largest part, may be a lesion of its own; smaller
 * ones are crumbs of contouring. Relative to the largest and not to all, so that a segment of
 * thirty equal nodules offers thirty.
 */
const SIGNIFICANT_PART = 0.05;

/**
 * The lesions that a segment offers: itself, and, where it falls into several significant parts,
 * each of those, largest first.
 *
 * @throws `empty-segment` when the mask has no voxel
 */
export function lesionCandidates(mask: Mask): MeasuredCandidate[] {
  const runs = maskRuns(mask);
  const components = connectRuns(runs, mask.grid.size[1]);
  const whole = { measurements: measureRuns(mask.grid, runs), runs };
  const largest = components[0]!.voxelCount;
  const significant = components.filter((c) => c.voxelCount >= SIGNIFICANT_PART * largest);
  if (significant.length === 1) return [whole];
  return [
    whole,
    ...significant.map((component, index) => ({
      component: index + 1,
      measurements: measureRuns(mask.grid, component.runs),
      runs: component.runs,
    })),
  ];
}
