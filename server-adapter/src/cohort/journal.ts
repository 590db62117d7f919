import { open, rename, rm, readFile, mkdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, MutationPredictionError } from '@mutation-prediction/core';

/** First line of a journal: what its entries are, so that another command's are not taken for them. */
interface JournalHead {
  readonly journal: string;
}

interface JournalLine<Entry> {
  readonly key: string;
  readonly entry: Entry;
}

/**
 * What a run has done so far: a line of JSON for each result, on the disk before the next step. A run
 * that was killed finds in it what it need not do again; the last line may be torn, and is then
 * dropped.
 *
 * An entry is committed once: its key names everything that it depends on, so that an entry of the
 * same key is the same. Of two that a file has, one having replaced the other, the later counts.
 */
export class Journal<Entry> {
  readonly #entries: Map<string, Entry>;
  /** One append at a time; lines never mix. */
  #last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    private readonly lock: string,
    entries: Map<string, Entry>,
  ) {
    this.#entries = entries;
  }

  /**
   * Opens the journal, or begins it.
   *
   * @param kind what its entries are, e.g. `predict 1`
   * @throws MutationPredictionError `store-refused` when it cannot be written, is another command's, or
   *   another process is writing it
   */
  static async open<Entry>(file: string, kind: string): Promise<Journal<Entry>> {
    const lock = `${file}.lock`;
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await takeLock(lock, file);
      const { entries, length } = await readEntries<Entry>(file, kind);
      const handle = await open(file, 'a');
      await handle.truncate(length);
      if (length === 0) await append(handle, { journal: kind } satisfies JournalHead);
      return new Journal(file, handle, lock, entries);
    } catch (cause) {
      throw cause instanceof MutationPredictionError ? cause : cannotWrite(file, cause);
    }
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /**
   * Resolves when the entry is on the disk. An entry of the key that is there already stays.
   *
   * @throws MutationPredictionError `store-refused`, e.g. when the disk is full; what was written before
   *   is kept
   */
  commit(key: string, entry: Entry): Promise<void> {
    return this.#append(key, entry, () => !this.#entries.has(key));
  }

  /** The same in the place of an entry of the key that lacks what this one has. */
  replace(key: string, entry: Entry): Promise<void> {
    return this.#append(key, entry, () => true);
  }

  #append(key: string, entry: Entry, isWanted: () => boolean): Promise<void> {
    const written = this.#last.then(async () => {
      if (!isWanted()) return;
      const { size } = await this.handle.stat();
      try {
        await append(this.handle, { key, entry } satisfies JournalLine<Entry>);
      } catch (cause) {
        // Half a line would swallow the next one.
        await this.handle.truncate(size).catch(() => undefined);
        throw cannotWrite(this.file, cause);
      }
      this.#entries.set(key, entry);
    });
    this.#last = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.handle.close();
    await rm(this.lock, { force: true });
  }
}

async function append(handle: FileHandle, line: unknown): Promise<void> {
  await handle.appendFile(`${JSON.stringify(line)}\n`);
  await handle.datasync();
}

/** The whole lines of a journal, and how far they reach. */
async function readEntries<Entry>(
  file: string,
  kind: string,
): Promise<{ readonly entries: Map<string, Entry>; readonly length: number }> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return Buffer.alloc(0);
    throw cause;
  });
  const entries = new Map<string, Entry>();
  let length = 0;
  for (let end; (end = bytes.indexOf(0x0a, length)) >= 0; length = end + 1) {
    const line = parseLine(bytes.toString('utf8', length, end));
    if (line === undefined) break;
    if (length === 0 && (line as JournalHead).journal !== kind) throw otherJournal(file);
    const { key, entry } = line as JournalLine<Entry>;
    if (length > 0) entries.set(key, entry);
  }
  if (length === 0 && bytes.length > 0 && bytes.includes(0x0a)) throw otherJournal(file);
  return { entries, length };
}

function parseLine(text: string): object | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'object' && line !== null ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Two runs would do the same work twice, and mix their tables. */
async function takeLock(lock: string, file: string): Promise<void> {
  for (;;) {
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (owner !== process.pid && isAlive(owner)) throw inUse(file, owner);
    // Its owner was killed. Of several that find it so, one takes it away under a name of its own.
    const stale = `${lock}.${process.pid}`;
    await rename(lock, stale).catch(() => undefined);
    await rm(stale, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function cannotWrite(file: string, cause: unknown): MutationPredictionError {
  const problem = messageOf(cause);
  return new MutationPredictionError('store-refused.journal', { file, problem }, { cause });
}

const otherJournal = (file: string) =>
  new MutationPredictionError('store-refused.other-journal', { file });

const inUse = (file: string, owner: number) =>
  new MutationPredictionError('store-refused.journal-in-use', { file, process: owner });
