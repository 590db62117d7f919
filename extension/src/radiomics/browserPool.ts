import type {
  ExtractedFeatures,
  FeatureInput,
  RadiomicsOptions,
  RadiomicsReply,
  RadiomicsRequest,
  RadiomicsWorker,
} from '@mutation-prediction/core';
import { extractRadiomicsInPool, messageOf, radiomicsWorker } from '@mutation-prediction/core';

/** As many workers as this browser has cores, for one extraction. */
export function extractInBrowser(
  workerUrl: string,
  input: FeatureInput,
  options: RadiomicsOptions,
): Promise<ExtractedFeatures> {
  const cores = navigator.hardwareConcurrency;
  return extractRadiomicsInPool(input, () => startWorker(workerUrl), cores, options);
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
