import type { Vector3 } from '../../imaging/vector.js';
import type { WeightingNorm } from '../parameters/settings.js';

/** Length of an offset of voxels in a norm, mm; 1 without weighting. */
export function offsetLength(
  offset: Vector3,
  spacingMm: Vector3,
  norm: Exclude<WeightingNorm, 'no_weighting'>,
): number {
  const steps = offset.map((n, axis) => Math.abs(n) * spacingMm[axis as 0 | 1 | 2]);
  switch (norm) {
    case 'infinity':
      return Math.max(...steps);
    case 'euclidean':
      return Math.hypot(...steps);
    case 'manhattan':
      return steps.reduce((sum, step) => sum + step, 0);
  }
}
