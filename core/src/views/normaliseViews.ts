import type { ViewsInput } from '../contract/modelManifest.js';
import type { LesionViews } from './lesionViews.js';

/** The network's image input, float32 [1, planes, size, size]: HU clipped, then (HU − mean) / sd. */
export function normaliseViews(
  { hu }: Pick<LesionViews, 'hu'>,
  { clipHu: [low, high], normalisation: { mean, sd } }: ViewsInput,
): Float32Array {
  const tensor = new Float32Array(hu.length);
  for (let n = 0; n < hu.length; n++) {
    const value = hu[n]!;
    tensor[n] = ((value < low ? low : value > high ? high : value) - mean) / sd;
  }
  return tensor;
}
