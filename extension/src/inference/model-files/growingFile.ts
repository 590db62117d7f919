import { openFolder, readPrivateFile, removePrivateFile, writePrivateFile } from './opfs.js';

/**
 * A file of the origin's private file system that is written from its beginning to its end. What was written
 * stays when the tab is closed or its worker ended, and the next one goes on behind it.
 */
export interface GrowingFile {
  readonly size: number;
  /** What the server called the version that is being written, where it did. */
  readonly version: string | undefined;
  /** Empties it, for another version. */
  restart(version: string | undefined): Promise<void>;
  /** @throws OutOfRoom, with the file as it was */
  append(bytes: Uint8Array<ArrayBuffer>): void;
  /** @returns how many bytes there were for `into` */
  read(from: number, into: Uint8Array<ArrayBuffer>): number;
  /** Others may open it now. */
  close(): void;
}

/** The browser has no room for more. */
export class OutOfRoom extends Error {
  override readonly name = 'OutOfRoom';
}

/** FileSystemSyncAccessHandle, which only workers have; TypeScript's DOM library is a page's. */
interface SyncAccessHandle {
  getSize(): number;
  read(into: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}
interface WorkerFileHandle {
  createSyncAccessHandle?(): Promise<SyncAccessHandle>;
}

/** A worker that was ended lets go of its file a moment later. */
const TRIES = 20;
const WAIT_MS = 100;

/** @returns `undefined` where the browser keeps no files for us, or another page is writing this one */
export async function openGrowingFile(name: string): Promise<GrowingFile | undefined> {
  const folder = await openFolder();
  if (!folder) return undefined;
  const handle = await openHandle(folder, name);
  if (!handle) return undefined;
  const versionFile = versionOf(name);
  const noted = await readPrivateFile(versionFile);
  let version = noted && new TextDecoder().decode(noted);
  let size = handle.getSize();
  return {
    get size() {
      return size;
    },
    get version() {
      return version;
    },
    restart: async (next) => {
      handle.truncate(0);
      size = 0;
      version = next;
      if (next === undefined) await removePrivateFile(versionFile);
      else await writePrivateFile(versionFile, new TextEncoder().encode(next));
    },
    append: (bytes) => {
      if (writtenAt(handle, bytes, size) < bytes.length) {
        handle.truncate(size);
        throw new OutOfRoom();
      }
      size += bytes.length;
    },
    read: (from, into) => handle.read(into, { at: from }),
    close: () => {
      handle.flush();
      handle.close();
    },
  };
}

/** Name of the file that notes which version is being written. */
export const versionOf = (name: string) => `${name}.version`;

/** Removes it, and what was noted of it. */
export async function removeGrowingFile(name: string): Promise<void> {
  await removePrivateFile(name);
  await removePrivateFile(versionOf(name));
}

async function openHandle(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<SyncAccessHandle | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      const file = (await folder.getFileHandle(name, { create: true })) as WorkerFileHandle;
      return await file.createSyncAccessHandle?.();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (error.name !== 'NoModificationAllowedError' || tries === TRIES) return undefined;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  }
}

/** @returns how many bytes were written; browsers tell of a full disk either way */
function writtenAt(handle: SyncAccessHandle, bytes: Uint8Array<ArrayBuffer>, at: number): number {
  try {
    return handle.write(bytes, { at });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') return 0;
    throw error;
  }
}
