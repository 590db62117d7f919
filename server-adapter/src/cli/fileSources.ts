import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  MutationPredictionError,
  type ByteSource,
  type RefusalCode,
} from '@mutation-prediction/core';

/** A file of the disk, read when asked for. */
export function fileSource(file: string): ByteSource {
  return {
    name: path.basename(file),
    read: () => readInputFile(file, 'no-ct', 'Check that you may read it.'),
  };
}

/**
 * The bytes of a file that the user named.
 *
 * @throws MutationPredictionError `code`, with the advice
 */
export async function readInputFile(
  file: string,
  code: RefusalCode,
  advice: string,
): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new MutationPredictionError(code, `The file ${file} cannot be read.`, advice, { cause });
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
