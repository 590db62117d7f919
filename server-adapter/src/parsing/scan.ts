import { MutationPredictionError, toPlainError } from '@mutation-prediction/core';
import type { ScannedFile } from '../cohort/scanFiles.js';
import { newParser } from './newParser.js';

/** Files per call: few enough that one which stops the process is soon found among them. */
const BATCH = 256;

/**
 * Says of each file what it is, in a process of its own. A file that stops the process is refused by
 * name; the others are not.
 *
 * @param onProgress called with how many files have been looked at
 */
export async function scanInProcess(
  files: readonly string[],
  onProgress?: (done: number, total: number) => void,
): Promise<readonly ScannedFile[]> {
  const parser = newParser();
  const scanned: ScannedFile[] = [];

  async function scan(batch: readonly string[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    try {
      scanned.push(...(await parser.call('scan', batch, first)));
    } catch (error) {
      if (batch.length === 1) {
        scanned.push({
          kind: 'refused',
          file: first,
          error: toPlainError(error, unreadable(first)),
        });
      } else if (stopped(error)) {
        const half = Math.ceil(batch.length / 2);
        await scan(batch.slice(0, half));
        await scan(batch.slice(half));
      } else {
        for (const file of batch) await scan([file]);
      }
    }
    onProgress?.(scanned.length, files.length);
  }

  try {
    for (let start = 0; start < files.length; start += BATCH) {
      await scan(files.slice(start, start + BATCH));
    }
    return scanned;
  } finally {
    parser.close();
  }
}

const stopped = (error: unknown) =>
  error instanceof MutationPredictionError && error.code === 'parsing-stopped';

const unreadable = (file: string) => () => ({
  code: 'malformed-object' as const,
  message: `${file} cannot be read.`,
  advice: 'Export it again from its source.',
});
