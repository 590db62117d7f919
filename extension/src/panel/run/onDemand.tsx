import { lazy } from 'react';

/** Fetched where the chosen model has a light tier; a site that does not serve the file offers none. */
export const LightTier = lazy(async () => {
  try {
    const { LightTier } = await import(/* webpackChunkName: 'light-tier' */ './LightTier.js');
    return { default: LightTier };
  } catch {
    return { default: () => null };
  }
});
