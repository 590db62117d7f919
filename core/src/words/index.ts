/** The sentences of errors and warnings, by language. */
export type { Catalogue, Reason, RefusalCode, Values, ValuesOf } from './catalogue.js';
export { en } from './en.js';
export {
  type Term,
  type Words,
  wordsOf,
  wordsOfSentence,
  wordsOfTerm,
  wordsOfWarning,
} from './render.js';
