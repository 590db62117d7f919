import { MutationPredictionError } from '../errors.js';
import type { ModelFile } from '../contract/modelManifest.js';
import { sha256 } from './sha256.js';

const DIGITS_SHOWN = 8;

/**
 * Compares a file's bytes with what the manifest says of it; call before a session is made, whether
 * the bytes come from the network or from a cache.
 *
 * @throws model-hash-mismatch when size or SHA-256 differ
 */
export async function verifyModelFile(
  bytes: Uint8Array<ArrayBuffer>,
  file: ModelFile,
): Promise<void> {
  if (bytes.byteLength !== file.size) {
    throw new MutationPredictionError('model-hash-mismatch.size', {
      file: file.path,
      found: bytes.byteLength,
      expected: file.size,
    });
  }
  const found = await sha256(bytes);
  if (found !== file.sha256) {
    throw new MutationPredictionError('model-hash-mismatch.digest', {
      file: file.path,
      found: found.slice(0, DIGITS_SHOWN),
      expected: file.sha256.slice(0, DIGITS_SHOWN),
    });
  }
}
