import { open, readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  MutationPredictionError,
  type ByteSource,
  type OpenFile,
  type RefusalCode,
} from '@mutation-prediction/core';

/** A file of the disk, read when asked for, in parts if need be. */
export function fileSource(file: string): ByteSource {
  return {
    name: path.basename(file),
    read: () => readInputFile(file, 'no-ct', READ_ADVICE),
    open: () => openInputFile(file),
  };
}

const READ_ADVICE = 'Check that you may read it.';

async function openInputFile(file: string): Promise<OpenFile> {
  const orRefuse = (cause: unknown) => failToRead(file, 'no-ct', READ_ADVICE, cause);
  const handle = await open(file).catch(orRefuse);
  const { size } = await handle.stat();
  return {
    size,
    readInto: async (target, position) => {
      const { bytesRead } = await handle.read(target, 0, target.length, position).catch(orRefuse);
      if (bytesRead < target.length) orRefuse(new Error('the file has become shorter'));
    },
    close: () => handle.close(),
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
    const { buffer, byteOffset, byteLength } = await readFile(file);
    // A view, not a copy; and no Buffer, whose slice() copies nothing.
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    return failToRead(file, code, advice, cause);
  }
}

function failToRead(file: string, code: RefusalCode, advice: string, cause: unknown): never {
  throw new MutationPredictionError(code, `The file ${file} cannot be read.`, advice, { cause });
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
