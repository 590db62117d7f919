import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pMap from 'p-map';

/** Files read at once. */
const READERS = 4;

/**
 * A digest of a folder's files: `sha256:` + SHA-256 of a line for each, by name, with its SHA-256. A
 * compressed copy (`x.gz`) counts as what it inflates to, so that it is the same whatever compressed it.
 * What is no file, or cannot be inflated, counts as itself and as no other.
 */
export async function treeDigest(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({
      name: path.relative(directory, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
      isFile: entry.isFile(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines = await pMap(
    names,
    async ({ name, isFile }) =>
      `${isFile ? await contentDigest(path.join(directory, name)) : 'no file'}  ${name}\n`,
    { concurrency: READERS },
  );
  return `sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`;
}

async function contentDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    const bytes = createReadStream(file);
    await (file.endsWith('.gz') ? pipeline(bytes, createGunzip(), hash) : pipeline(bytes, hash));
    return hash.digest('hex');
  } catch {
    return 'unreadable';
  }
}
