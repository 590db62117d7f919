import { open, type FileHandle } from 'node:fs/promises';
import { MutationPredictionError } from '@mutation-prediction/core';
import { BEGINNING, nextRecord, readRecord, sha256, type AuditEntry, type Link } from './record.js';

/** More than any record. */
const TAIL_BYTES = 64 * 1024;

interface Waiting {
  readonly entry: AuditEntry;
  resolve(): void;
  reject(error: Error): void;
}

/**
 * An append-only file of records, each of which holds the hash of the one before: a record that was
 * changed, taken away or put in between shows (`verifyTrail`). One process writes to it.
 */
export class AuditTrail {
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #failure: Error | undefined;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    private link: Link,
    private size: number,
  ) {}

  /**
   * Opens a trail, or begins one.
   *
   * @throws MutationPredictionError `invalid-audit-trail` when its end is no record, or it cannot be
   *   written
   */
  static async open(file: string): Promise<AuditTrail> {
    const handle = await open(file, 'a+', 0o600).catch((cause: NodeJS.ErrnoException) => {
      throw unusable(file, `it cannot be written (${cause.code})`, cause);
    });
    try {
      const { size } = await handle.stat();
      const { link, torn } = await readEnd(file, handle, size);
      if (torn.byteLength > 0) await handle.truncate(size - torn.byteLength);
      const trail = new AuditTrail(file, handle, link, size - torn.byteLength);
      if (torn.byteLength > 0) {
        const { byteLength: bytes } = torn;
        await trail.append({ event: 'recovered', bytes, sha256: sha256(torn) });
      }
      return trail;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The last record. Noted elsewhere, it shows later whether the trail's end was taken away. */
  get head(): Link {
    return this.link;
  }

  /** Why nothing can be recorded any more; `undefined` while all is well. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /**
   * Records an event: once this resolves, it is on the disk. What was not recorded must not be
   * answered.
   *
   * @throws Error once writing has failed; a trail with a gap is not written on
   */
  append(entry: AuditEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.handle.close();
  }

  /** Everything that waits goes in one write: at any load there is one disk access at a time. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        if (this.#failure) throw this.#failure;
        await this.#writeBatch(batch.map(({ entry }) => entry));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.#failure ??= error as Error;
        for (const { reject } of batch) reject(this.#failure);
      }
    }
  }

  async #writeBatch(entries: readonly AuditEntry[]): Promise<void> {
    const { size } = await this.handle.stat();
    if (size !== this.size) throw unusable(this.file, 'somebody else writes to it');
    let { link } = this;
    let text = '';
    for (const entry of entries) {
      const next = nextRecord(entry, link, new Date());
      text += next.line;
      ({ link } = next);
    }
    const bytes = Buffer.from(text);
    await this.handle.appendFile(bytes);
    await this.handle.datasync();
    this.size += bytes.byteLength;
    this.link = link;
  }
}

/** The last record, and what stands after it of a line that was never finished. */
async function readEnd(
  file: string,
  handle: FileHandle,
  size: number,
): Promise<{ readonly link: Link; readonly torn: Uint8Array }> {
  const length = Math.min(size, TAIL_BYTES);
  const tail = Buffer.alloc(length);
  await handle.read(tail, 0, length, size - length);
  const end = tail.lastIndexOf('\n');
  if (end < 0 && size > length) throw unusable(file, 'its end is no record');
  const torn = tail.subarray(end + 1);
  if (end < 0) return { link: BEGINNING, torn };
  const begin = tail.subarray(0, end).lastIndexOf('\n') + 1;
  const link = readRecord(tail.toString('utf8', begin, end));
  if (!link) throw unusable(file, 'its last record was changed');
  return { link, torn };
}

function unusable(file: string, problem: string, cause?: unknown): MutationPredictionError {
  const reason = 'invalid-audit-trail.cannot-be-continued';
  return new MutationPredictionError(reason, { file, problem }, { cause });
}
