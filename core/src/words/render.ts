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

/** A value in the catalogue's words, each of them where it is a list; itself where that has none. */
export function wordsOfTerm({ group, term, values = {} }: Term, catalogue: Spoken): string {
  const words = sentencesIn(catalogue.terms, group)?.[term];
  if (typeof words === 'string') return withValues(words, values, catalogue);
  const several = term.split(', ');
  if (several.length === 1) return term;
  const worded = several.map((one) => wordsOfTerm({ group, term: one, values }, catalogue));
  return new Intl.ListFormat(catalogue.language).format(worded);
}

/**
 * A sentence of others than the catalogue's own, in its language and with its terms.
 *
 * @param sentences by their keys, in forms of the plural where `count` is among their values
 * @returns undefined where they have none of this key
 */
export function wordsOfSentence(
  sentences: Readonly<Record<string, string>>,
  key: string,
  values: Values,
  catalogue: Spoken,
): string | undefined {
  return inForm(sentences, key, values, catalogue);
}

/** A code and the name behind it, which has no dot. */
export function split(reason: string): readonly [code: string, name: string] {
  const [code = '', name = ''] = reason.split('.');
  return [code, name];
}

/** What the filling of a sentence goes by. */
type Spoken = Pick<Catalogue, 'language' | 'terms'>;

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
  catalogue: Spoken,
): string | undefined {
  const { count } = values;
  const form =
    typeof count === 'number' && `${key}_${new Intl.PluralRules(catalogue.language).select(count)}`;
  const sentence = (form && tree?.[form]) || tree?.[key];
  return typeof sentence === 'string' ? filled(sentence, values, catalogue) : undefined;
}

/** Goes over the words once: what a value says is never taken for a placeholder. */
const withValues = (words: string, values: Values, { language }: Spoken): string =>
  words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => shown(values[name] ?? '', language));

/** Goes over the sentence once: what a value says is never taken for a placeholder. */
function filled(sentence: string, values: Values, catalogue: Spoken): string {
  return sentence.replace(
    /\$t\(terms\.(\w+)\.\{\{(\w+)\}\}\)|\{\{(\w+)\}\}/g,
    (_, group: string | undefined, choice: string, name: string) =>
      group === undefined
        ? shown(values[name] ?? '', catalogue.language)
        : wordsOfTerm({ group, term: String(values[choice] ?? ''), values }, catalogue),
  );
}

/** Numbers with the language's decimal mark; what is text already stays as it is. */
function shown(value: string | number, language: string): string {
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  const options = { useGrouping: false, maximumSignificantDigits: 21 } as const;
  return new Intl.NumberFormat(language, options).format(value);
}
