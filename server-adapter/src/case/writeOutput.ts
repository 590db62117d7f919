import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MutationPredictionError } from '@mutation-prediction/core';

/**
 * Writes a file, and the folders that it needs.
 *
 * @throws MutationPredictionError `store-refused` with the system's reason
 */
export async function writeOutput(file: string, content: NodeJS.ArrayBufferView): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  } catch (cause) {
    throw new MutationPredictionError(
      'store-refused.file',
      { file, problem: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}
