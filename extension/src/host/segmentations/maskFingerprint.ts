import type { Mask, MeasuredCandidate } from '@mutation-prediction/core';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A short text that differs when a mask's voxels differ (FNV-1a over the bounding box), so that a
 * result can be told from one on other contours without keeping the mask.
 *
 * @param candidates lesions of the mask; the first is the whole of it
 */
export function maskFingerprint(
  { data, grid }: Mask,
  [whole]: readonly MeasuredCandidate[],
): string {
  if (!whole) return 'empty';
  const { lower, upper } = whole.measurements.boundingBox;
  const [columns, rows] = grid.size;
  let hash = FNV_OFFSET;
  for (let k = lower[2]; k < upper[2]; k++) {
    for (let j = lower[1]; j < upper[1]; j++) {
      const row = (k * rows + j) * columns;
      for (let i = lower[0]; i < upper[0]; i++) {
        hash = Math.imul(hash ^ data[row + i]!, FNV_PRIME);
      }
    }
  }
  return `${lower.join()}-${upper.join()}-${(hash >>> 0).toString(16)}`;
}
