import type { SegmentMask } from '@mutation-prediction/core';
import { componentMask } from '@mutation-prediction/core';
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
