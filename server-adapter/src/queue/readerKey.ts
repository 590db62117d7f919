import { readFile, open } from 'node:fs/promises';
import { messageOf, MutationPredictionError } from '@mutation-prediction/core';
import { newReaderKey, readerWith, type Reader } from './sealedText.js';

/**
 * The reader whose private key a file holds; a new one where there is none. With the key, a run that is started
 * again opens what workers did for the one before it.
 *
 * @throws MutationPredictionError `store-refused` when it cannot be read or written
 */
export async function openReader(file: string): Promise<Reader> {
  try {
    const kept = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw cause;
    });
    if (kept !== undefined) return readerWith(kept.trim());
    const key = newReaderKey();
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(`${key}\n`);
    await handle.datasync();
    await handle.close();
    return readerWith(key);
  } catch (cause) {
    const problem = messageOf(cause);
    throw new MutationPredictionError('store-refused.reader-key', { file, problem }, { cause });
  }
}

/** A reader whose key is in this process only, and gone with it. */
export function passingReader(): Reader {
  return readerWith(newReaderKey());
}
