import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
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

/** Digests of the files that were read, by what their file system says of them. */
const known = new Map<string, string>();

/** SHA-256 of a file's bytes. A CT on which many masks were drawn is read once, also under several names (links). */
export async function fileDigest(file: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
  const state = [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  const digest = known.get(state) ?? (await digestOfBytes(file, Number(size)));
  known.set(state, digest);
  return digest;
}

/** A mask is read at once, which is far quicker; a CT piece by piece. */
const READ_AT_ONCE = 2 ** 20;

async function digestOfBytes(file: string, size: number): Promise<string> {
  const hash = createHash('sha256');
  if (size <= READ_AT_ONCE) return hash.update(await readFile(file)).digest('hex');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** SHA-256 of texts, one after the other, with what tells them apart. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
