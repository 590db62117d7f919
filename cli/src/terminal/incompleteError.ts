import { en, wordsOf, type PlainError } from '@mutation-prediction/core';

export interface CaseFailure {
  /** Of the case. */
  readonly id: string;
  readonly error: PlainError;
}

/** Failures shown with their words; the table holds them all. */
const SHOWN = 20;

/** The work is done as far as it can be: some cases failed, and the table says which and why. */
export class IncompleteError extends Error {
  override readonly name = 'IncompleteError';

  constructor(failures: readonly CaseFailure[], total: number) {
    const cases = new Set(failures.map(({ id }) => id)).size;
    const lines = failures
      .slice(0, SHOWN)
      .map(({ id, error }) => `  ${id}: ${wordsOf(error, en).message}`);
    const more = failures.length - lines.length;
    super(
      [
        `${cases} of ${total} cases failed, wholly or in part:`,
        ...lines,
        ...(more > 0 ? [`  and ${more} more; the column error of the table has them all.`] : []),
      ].join('\n'),
    );
  }
}
