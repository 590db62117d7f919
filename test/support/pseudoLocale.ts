import { en, type Catalogue } from '@mutation-prediction/core';

/**
 * A language that nobody speaks: English in brackets, with accents. What is worded from a catalogue
 * stands in brackets; what a call site wrote in English does not.
 */
export const pseudoLocale: Catalogue = {
  ...(accented(en) as Omit<Catalogue, 'language'>),
  language: 'en',
};

/** A sentence of `pseudoLocale`, its placeholders as they were. */
export function pseudo(sentence: string): string {
  const words = sentence.split(/(\$t\(.*?\)|\{\{.*?\}\})/);
  return `⟦${words.map((part, n) => (n % 2 === 0 ? withAccents(part) : part)).join('')}⟧`;
}

function withAccents(text: string): string {
  return text.replace(/[aeiou]/g, (letter) => 'áéíóú'['aeiou'.indexOf(letter)]!);
}

function accented(tree: unknown): unknown {
  if (typeof tree === 'string') return pseudo(tree);
  return Object.fromEntries(
    Object.entries(tree as object).map(([key, below]) => [key, accented(below)]),
  );
}
