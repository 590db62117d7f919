import { JobBoard } from '../queue/jobBoard.js';
import { openReader, passingReader } from '../queue/readerKey.js';
import { readSources } from '../queue/sources.js';
import type { Settings } from './settings/settings.js';

/**
 * Opens the queue of jobs, where the settings name one.
 *
 * @throws MutationPredictionError `queue-unavailable`, `invalid-settings`, `store-refused`
 */
export async function openJobs({ jobs }: Settings): Promise<JobBoard | undefined> {
  const { queue: url, password, sourcesFile, keyFile, maxWaiting: atMost } = jobs;
  if (url === undefined || sourcesFile === undefined) return undefined;
  return JobBoard.open({
    redis: { url, ...(password !== undefined && { password }) },
    sources: await readSources(sourcesFile),
    reader: keyFile === undefined ? passingReader() : await openReader(keyFile),
    atMost,
  });
}
