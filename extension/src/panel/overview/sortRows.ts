import { levelOf } from '@mutation-prediction/core';
import { spokenLanguage } from '../language.js';
import { probabilityOf } from '../result/probabilityText.js';
import type { LesionRow } from './lesionRows.js';

/** What rows are sorted by: a target's id, or one of the other columns. */
export type SortKey = 'lesion' | 'change' | 'notes' | { readonly target: string };

export interface Sorting {
  readonly by: SortKey;
  readonly direction: 'ascending' | 'descending';
}

export function isSameKey(a: SortKey, b: SortKey): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.target === b.target : a === b;
}

/** Rows by a column; those that have nothing there come last either way, in their own order. */
export function sortRows(rows: readonly LesionRow[], sorting: Sorting | undefined): LesionRow[] {
  if (!sorting) return [...rows];
  const { by, direction } = sorting;
  const sign = direction === 'ascending' ? 1 : -1;
  if (by === 'lesion') {
    const names = new Intl.Collator(spokenLanguage().locale, { numeric: true });
    return rows.toSorted((a, b) => sign * names.compare(a.label, b.label));
  }
  return rows.toSorted((a, b) => {
    const [left, right] = [valueOf(a, by), valueOf(b, by)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return sign * (left - right);
  });
}

/** Where a lesion stands in a column. */
function valueOf(row: LesionRow, by: Exclude<SortKey, 'lesion'>): number | undefined {
  if (by === 'change') return row.since?.diameter;
  if (by === 'notes') return row.state === 'done' ? weightOfNotes(row) : undefined;
  return probabilityOf(row.targets.find(({ id }) => id === by.target));
}

/** What withholds a result weighs more than any caution, and a caution more than any note. */
function weightOfNotes({ warnings }: LesionRow): number {
  const weights = { withhold: 10_000, caution: 100, note: 1 };
  return warnings.reduce((sum, warning) => sum + weights[levelOf(warning)], 0);
}
