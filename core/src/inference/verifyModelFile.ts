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
    throw mismatch(file, `has ${bytes.byteLength} bytes instead of ${file.size}`);
  }
  const found = await sha256(bytes);
  if (found !== file.sha256) {
    const [is, expected] = [found, file.sha256].map((digest) => digest.slice(0, DIGITS_SHOWN));
    throw mismatch(file, `has SHA-256 ${is}… instead of ${expected}…`);
  }
}

function mismatch(file: ModelFile, difference: string): MutationPredictionError {
  return new MutationPredictionError(
    'model-hash-mismatch',
    `The model file ${file.path} ${difference}.`,
    'It is damaged, or is not the file that model.json describes: fetch the package again.',
  );
}
