const folderName = 'mutation-prediction';

/** As browsers have it; TypeScript's DOM library has no asynchronous iterators. */
type ListedFolder = FileSystemDirectoryHandle & { keys(): AsyncIterable<string> };

/**
 * Our folder in the origin's private file system; `undefined` where the browser has none for us:
 * plain HTTP, a private window, or a browser without `createWritable`.
 */
export async function openFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  if (!('storage' in navigator) || !('createWritable' in FileSystemFileHandle.prototype)) {
    return undefined;
  }
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(folderName, { create: true });
  } catch (error) {
    // Private windows refuse by exception. Nothing depends on the folder: it only saves time.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** @returns the file's bytes, or `undefined` where it does not exist */
export async function readPrivateFile(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = await findFile(name);
  return file && orAbsent(async () => new Uint8Array(await file.arrayBuffer()));
}

/** @returns bytes, or `undefined` where it does not exist */
export async function privateFileSize(name: string): Promise<number | undefined> {
  return (await findFile(name))?.size;
}

/**
 * Replaces the file in one step: a worker that is ended while writing leaves the old file.
 *
 * @returns false where it could not be kept, e.g. for want of space
 */
export async function writePrivateFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const folder = await openFolder();
  if (!folder) return false;
  const written = await orAbsent(async () => {
    const handle = await folder.getFileHandle(name, { create: true });
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    return true;
  });
  return written ?? false;
}

/** Where there is none, or another page holds it, all stays as it is. */
export async function removePrivateFile(name: string): Promise<void> {
  const folder = await openFolder();
  await orAbsent(async () => folder?.removeEntry(name));
}

export async function privateFileNames(): Promise<string[]> {
  const names: string[] = [];
  const folder = (await openFolder()) as ListedFolder | undefined;
  for await (const name of folder?.keys() ?? []) names.push(name);
  return names;
}

async function findFile(name: string): Promise<File | undefined> {
  const folder = await openFolder();
  return folder && orAbsent(async () => (await folder.getFileHandle(name)).getFile());
}

/** Refusals of the browser are no faults: the file is not there, or there is no room. */
async function orAbsent<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
