import type {
  ExtractedFeatures,
  FeatureInput,
  RadiomicsOptions,
  RadiomicsReply,
  RadiomicsRequest,
  RadiomicsWorker,
} from '@mutation-prediction/core';
import { extractRadiomicsInPool, messageOf, radiomicsWorker } from '@mutation-prediction/core';
import type { RadiomicsHost } from '../contract.js';

/** Radiomic features, computed in this browser on its cores but without holding up the page. */
export class BrowserRadiomics implements RadiomicsHost {
  /** @param workerUrl of the worker's script, on the page's origin */
  constructor(private readonly workerUrl: string) {}

  /**
   * @throws what `extractFeatures` throws; `cancelled` at once when the signal aborts;
   *   `worker-failed` where a worker cannot be started or dies
   */
  extract(input: FeatureInput, options: RadiomicsOptions): Promise<ExtractedFeatures> {
    const cores = navigator.hardwareConcurrency;
    return extractRadiomicsInPool(input, () => startWorker(this.workerUrl), cores, options);
  }
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
