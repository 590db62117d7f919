import type {
  ExtractedFeatures,
  FeatureInput,
  Grid,
  RadiomicsOptions,
  RadiomicsReply,
  RadiomicsRequest,
  RadiomicsWorker,
} from '@mutation-prediction/core';
import {
  extractRadiomicsInPool,
  messageOf,
  RADIOMICS_PRESETS,
  radiomicsWorker,
} from '@mutation-prediction/core';

/** Started and run warm before anybody asked; the first extraction takes them. */
const ready: RadiomicsWorker[] = [];
/** Jobs of the features that are chosen to begin with: shape, and the CT itself. */
const FIRST_JOBS = 2;
/** Voxels along an edge of what they are run warm on; a ball in the middle of it is the ROI. */
const EDGE = 24;

/**
 * Starts workers and has each take a few features of noise: what the browser compiles for the first extraction is
 * compiled then.
 */
export async function makePoolReady(workerUrl: string): Promise<void> {
  const count = Math.min(FIRST_JOBS, navigator.hardwareConcurrency) - ready.length;
  await Promise.all(
    Array.from({ length: Math.max(0, count) }, async () => {
      const worker = startWorker(workerUrl);
      try {
        const plan = await worker.plan(noise());
        for (const job of plan.jobs.keys()) await worker.run(plan, job);
        ready.push(worker);
      } catch {
        // Whatever is wrong, the first extraction says so to whoever asks for it.
        worker.terminate();
      }
    }),
  );
}

/** As many workers as this browser has cores, for one extraction. */
export function extractInBrowser(
  workerUrl: string,
  input: FeatureInput,
  options: RadiomicsOptions,
): Promise<ExtractedFeatures> {
  const cores = navigator.hardwareConcurrency;
  const nextWorker = () => ready.shift() ?? startWorker(workerUrl);
  return extractRadiomicsInPool(input, nextWorker, cores, options);
}

/** A ball of grey noise. */
function noise(): FeatureInput {
  const grid: Grid = {
    size: [EDGE, EDGE, EDGE],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  const voxels = EDGE ** 3;
  const fromMiddle = (n: number) => n - (EDGE - 1) / 2;
  const isInside = (n: number) =>
    Math.hypot(
      fromMiddle(n % EDGE),
      fromMiddle(Math.floor(n / EDGE) % EDGE),
      fromMiddle(Math.floor(n / EDGE ** 2)),
    ) <
    EDGE / 3;
  const grey = Int16Array.from({ length: voxels }, (_, n) => ((n * 7919) % 400) - 200);
  const inside = Uint8Array.from({ length: voxels }, (_, n) => Number(isInside(n)));
  return {
    image: { grid, data: grey },
    mask: { grid, data: inside },
    parameters: RADIOMICS_PRESETS[107],
  };
}

function startWorker(url: string): RadiomicsWorker {
  let worker: Worker | undefined;
  let refusal = '';
  try {
    worker = new Worker(url, { type: 'module', name: 'mutation-prediction-radiomics' });
  } catch (error) {
    refusal = messageOf(error);
  }
  return radiomicsWorker({
    post: (request) => worker?.postMessage(request, handedOver(request)),
    listen(onReply, onDeath) {
      if (!worker) return onDeath(refusal);
      worker.addEventListener('message', ({ data }: MessageEvent<RadiomicsReply>) => onReply(data));
      // Without a message where the script could not be loaded: browsers tell only their console.
      worker.addEventListener('error', ({ message }) =>
        onDeath(message || `${url} could not be loaded`),
      );
    },
    terminate: () => worker?.terminate(),
  });
}

/** The voxels of a plan to be made are nobody's but the worker's; a plan goes to several. */
function handedOver(request: RadiomicsRequest): Transferable[] {
  if (request.kind !== 'plan') return [];
  const { image, mask } = request.input;
  return [image.data.buffer, mask.data.buffer] as ArrayBuffer[];
}
