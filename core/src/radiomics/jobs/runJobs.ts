import { throwIfCancelled } from '../../errors.js';
import type { RadiomicsOptions } from './options.js';

/**
 * Runs jobs one after the other on the calling thread.
 *
 * @returns what each gave, in their order
 * @throws `cancelled` before the next job, and what `run` throws
 */
export function runJobs<Job, Result>(
  jobs: readonly Job[],
  run: (job: Job) => Result,
  { signal, onProgress }: RadiomicsOptions,
): Result[] {
  const total = jobs.length;
  onProgress?.({ done: 0, total });
  return jobs.map((job, index) => {
    throwIfCancelled(signal);
    const result = run(job);
    onProgress?.({ done: index + 1, total });
    return result;
  });
}
