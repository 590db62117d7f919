import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MutationPredictionError } from '@mutation-prediction/core';

/** Something below a folder that cannot be looked at, and why. */
export interface UnreadablePlace {
  /** Relative to the folder, with `/`. */
  readonly place: string;
  readonly error: MutationPredictionError;
}

export interface WalkedFolder {
  /** Relative to the folder, with `/`, in the order of their names, case2 before case10. */
  readonly files: readonly string[];
  readonly unreadable: readonly UnreadablePlace[];
}

/**
 * Every file below a folder, links to files too. Linked folders are left out, as links may go round.
 * What cannot be read is told, never skipped.
 *
 * @throws MutationPredictionError `no-ct` when the folder itself cannot be read
 */
export async function walkFolder(folder: string): Promise<WalkedFolder> {
  const files: string[] = [];
  const unreadable: UnreadablePlace[] = [];
  const refuse = (
    place: string,
    reason: 'no-ct.link-to-nowhere' | 'no-ct.name-not-utf8' | 'no-ct.place-unreadable',
    cause?: unknown,
  ) => unreadable.push({ place, error: new MutationPredictionError(reason, { place }, { cause }) });

  async function walk(below: string): Promise<void> {
    const entries = await readdir(path.join(folder, below), { withFileTypes: true });
    entries.sort((a, b) => byNumbersInNames(a.name, b.name));
    for (const entry of entries) {
      const place = below === '' ? entry.name : `${below}/${entry.name}`;
      const found = await stat(path.join(folder, place)).catch(() => undefined);
      if (!found && isMangled(entry.name)) {
        refuse(place, 'no-ct.name-not-utf8');
      } else if (!found) {
        refuse(place, 'no-ct.link-to-nowhere');
      } else if (found.isFile()) {
        files.push(place);
      } else if (entry.isDirectory()) {
        await walk(place).catch((cause: unknown) => refuse(place, 'no-ct.place-unreadable', cause));
      }
    }
  }

  try {
    await walk('');
  } catch (cause) {
    throw new MutationPredictionError('no-ct.place-unreadable', { place: folder }, { cause });
  }
  return { files, unreadable };
}

/** Node decodes names as UTF-8, and such a name no longer leads to its file. */
export const isMangled = (name: string) => name.includes('\uFFFD');

/** case2 before case10. */
export const byNumbersInNames = new Intl.Collator('en', { numeric: true }).compare;
