import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { MutationPredictionError } from '@mutation-prediction/core';

/**
 * A file whose rows become known in any order and are written in theirs, each as soon as those before
 * it are: a run that ends early leaves a valid table.
 */
export class TableFile {
  private readonly waiting = new Map<number, string>();
  private next = 0;

  private constructor(private readonly stream: WriteStream) {}

  /** @throws MutationPredictionError `store-refused` with the system's reason */
  static async open(file: string, head: string): Promise<TableFile> {
    try {
      await mkdir(path.dirname(file), { recursive: true });
      const stream = createWriteStream(file);
      await once(stream, 'open');
      stream.write(head);
      return new TableFile(stream);
    } catch (cause) {
      throw new MutationPredictionError(
        'store-refused.file',
        { file, problem: cause instanceof Error ? cause.message : String(cause) },
        { cause },
      );
    }
  }

  set(index: number, row: string): void {
    this.waiting.set(index, row);
    for (let ready; (ready = this.waiting.get(this.next)) !== undefined; this.next++) {
      this.stream.write(ready);
      this.waiting.delete(this.next);
    }
  }

  /** Writes the rows that still wait for others, in order, and closes the file. */
  async close(): Promise<void> {
    const rest = [...this.waiting].sort(([a], [b]) => a - b);
    for (const [, row] of rest) this.stream.write(row);
    this.stream.end();
    await finished(this.stream);
  }
}
