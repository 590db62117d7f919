import type { Status, TargetPrediction } from './prediction.js';

type Named = Pick<TargetPrediction, 'codes'>;

/** What the model reads of a target; `present` and `absent` of what is no mutation, such as an invasion. */
export type Reading = Status | 'present' | 'absent';

/** In English, within a sentence: "reads as wild type". */
export const READING_WORDS: Readonly<Record<Reading, string>> = {
  mutant: 'mutant',
  'wild-type': 'wild type',
  present: 'present',
  absent: 'absent',
  indeterminate: 'indeterminate',
};

/** A rearranged gene is not mutant, and one that is not rearranged no wild type: its probability tells. */
export function readingOf({ codes }: Named, status: Status): Reading {
  if (status === 'indeterminate' || /\bmutation\b/i.test(codes.probability.meaning)) return status;
  return status === 'mutant' ? 'present' : 'absent';
}

/** What the number is, spelled out: `Probability of EGFR mutation`. */
export function quantityOf({ codes }: Named): string {
  return codes.probability.meaning;
}

/** Where there is no room for the quantity: a gene's symbol, or what else it is of, spelled out. */
export function shortNameOf({ id, codes }: Named & Pick<TargetPrediction, 'id'>): string {
  if (codes.gene) return id;
  const outcome = codes.probability.meaning.replace(/^Probability of /i, '');
  return outcome.charAt(0).toUpperCase() + outcome.slice(1);
}
