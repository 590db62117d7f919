import type { PredictionResult } from '@mutation-prediction/core';

/** What of a result moves to the page instead of being copied. */
export function transferables({
  views,
  images = [],
  activationMaps = [],
}: PredictionResult): Transferable[] {
  return [
    ...(views ? [views.hu.buffer, views.mask.buffer] : []),
    ...images.flatMap(({ data, mask }) => [data.buffer, mask.buffer]),
    ...activationMaps.map(({ data }) => data.buffer),
  ];
}
