import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** What a folder's name begins with: which process of which machine it is of, as temporary folders may be shared. */
const ours = (pid: number) => `mutation-prediction-${os.hostname()}-${pid}-`;

let sweeping: Promise<void> | undefined;

/**
 * Gives `use` a temporary folder that is gone afterwards. What processes of this machine left behind that were
 * killed, and with it patients' images, goes when another makes its first folder.
 *
 * @param parent the system's folder for temporary files unless given
 */
export async function withPassingFolder<T>(
  use: (folder: string) => Promise<T>,
  parent = os.tmpdir(),
): Promise<T> {
  sweeping ??= removeAbandoned(parent);
  await sweeping;
  const folder = await mkdtemp(path.join(parent, ours(process.pid)));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the folders of this user's processes that are no longer there. */
export async function removeAbandoned(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const pid = Number(/^mutation-prediction-.+-(\d+)-[^-]+$/.exec(name)?.[1]);
    if (!pid || !name.startsWith(ours(pid)) || isRunning(pid)) continue;
    const folder = path.join(parent, name);
    try {
      const found = await lstat(folder);
      if (found.isDirectory() && found.uid === os.userInfo().uid) {
        await rm(folder, { recursive: true, force: true });
      }
    } catch {
      // Gone already, or not ours to remove.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process cannot be signalled, but is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
