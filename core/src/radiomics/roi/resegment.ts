import type { Mask } from '../../imaging/volume.js';
import type { ScalarImage } from './image.js';
import { MutationPredictionError } from '../../errors.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/**
 * The part of the mask whose values lie in `resegmentRange`, bounds included: in image units, as
 * parts of the ROI's maximum, or in standard deviations from its mean.
 *
 * @throws `unsuitable-roi` where one voxel at most is left
 */
export function resegmentMask(
  image: ScalarImage,
  mask: Mask,
  range: NonNullable<RadiomicsSettings['resegmentRange']>,
  mode: RadiomicsSettings['resegmentMode'],
): Mask {
  const values = image.data.filter((_, n) => mask.data[n]);
  const toValue = thresholdScale(values, mode);
  const [lower, upper = Infinity] = [...range].sort((a, b) => a - b).map(toValue);
  const data = mask.data.map((inside, n) => {
    const value = image.data[n]!;
    return inside && value >= lower! && value <= upper ? 1 : 0;
  });
  const left = data.reduce((sum, inside) => sum + inside, 0);
  if (left <= 1) {
    throw new MutationPredictionError('unsuitable-roi.resegmented', { left, count: values.length });
  }
  return { grid: mask.grid, data };
}

function thresholdScale(
  values: Float64Array,
  mode: RadiomicsSettings['resegmentMode'],
): (bound: number) => number {
  if (mode === 'absolute') return (bound) => bound;
  if (mode === 'relative') {
    const maximum = values.reduce((highest, value) => Math.max(highest, value), -Infinity);
    return (bound) => bound * maximum;
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return (bound) => mean + Math.sqrt(variance) * bound;
}
