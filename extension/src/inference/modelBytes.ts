import type { LikenessReference, ModelFile, OnProgress } from '@mutation-prediction/core';
import { MutationPredictionError, parseLikeness, verifyModelFile } from '@mutation-prediction/core';
import { fetchFile, readBody } from './download.js';
import type { ModelAtUrl } from './messages.js';
import { readPrivateFile, removePrivateFile, writePrivateFile } from './opfs.js';

/**
 * The bytes of a package's graph, from the browser's private file system or from the network; in
 * either case only after their SHA-256 has been found right.
 *
 * The cache is named by digest, so that a new version of a package never meets the old one's bytes.
 * Old versions stay until the browser, short of space, evicts the origin's files.
 *
 * @throws MutationPredictionError `model-unavailable`, `model-hash-mismatch`
 */
export async function loadModelBytes(
  { url, manifest }: ModelAtUrl,
  onProgress: OnProgress,
): Promise<Uint8Array<ArrayBuffer>> {
  const { graph } = manifest;
  const cacheName = `${graph.sha256}.onnx`;

  const cached = await readPrivateFile(cacheName);
  if (cached) {
    onProgress({ stage: 'verify' });
    if (await isIntact(cached, graph)) return cached;
    await removePrivateFile(cacheName);
  }

  onProgress({ stage: 'download', loaded: 0, total: graph.size });
  const response = await fetchFile(new URL(graph.path, url).href);
  const bytes = await readBody(response, graph.size, (loaded) => {
    onProgress({ stage: 'download', loaded, total: graph.size });
  });
  onProgress({ stage: 'verify' });
  await verifyModelFile(bytes, graph);
  await writePrivateFile(cacheName, bytes);
  return bytes;
}

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

async function isIntact(bytes: Uint8Array<ArrayBuffer>, file: ModelFile): Promise<boolean> {
  try {
    await verifyModelFile(bytes, file);
    return true;
  } catch (error) {
    if (error instanceof MutationPredictionError && error.code === 'model-hash-mismatch')
      return false;
    throw error;
  }
}
