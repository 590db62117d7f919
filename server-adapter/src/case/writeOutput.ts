import { mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MutationPredictionError } from '@mutation-prediction/core';

/**
 * Writes a file, and the folders that it needs: beside its place, then renamed, so that whoever looks
 * finds the old file or the new one, whole.
 *
 * @throws MutationPredictionError `store-refused` with the system's reason; what was there before stays
 */
export async function writeOutput(
  file: string,
  content: string | NodeJS.ArrayBufferView,
): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(part, 'w');
    try {
      await writeFile(handle, content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new MutationPredictionError(
      'store-refused.file',
      { file, problem: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}

export interface OutputRules {
  /** Files and folders that are read: nothing in them is ever replaced. */
  readonly inputs: readonly string[];
  /** Files that are there may be replaced. */
  readonly force?: boolean | undefined;
}

/**
 * Asked before the work: nobody waits for a result that may not be written.
 *
 * @throws MutationPredictionError `store-refused` when an output is an input, or is there already
 */
export async function requireWritable(
  outputs: readonly string[],
  { inputs, force }: OutputRules,
): Promise<void> {
  const read = await Promise.all(inputs.map(trueFile));
  for (const output of outputs) {
    const place = await trueFile(output);
    if (!(await stat(place).catch(() => undefined))) continue;
    if (read.some((input) => place === input || place.startsWith(input + path.sep))) {
      throw new MutationPredictionError('store-refused.is-input', { file: output });
    }
    if (!force) {
      throw new MutationPredictionError('store-refused.exists', { file: output });
    }
  }
}

/** Where a path leads, whatever links it goes through. */
async function trueFile(file: string): Promise<string> {
  return realpath(file).catch(() => path.resolve(file));
}
