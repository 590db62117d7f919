import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  extractRadiomics,
  planRadiomics,
  radiomicsWorker,
  radiomicsWorkerCount,
  runRadiomicsJobs,
  throwIfCancelled,
  type Mask,
  type RadiomicsImage,
  type RadiomicsOptions,
  type RadiomicsParameters,
  type RadiomicsPlan,
  type RadiomicsReply,
  type ExtractedFeatures,
  type RadiomicsWorker,
} from '@mutation-prediction/core';

export interface WorkerOptions extends RadiomicsOptions {
  /** Threads to use; default: one per core, at most 8. With 1 everything runs on this thread. */
  readonly workers?: number;
  /** Script of a thread, for tests. */
  readonly workerUrl?: URL;
}

/**
 * `extractRadiomics` on several threads, with the same result to the last bit. The voxels are shared,
 * not copied; what grows with the threads are the filtered images, eight bytes a voxel each.
 *
 * @throws what `extractRadiomics` throws, and `worker-failed` where a thread dies
 */
export async function extractRadiomicsInWorkers(
  image: RadiomicsImage,
  mask: Mask,
  parameters: RadiomicsParameters,
  { workers, workerUrl = new URL('worker.js', import.meta.url), ...options }: WorkerOptions = {},
): Promise<ExtractedFeatures> {
  if (workers === 1) return extractRadiomics(image, mask, parameters, options);
  throwIfCancelled(options.signal);
  const plan = inSharedMemory(planRadiomics({ image, mask, parameters }));
  const count = radiomicsWorkerCount(plan.jobs.length, workers ?? availableParallelism());
  const threads = Array.from({ length: count }, () => startThread(workerUrl));
  return runRadiomicsJobs(plan, threads, options);
}

function startThread(url: URL): RadiomicsWorker {
  const thread = new Worker(url);
  return radiomicsWorker({
    post: (request) => thread.postMessage(request),
    listen(onReply, onDeath) {
      thread.on('message', (reply: RadiomicsReply) => onReply(reply));
      thread.on('error', (error) => onDeath(error.message));
      thread.on('exit', (code) => onDeath(`it ended with code ${code}`));
    },
    terminate: () => void thread.terminate(),
  });
}

/** The plan with its voxels where every thread sees them. */
function inSharedMemory(plan: RadiomicsPlan): RadiomicsPlan {
  const { image, mask, shapeMask } = plan.prepared;
  const sharedMask = shareMask(mask);
  return {
    ...plan,
    prepared: {
      ...plan.prepared,
      image: { ...image, data: shared(image.data) },
      mask: sharedMask,
      shapeMask: shapeMask === mask ? sharedMask : shareMask(shapeMask),
    },
  };
}

function shareMask({ grid, data }: Mask): Mask {
  return { grid, data: shared(data) };
}

/** The same numbers, of the same type. */
function shared<T extends RadiomicsImage['data']>(data: T): T {
  const TypedArray = data.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new TypedArray(new SharedArrayBuffer(data.byteLength));
  copy.set(data);
  return copy;
}
