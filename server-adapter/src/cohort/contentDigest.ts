import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ScannedCt } from './scanFiles.js';

/**
 * SHA-256 of CT files by the identities and sizes of their instances, in any order and place: an
 * instance never changes its content (PS3.3 C.12.1), and a CT has hundreds.
 */
export function ctDigest(slices: readonly ScannedCt[]): string {
  const lines = new Set(
    slices.map(
      ({ seriesInstanceUid, sopInstanceUid, bytes }) =>
        `${seriesInstanceUid} ${sopInstanceUid} ${bytes}\n`,
    ),
  );
  return digestOf([...lines].sort());
}

/** SHA-256 of a file's bytes. */
export async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** SHA-256 of texts, one after the other, with what tells them apart. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
