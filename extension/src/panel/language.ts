import { en, type Catalogue } from '@mutation-prediction/core';
import { useSyncExternalStore } from 'react';
import { words } from './words/en.js';

/** What the panel says in one language, and how it writes numbers and dates. */
export interface Language {
  /** BCP 47, for whoever reads the panel aloud. */
  readonly tag: string;
  /** BCP 47, whose numbers and dates are written. */
  readonly locale: string;
  /** The panel's sentences by `WordKey`; those it lacks are said in English. */
  readonly words: Readonly<Record<string, string>>;
  /** Sentences of errors and warnings; those it lacks are said in English. */
  readonly catalogue: Catalogue;
}

/** Dates with the day first, and the month in letters: no reader takes one for the other. */
export const ENGLISH: Language = { tag: 'en', locale: 'en-GB', words, catalogue: en };

/*
 * A page has one language, as its i18next has; it is kept here, so that whoever words something needs not be
 * handed it.
 */
let current = ENGLISH;
const listeners = new Set<() => void>();

/** The language that the panel speaks now. */
export const spokenLanguage = (): Language => current;

/** Lets the panel speak another language from now on. */
export function speak(language: Language): void {
  current = language;
  for (const listener of listeners) listener();
}

/** The language that the panel speaks; whoever uses it is drawn again when another is spoken. */
export const useLanguage = (): Language => useSyncExternalStore(subscribe, spokenLanguage);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
