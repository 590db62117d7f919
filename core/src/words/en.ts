import { fileRefusals } from './en/fileRefusals.js';
import { refusals } from './en/refusals.js';
import { terms } from './en/terms.js';
import { warnings } from './en/warnings.js';

/** The sentences of both, code by code. */
type Joined<A, B> = {
  readonly [Code in keyof A | keyof B]: (Code extends keyof A ? A[Code] : unknown) &
    (Code extends keyof B ? B[Code] : unknown);
};

function joined<A extends object, B extends object>(some: A, others: B): Joined<A, B> {
  const codes = new Set([...Object.keys(some), ...Object.keys(others)]);
  const entries = [...codes].map((code) => {
    const [a, b] = [some, others].map((of) => (of as Readonly<Record<string, object>>)[code]);
    return [code, { ...a, ...b }];
  });
  return Object.fromEntries(entries) as Joined<A, B>;
}

/**
 * Every sentence of a refusal or a warning in English, in i18next's JSON form: `{{name}}` is a value,
 * `_one` and `_other` are forms by the value `count`, `$t(terms.…)` is a word of this catalogue. Another
 * language is the same with its own sentences, and may leave out what it has no sentence for.
 */
export const en = {
  language: 'en',
  refusals: joined(refusals, fileRefusals),
  warnings,
  terms,
} as const;
