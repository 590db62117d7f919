import { parseModelManifest } from '@mutation-prediction/core';
import { fetchFile } from './download.js';
import type { ModelAtUrl } from './messages.js';

/**
 * Reads what a package says of itself; the weights wait for the first prediction.
 *
 * @param url folder of the package, ends with a slash
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`
 */
export async function readModelPackage(url: string): Promise<ModelAtUrl> {
  const response = await fetchFile(new URL('model.json', url).href);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { url, ...(await parseModelManifest(bytes, response.url)) };
}
