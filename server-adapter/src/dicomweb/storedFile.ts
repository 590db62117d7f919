import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Names of files that are being written: hidden, after the instance, of this and earlier versions. */
const UNFINISHED = /^\.[\d.]+\.dcm(\.[\da-f-]{36})?\.part$/;

/** A file takes seconds: what is older was left by a server that was stopped. */
const UNFINISHED_MS = 60 * 60 * 1000;

/** What file systems without hard links (FAT, some network folders) answer. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Writes a file that only the user can read. It has its name only when it is complete, and never
 * replaces another, even when a second server stores into the same folder.
 *
 * @returns false when there is a file of that name already
 */
export async function writeNewFile(file: string, bytes: Uint8Array): Promise<boolean> {
  const folder = path.dirname(file);
  const unfinished = path.join(folder, `.${path.basename(file)}.${randomUUID()}.part`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(unfinished, bytes, { flag: 'wx', mode: 0o600, flush: true });
    return await giveName(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Unlike `rename`, neither a link nor an exclusive copy replaces a file. */
async function giveName(unfinished: string, file: string): Promise<boolean> {
  try {
    await link(unfinished, file);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.has(code)) throw error;
    return copyNew(unfinished, file);
  }
}

async function copyNew(unfinished: string, file: string): Promise<boolean> {
  try {
    await copyFile(unfinished, file, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    await rm(file, { force: true }); // Ours, and incomplete.
    throw error;
  }
}

/** Removes what servers that were stopped while they stored left behind. */
export async function removeUnfinished(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  for (const entry of entries) {
    if (!entry.isFile() || !UNFINISHED.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    try {
      const { mtimeMs } = await lstat(file);
      if (Date.now() - mtimeMs > UNFINISHED_MS) await rm(file);
    } catch {
      // Gone already, or not ours to remove: it is hidden and does no harm.
    }
  }
}

/** The reason of a failed file operation, e.g. `ENOSPC`, without the path that its message names. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}
