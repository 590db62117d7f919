const folderName = 'mutation-prediction';

/**
 * Our folder in the origin's private file system; `undefined` where the browser has none for us:
 * plain HTTP, a private window, or a browser without `createWritable`.
 */
async function openFolder(): Promise<FileSystemDirectoryHandle | undefined> {
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
  const folder = await openFolder();
  if (!folder) return undefined;
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
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
  try {
    const handle = await folder.getFileHandle(name, { create: true });
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

export async function removePrivateFile(name: string): Promise<void> {
  const folder = await openFolder();
  await folder?.removeEntry(name);
}
