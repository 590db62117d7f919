import { throwIfCancelled, untilAborted } from '../../errors.js';
import type { ExtractedFeature, ExtractedFeatures } from '../extractedFeatures.js';
import type { FeatureInput, FeaturePlan } from './featureJobs.js';
import { assembleFeatures } from './featureJobs.js';
import type { RadiomicsOptions } from './options.js';
import type { RadiomicsWorker } from './workerProtocol.js';

/** More workers than this do not pay: memory holds them up, and the largest job is one image type. */
const MOST_WORKERS = 8;

/** How many workers to start for a number of jobs on a machine with so many cores. */
export function radiomicsWorkerCount(jobs: number, cores: number): number {
  return Math.max(1, Math.min(jobs, cores, MOST_WORKERS));
}

/**
 * Runs the jobs of a plan, each on the next worker that is free; the result is that of
 * `extractFeatures`. The workers are ended, however it goes.
 *
 * @throws what the first failing job throws; `cancelled` at once when the signal aborts;
 *   `worker-failed` where a worker dies
 */
export async function runRadiomicsJobs(
  plan: FeaturePlan,
  workers: readonly RadiomicsWorker[],
  { signal, onProgress }: RadiomicsOptions = {},
): Promise<ExtractedFeatures> {
  const results: (readonly ExtractedFeature[])[] = [];
  const total = plan.jobs.length;
  let next = 0;
  let done = 0;

  async function work(worker: RadiomicsWorker): Promise<void> {
    while (next < total) {
      const index = next++;
      results[index] = await worker.run(plan, index);
      onProgress?.({ done: ++done, total });
    }
  }

  try {
    throwIfCancelled(signal);
    onProgress?.({ done, total });
    await untilAborted(Promise.all(workers.map(work)), signal);
    return assembleFeatures(plan, results);
  } finally {
    workers.forEach((worker) => worker.terminate());
  }
}

/**
 * An extraction with nothing done on the calling thread: the first worker plans it, then as many as
 * there are jobs and cores share the jobs.
 *
 * @param startWorker may throw where a worker cannot be started
 * @throws what {@link runRadiomicsJobs} and planning throw
 */
export async function extractRadiomicsInPool(
  input: FeatureInput,
  startWorker: () => RadiomicsWorker,
  cores: number,
  options: RadiomicsOptions = {},
): Promise<ExtractedFeatures> {
  throwIfCancelled(options.signal);
  const workers = [startWorker()];
  try {
    const plan = await untilAborted(workers[0]!.plan(input), options.signal);
    const wanted = radiomicsWorkerCount(plan.jobs.length, cores);
    while (workers.length < wanted) workers.push(startWorker());
    return await runRadiomicsJobs(plan, workers, options);
  } finally {
    workers.forEach((worker) => worker.terminate());
  }
}
