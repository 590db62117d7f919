import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { MutationPredictionError, type ModelFile } from '@mutation-prediction/core';

const DIGITS_SHOWN = 8;

/**
 * Compares a package's file on disk with what the manifest says of it, without holding it in memory.
 *
 * @throws MutationPredictionError `model-unavailable`, `model-hash-mismatch`
 */
export async function verifyFile(place: string, { path, size, sha256 }: ModelFile): Promise<void> {
  const hash = createHash('sha256');
  let found: number;
  try {
    found = (await stat(place)).size;
    if (found === size)
      for await (const piece of createReadStream(place)) hash.update(piece as Buffer);
  } catch (cause) {
    throw new MutationPredictionError(
      'model-unavailable.file-unreadable',
      { file: place },
      { cause },
    );
  }
  if (found !== size) {
    throw new MutationPredictionError('model-hash-mismatch.size', {
      file: path,
      found,
      expected: size,
    });
  }
  const digest = hash.digest('hex');
  if (digest === sha256) return;
  throw new MutationPredictionError('model-hash-mismatch.digest', {
    file: path,
    found: digest.slice(0, DIGITS_SHOWN),
    expected: sha256.slice(0, DIGITS_SHOWN),
  });
}
