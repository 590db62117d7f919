import { nothing, onDemand } from '../parts/onDemand.js';

/** Where a site has a server; a site that does not serve the file offers nothing of it. */
export const BackgroundJobs = onDemand(
  async () =>
    (await import(/* webpackChunkName: 'background-jobs' */ './BackgroundJobs.js')).BackgroundJobs,
  nothing,
);
