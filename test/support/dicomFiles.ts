import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ByteSource } from '../../core/src/dicom/reading/byteSource.js';

/** Jest runs from the repository's root. */
const GOLDEN = join(process.cwd(), 'test/golden/dicom');
const DATA = process.env['MP_DATA'] ?? join(process.cwd(), '../shared/data');

export const goldenPath = (path: string): string => join(GOLDEN, path);

export function goldenBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(goldenPath(path)));
}

export function goldenJson<T>(path: string): T {
  return JSON.parse(readFileSync(goldenPath(path), 'utf8')) as T;
}

/** A folder of the test data that is too large for the repository, or `undefined`, said aloud. */
export function dataFolder(path: string): string | undefined {
  const folder = join(DATA, path);
  if (existsSync(folder)) return folder;
  process.stderr.write(`skipped: no test data ${path}\n`);
  return undefined;
}

export function fileSource(path: string): ByteSource {
  return {
    name: basename(path),
    read: () => Promise.resolve(new Uint8Array(readFileSync(path))),
  };
}

/** Every file of a folder. */
export function folderSources(folder: string): ByteSource[] {
  return readdirSync(folder).map((name) => fileSource(join(folder, name)));
}

export const goldenSources = (folder: string): ByteSource[] => folderSources(goldenPath(folder));
