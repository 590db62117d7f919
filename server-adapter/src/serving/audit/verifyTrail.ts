import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { MutationPredictionError } from '@mutation-prediction/core';
import { BEGINNING, readRecord, type Link, type ReadRecord } from './record.js';

export interface VerifiedTrail {
  readonly records: number;
  /** Instants of the first and the last record, ISO 8601; absent in an empty trail. */
  readonly from?: string;
  readonly to?: string;
  /** Hash of the last record. */
  readonly head: string;
}

/**
 * Reads a whole trail and checks that every record is as it was written and follows the one before.
 * Whoever holds the file can write it anew from the start, or cut its end off: that shows only by a
 * head that was noted elsewhere.
 *
 * @param expectedHash of a record that must be in it, as noted earlier
 * @throws MutationPredictionError `invalid-audit-trail`, naming the line
 */
export async function verifyTrail(file: string, expectedHash?: string): Promise<VerifiedTrail> {
  let link: Link = BEGINNING;
  let from: string | undefined;
  let to: string | undefined;
  let isFound = expectedHash === undefined || expectedHash === BEGINNING.hash;
  for await (const line of linesOf(file)) {
    const record = readRecord(line);
    const problem = problemOf(record, link);
    if (problem !== undefined || !record) throw broken(file, `line ${link.n + 1} ${problem}`);
    from ??= record.time;
    to = record.time;
    isFound ||= record.hash === expectedHash;
    link = record;
  }
  if (!isFound) throw broken(file, `it has no record ${expectedHash}`);
  return {
    records: link.n,
    head: link.hash,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function problemOf(record: ReadRecord | undefined, before: Link): string | undefined {
  if (!record) return 'is not as it was written';
  if (record.previous !== before.hash) return 'does not follow the one before';
  return record.n === before.n + 1 ? undefined : 'has a wrong number';
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file), crlfDelay: 0 });
  } catch (cause) {
    throw broken(file, `it cannot be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
}

function broken(file: string, problem: string, cause?: unknown): MutationPredictionError {
  return new MutationPredictionError(
    'invalid-audit-trail.not-intact',
    { file, problem },
    { cause },
  );
}
