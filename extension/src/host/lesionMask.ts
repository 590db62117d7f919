import type { Mask } from '@mutation-prediction/core';
import { componentMask } from '@mutation-prediction/core';
import type { LesionOrigin } from './segmentationEntry.js';

/**
 * The voxels of a lesion on the grid of its CT.
 *
 * @throws what reading the contours throws
 */
export function readLesionMask({ segmentation, ct, segment, component }: LesionOrigin): {
  readonly mask: Mask;
  readonly resampled: boolean;
} {
  const { mask, resampled } = segmentation.maskOn(ct, segment.number);
  return { mask: component ? componentMask(mask, component) : mask, resampled };
}
