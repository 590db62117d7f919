import type { Catalogue, Values } from './catalogue.js';

/** What is wrong, and what can be done about it; empty where nobody can say. */
export interface Words {
  readonly message: string;
  readonly advice: string;
}

/** A refusal as far as words are made of it. */
export interface Refusal extends Partial<Words> {
  /** A `Reason`; another program, or another version of this one, may know more of them. */
  readonly reason: string;
  readonly values: Values;
}

/** A refusal in the catalogue's language; in its own words where that has none. */
export function wordsOf({ reason, values, message, advice }: Refusal, catalogue: Catalogue): Words {
  const [code, name] = split(reason);
  const refusals: Tree = catalogue.refusals;
  const forms = sentencesIn(sentencesIn(refusals, code), name);
  const sentence = (key: string) => inForm(forms, key, values, catalogue);
  return {
    message: sentence('message') ?? message ?? reason,
    advice: sentence('advice') ?? advice ?? '',
  };
}

/** A warning as far as words are made of it: one that was stored has its message only. */
export interface WarningWords {
  readonly code: string;
  /** Which of the code's sentences, where it has several. */
  readonly reason?: string | undefined;
  readonly values?: Values | undefined;
  readonly message: string;
}

/** A warning in the catalogue's language; in the words it was made with where that has none. */
export function wordsOfWarning(
  { code, reason, values, message }: WarningWords,
  catalogue: Catalogue,
): string {
  if (!values) return message;
  const { warnings } = catalogue;
  const sentence =
    reason === undefined
      ? inForm(warnings, code, values, catalogue)
      : inForm(sentencesIn(warnings, code), reason, values, catalogue);
  return sentence ?? message;
}

/** Words for a value, and what they name. */
export interface Term {
  /** What the value is one of, e.g. `fallback`. */
  readonly group: string;
  readonly term: string;
  readonly values?: Values | undefined;
}

/** A value in the catalogue's words; itself where that has none. */
export function wordsOfTerm({ group, term, values = {} }: Term, catalogue: Catalogue): string {
  const words = sentencesIn(catalogue.terms, group)?.[term];
  return typeof words === 'string' ? withValues(words, values) : term;
}

/** A code and the name behind it, which has no dot. */
export function split(reason: string): readonly [code: string, name: string] {
  const [code = '', name = ''] = reason.split('.');
  return [code, name];
}

/** Sentences, or groups of them, by their keys. */
interface Tree {
  readonly [key: string]: string | Tree | undefined;
}

function sentencesIn(tree: Tree | undefined, key: string): Tree | undefined {
  const found = tree?.[key];
  return typeof found === 'object' ? found : undefined;
}

/** The sentence of a key in the form that `count` asks for, its values put in. */
function inForm(
  tree: Tree | undefined,
  key: string,
  values: Values,
  catalogue: Catalogue,
): string | undefined {
  const { count } = values;
  const form =
    typeof count === 'number' && `${key}_${new Intl.PluralRules(catalogue.language).select(count)}`;
  const sentence = (form && tree?.[form]) || tree?.[key];
  return typeof sentence === 'string' ? filled(sentence, values, catalogue) : undefined;
}

/** Goes over the words once: what a value says is never taken for a placeholder. */
const withValues = (words: string, values: Values): string =>
  words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));

/** Goes over the sentence once: what a value says is never taken for a placeholder. */
function filled(sentence: string, values: Values, catalogue: Catalogue): string {
  return sentence.replace(
    /\$t\(terms\.(\w+)\.\{\{(\w+)\}\}\)|\{\{(\w+)\}\}/g,
    (_, group: string | undefined, choice: string, name: string) => {
      const value = String(values[group === undefined ? name : choice] ?? '');
      return group === undefined ? value : wordsOfTerm({ group, term: value, values }, catalogue);
    },
  );
}
