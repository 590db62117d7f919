import { wordsOfSentence, type Values } from '@mutation-prediction/core';
import { ENGLISH, spokenLanguage } from './language.js';
import type { words } from './words/en.js';

/** A key, without the form of a plural. */
type Singular<Key extends string> = Key extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : Key;

export type WordKey = Singular<keyof typeof words>;

/** The sentence of `key` in the viewer's language, with its values put in. */
export function say(key: WordKey, values: Values = {}): string {
  return sayIn(spokenLanguage(), key, values) ?? sayIn(ENGLISH, key, values) ?? key;
}

const sayIn = (language: typeof ENGLISH, key: WordKey, values: Values) =>
  wordsOfSentence(language.words, key, values, language.catalogue);
