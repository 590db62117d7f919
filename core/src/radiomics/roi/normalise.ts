import type { ScalarImage, StoredImage } from './image.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/**
 * The whole image in standard deviations from its mean, clipped at `removeOutliers`, times
 * `normalizeScale`.
 */
export function normaliseImage(
  { grid, data }: StoredImage,
  { normalizeScale, removeOutliers }: Pick<RadiomicsSettings, 'normalizeScale' | 'removeOutliers'>,
): ScalarImage {
  let sum = 0;
  for (let n = 0; n < data.length; n++) sum += data[n]!;
  const mean = sum / data.length;
  let squares = 0;
  for (let n = 0; n < data.length; n++) squares += (data[n]! - mean) * (data[n]! - mean);
  const deviation = Math.sqrt(squares / (data.length - 1));
  const limit = removeOutliers ?? Infinity;
  const scaled = new Float64Array(data.length);
  for (let n = 0; n < data.length; n++) {
    const score = deviation === 0 ? 0 : (data[n]! - mean) / deviation;
    scaled[n] = Math.max(-limit, Math.min(limit, score)) * normalizeScale;
  }
  return { grid, data: scaled, pixelType: 'float64' };
}
