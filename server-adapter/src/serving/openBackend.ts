import { openEmbeddedBackend, openOipBackend, type InferenceBackend } from '../backends/index.js';
import { modelsDirectory } from '../inference/modelStore.js';
import type { Settings } from './settings/settings.js';

/**
 * Chooses what runs the networks, as the settings say.
 *
 * @throws MutationPredictionError `inference-failed` where the device cannot be had
 */
export function openBackend({ backend, models }: Settings): Promise<InferenceBackend> {
  const { kind, device, gpus, processes, cores, url, authorization, hardware } = backend;
  const common = {
    models: modelsDirectory(models.directory),
    ...(processes !== undefined && { processes }),
  };
  if (kind === 'embedded') {
    return openEmbeddedBackend({
      ...common,
      device,
      gpus,
      ...(cores !== undefined && { cores }),
    });
  }
  if (url === undefined) throw new TypeError('The settings have not been checked.');
  const headers = authorization === undefined ? undefined : { authorization };
  return openOipBackend({
    ...common,
    server: { url, ...(headers && { headers }), ...(hardware !== undefined && { hardware }) },
  });
}

/** Where networks run, for the trail to say. */
export function placeOfNetworks({ kind, device, url = '' }: Settings['backend']): string {
  return kind === 'embedded' ? `onnxruntime-node ${device}` : new URL(url).host;
}
