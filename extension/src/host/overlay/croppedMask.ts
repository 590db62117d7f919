import type { Mask } from '@mutation-prediction/core';
import { cropMask, maskRuns, runsBox } from '@mutation-prediction/core';

/**
 * A lesion without the CT around it, and a voxel more on each side, so that it ends where it ends.
 *
 * @returns `undefined` for an empty mask
 */
export function croppedMask(mask: Mask): Mask | undefined {
  const box = runsBox(maskRuns(mask));
  if (!box) return undefined;
  const { size } = mask.grid;
  const [a, b, c] = box.lower.map((index) => Math.max(0, index - 1));
  const [x, y, z] = box.upper.map((index, axis) => Math.min(size[axis]!, index + 1));
  return cropMask(mask, { lower: [a!, b!, c!], upper: [x!, y!, z!] });
}
