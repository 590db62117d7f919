import { nothing, onDemand } from '../parts/onDemand.js';

/** Where the chosen model has a light tier; a site that does not serve the file offers none. */
export const LightTier = onDemand(
  async () => (await import(/* webpackChunkName: 'light-tier' */ './LightTier.js')).LightTier,
  nothing,
);
