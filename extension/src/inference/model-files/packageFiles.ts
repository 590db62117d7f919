import type { LikenessReference, ModelFile } from '@mutation-prediction/core';
import { parseLikeness, verifyModelFile } from '@mutation-prediction/core';
import { fetchFile } from './download.js';
import type { ModelAtUrl } from './modelPackage.js';

/**
 * What a package says of its training cases, where it says anything; small, and left to the browser's own
 * cache.
 *
 * @throws MutationPredictionError `model-unavailable`, `model-hash-mismatch`, `model-invalid`
 */
export async function loadLikeness({
  url,
  manifest,
}: ModelAtUrl): Promise<LikenessReference | undefined> {
  if (!manifest.likeness) return undefined;
  const bytes = await fetchPackageFile(url, manifest.likeness);
  return parseLikeness(bytes, new URL(manifest.likeness.path, url).href);
}

/** A file beside `model.json`, after its SHA-256 has been found right; errors as {@link loadLikeness}. */
export async function fetchPackageFile(
  url: string,
  file: ModelFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetchFile(new URL(file.path, url).href);
  const bytes = new Uint8Array(await response.arrayBuffer());
  await verifyModelFile(bytes, file);
  return bytes;
}
