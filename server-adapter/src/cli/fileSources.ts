import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MutationPredictionError, type ByteSource } from '@mutation-prediction/core';

/** A file of the disk, read when asked for. */
export function fileSource(file: string): ByteSource {
  return {
    name: path.basename(file),
    read: () => readBytes(file),
  };
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new MutationPredictionError(
      'no-ct',
      `The file ${file} cannot be read.`,
      'Check that you may read it.',
      { cause },
    );
  }
}

/** The file, or every file below the folder, whatever its name says; none for a path to nowhere. */
export async function sourcesBelow(fileOrFolder: string): Promise<ByteSource[]> {
  const found = await stat(fileOrFolder).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [fileSource(fileOrFolder)];
  const entries = await readdir(fileOrFolder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => fileSource(path.join(entry.parentPath, entry.name)));
}
