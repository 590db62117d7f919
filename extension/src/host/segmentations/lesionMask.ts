import type { MaskRuns, SegmentMask } from '@mutation-prediction/core';
import { componentMask, fillRuns, maskRuns } from '@mutation-prediction/core';
import type { LesionContours, LesionOrigin } from './segmentationEntry.js';

/** @throws what reading the contours throws */
export async function readLesionContours(origin: LesionOrigin): Promise<LesionContours> {
  if (origin.contours) return origin.contours;
  const { mask, ...drawn } = await readLesionMask(origin);
  return { voxels: { grid: mask.grid, runs: maskRuns(mask) }, drawn };
}

/**
 * As {@link readLesionContours}, in a mask as large as the CT.
 *
 * @throws what reading the contours throws
 */
export async function readLesionMask({
  segmentation,
  ct,
  segment,
  component,
  contours,
}: LesionOrigin): Promise<SegmentMask> {
  if (contours) {
    const { grid, runs } = contours.voxels;
    return { mask: fillRuns(grid, runs), ...contours.drawn };
  }
  const { mask, ...drawn } = await segmentation.maskOn(ct, segment.number);
  return { mask: component ? componentMask(mask, component) : mask, ...drawn };
}

/** Whether both are the same voxels of one grid. */
export function areSameVoxels(a: MaskRuns, b: MaskRuns): boolean {
  if (a === b) return true;
  return (
    a.runs.length === b.runs.length &&
    a.runs.every(({ start, end, j, k }, n) => {
      const other = b.runs[n]!;
      return start === other.start && end === other.end && j === other.j && k === other.k;
    })
  );
}
