import { open, readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MutationPredictionError, type ByteSource, type OpenFile } from '@mutation-prediction/core';

/** A file that can be read in parts. */
export type FileSource = ByteSource & Required<Pick<ByteSource, 'open'>>;

/** A file of the disk, read when asked for. */
export function fileSource(file: string): FileSource {
  return {
    name: path.basename(file),
    read: () => readInputFile(file, 'no-ct.file-unreadable'),
    open: () => openInputFile(file),
  };
}

/** What was asked for in a file that cannot be read. */
type UnreadableReason =
  | 'invalid-parameters.queue-unreadable'
  | 'invalid-parameters.signing-key-unreadable'
  | 'invalid-parameters.token-unreadable'
  | 'invalid-parameters.trusted-keys-unreadable'
  | 'model-unavailable.file-unreadable'
  | 'no-ct.file-unreadable'
  | 'no-report.file-unreadable'
  | 'no-segment.file-unreadable'
  | 'no-segment.no-contour-file'
  | 'no-segment.no-segmentation-file';

async function openInputFile(file: string): Promise<OpenFile> {
  const orRefuse = (cause: unknown) => failToRead(file, 'no-ct.file-unreadable', cause);
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

/** Enough of a file to tell its format. */
const START_BYTES = 1024;

/** The first bytes of a file of the disk. */
export async function readStart({ open }: FileSource): Promise<Uint8Array> {
  const opened = await open();
  try {
    const start = new Uint8Array(Math.min(START_BYTES, opened.size));
    await opened.readInto(start, 0);
    return start;
  } finally {
    await opened.close();
  }
}

/**
 * The bytes of a file that the user named.
 *
 * @throws MutationPredictionError `refusal`
 */
export async function readInputFile(file: string, refusal: UnreadableReason): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(file);
    // A view, not a copy; and no Buffer, whose slice() copies nothing.
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    return failToRead(file, refusal, cause);
  }
}

function failToRead(file: string, refusal: UnreadableReason, cause: unknown): never {
  throw new MutationPredictionError(refusal, { file }, { cause });
}

/** The file, or every file below the folder, whatever its name says; none for a path to nowhere. */
export async function sourcesBelow(fileOrFolder: string): Promise<FileSource[]> {
  const found = await stat(fileOrFolder).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [fileSource(fileOrFolder)];
  return (await filesBelow(fileOrFolder)).map(fileSource);
}

/** Every file below a folder, links to files too; folders that are linked are left out, as links may go round. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files: string[] = [];
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const found = entry.isSymbolicLink() ? await stat(file).catch(() => undefined) : entry;
    if (found?.isFile()) files.push(file);
  }
  return files;
}
