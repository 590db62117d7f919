import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A package's folder, and what changes when any of its files does. */
export type PackageMarks = ReadonlyMap<string, string>;

/**
 * Looks again and again which packages a folder holds. It asks the file system instead of being told:
 * mounts of other machines tell nobody. A change counts once two looks in a row agree, so that a
 * package is not read while it is being copied.
 */
export class PackageWatch {
  #known: PackageMarks = new Map();
  #last: PackageMarks = new Map();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /**
   * @param onLook hears after each look which packages there are: those found, as far as settled
   */
  constructor(
    private readonly directory: string,
    private readonly everyMs: number,
    private readonly onLook: (packages: PackageMarks) => void,
  ) {}

  /** The first look; its packages count at once. Others follow by themselves. */
  async start(): Promise<void> {
    this.#last = await packageMarks(this.directory);
    this.#known = this.#last;
    this.onLook(this.#known);
    this.#schedule();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#look(), this.everyMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const found = await packageMarks(this.directory);
    if (this.#closed) return;
    const ids = new Set([...this.#known.keys(), ...found.keys()]);
    const next = [...ids].flatMap((id) => {
      const mark = found.get(id);
      const settled = mark === this.#last.get(id) ? mark : this.#known.get(id);
      return settled === undefined ? [] : ([[id, settled]] as const);
    });
    this.#last = found;
    this.#known = new Map(next);
    this.onLook(this.#known);
    this.#schedule();
  }
}

/** Folders that hold a model.json, by name; links count as what they lead to. */
async function packageMarks(directory: string): Promise<PackageMarks> {
  const names: readonly string[] = await readdir(directory).catch(() => []);
  const marks = await Promise.all(
    names.map(async (id) => [id, await markOf(path.join(directory, id))] as const),
  );
  return new Map(marks.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function markOf(folder: string): Promise<string | undefined> {
  const files: readonly string[] = await readdir(folder).catch(() => []);
  if (!files.includes('model.json')) return undefined;
  const marks = await Promise.all(
    files.toSorted().map(async (name) => {
      const found = await stat(path.join(folder, name)).catch(() => undefined);
      return found ? `${name} ${found.ino} ${found.size} ${found.mtimeMs}` : `${name} gone`;
    }),
  );
  return marks.join('\n');
}
