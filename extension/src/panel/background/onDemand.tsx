import { lazy } from 'react';

/** Fetched where a site has a server; a site that does not serve the file offers nothing of it. */
export const BackgroundJobs = lazy(async () => {
  try {
    const { BackgroundJobs } = await import(
      /* webpackChunkName: 'background-jobs' */ './BackgroundJobs.js'
    );
    return { default: BackgroundJobs };
  } catch {
    return { default: () => null };
  }
});
