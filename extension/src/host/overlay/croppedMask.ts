import type { Mask, MaskRuns } from '@mutation-prediction/core';
import { fillBox, runsBox } from '@mutation-prediction/core';

/**
 * A lesion without the CT around it, and a voxel more on each side, so that it ends where it ends.
 *
 * @returns `undefined` for an empty mask
 */
export function croppedMask(mask: MaskRuns): Mask | undefined {
  const box = runsBox(mask.runs);
  if (!box) return undefined;
  const { size } = mask.grid;
  const [a, b, c] = box.lower.map((index) => Math.max(0, index - 1));
  const [x, y, z] = box.upper.map((index, axis) => Math.min(size[axis]!, index + 1));
  return fillBox(mask, { lower: [a!, b!, c!], upper: [x!, y!, z!] });
}
