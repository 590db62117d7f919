import type { ScalarImage } from './image.js';
import type { RadiomicsSettings } from './settings.js';

/**
 * The whole image in standard deviations from its mean, clipped at `removeOutliers`, times
 * `normalizeScale`.
 */
export function normaliseImage(
  { grid, data }: ScalarImage,
  { normalizeScale, removeOutliers }: Pick<RadiomicsSettings, 'normalizeScale' | 'removeOutliers'>,
): ScalarImage {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const squares = data.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (data.length - 1));
  const limit = removeOutliers ?? Infinity;
  const scaled = data.map((value) => {
    const score = deviation === 0 ? 0 : (value - mean) / deviation;
    return Math.max(-limit, Math.min(limit, score)) * normalizeScale;
  });
  return { grid, data: scaled, pixelType: 'float64' };
}
