import { MutationPredictionError, toPlainError } from '@mutation-prediction/core';
import type { ScannedFile } from '../cohort/scanFiles.js';
import { newParser } from './newParser.js';

/** Files per call: few enough that one which stops the process is soon found among them. */
const BATCH = 256;

/** Says of files what they are, in a process of its own. */
export interface FileScanner {
  /**
   * A file that stops the process is refused by name; the others are not.
   *
   * @param onProgress called with how many files have been looked at
   */
  scan(
    files: readonly string[],
    onProgress?: (done: number, total: number) => void,
  ): Promise<readonly ScannedFile[]>;
  /** Ends the process. */
  close(): void;
}

export function fileScanner(): FileScanner {
  const parser = newParser();

  async function scanBatch(batch: readonly string[]): Promise<readonly ScannedFile[]> {
    const [first] = batch;
    if (first === undefined) return [];
    try {
      return await parser.call('scan', batch, first);
    } catch (error) {
      if (batch.length === 1) {
        return [{ kind: 'refused', file: first, error: toPlainError(error, unreadable(first)) }];
      }
      const half = Math.ceil(batch.length / 2);
      return [...(await scanBatch(batch.slice(0, half))), ...(await scanBatch(batch.slice(half)))];
    }
  }

  return {
    scan: async (files, onProgress) => {
      const scanned: ScannedFile[] = [];
      for (let start = 0; start < files.length; start += BATCH) {
        scanned.push(...(await scanBatch(files.slice(start, start + BATCH))));
        onProgress?.(scanned.length, files.length);
      }
      return scanned;
    },
    close: () => parser.close(),
  };
}

const unreadable = (object: string) => () =>
  new MutationPredictionError('malformed-object.contradictory', { object });
