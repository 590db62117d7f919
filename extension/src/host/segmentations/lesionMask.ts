import type { MaskRuns, SegmentMask } from '@mutation-prediction/core';
import { componentMask, maskRuns } from '@mutation-prediction/core';
import type { LesionOrigin } from './segmentationEntry.js';

/**
 * The voxels of a lesion on the grid of its CT.
 *
 * @throws what reading the contours throws
 */
export async function readLesionMask({
  segmentation,
  ct,
  segment,
  component,
}: LesionOrigin): Promise<SegmentMask> {
  const { mask, ...drawn } = await segmentation.maskOn(ct, segment.number);
  return { mask: component ? componentMask(mask, component) : mask, ...drawn };
}

/** What was read of a lesion, small enough to be kept. */
export interface LesionRuns {
  readonly origin: LesionOrigin;
  readonly voxels: MaskRuns;
  readonly drawn: Omit<SegmentMask, 'mask'>;
}

/**
 * As {@link readLesionMask}, in the form of its runs.
 *
 * @param last of the same lesion: a DICOM object never changes and is not read again, for its mask is as large as the CT
 */
export async function readLesionRuns(origin: LesionOrigin, last?: LesionRuns): Promise<LesionRuns> {
  if (last?.origin === origin && origin.segmentation.object) return last;
  const { mask, ...drawn } = await readLesionMask(origin);
  return { origin, voxels: { grid: mask.grid, runs: maskRuns(mask) }, drawn };
}

/** Whether both are the same voxels of the same CT. */
export function areSameVoxels(a: LesionRuns, b: LesionRuns): boolean {
  if (a === b) return true;
  const [before, after] = [a.voxels.runs, b.voxels.runs];
  return (
    a.origin.ct === b.origin.ct &&
    before.length === after.length &&
    before.every(({ start, end, j, k }, n) => {
      const other = after[n]!;
      return start === other.start && end === other.end && j === other.j && k === other.k;
    })
  );
}
