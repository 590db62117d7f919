import { MutationPredictionError } from '../errors.js';
import type { Volume } from './volume.js';

/**
 * What stands in for a voxel without a value is for whoever made the image to say.
 *
 * @param name names the image in errors
 * @throws `unsupported-object` where a voxel is not a finite number
 */
export function requireNumbers({ data }: Volume, name: string): void {
  if (data instanceof Int16Array) return;
  let count = 0;
  for (let n = 0; n < data.length; n++) if (!Number.isFinite(data[n]!)) count++;
  if (count === 0) return;
  throw new MutationPredictionError('unsupported-object.no-numbers', { image: name, count });
}
