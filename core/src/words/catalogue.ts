import type { en } from './en.js';

/*
 * What may be said, read off the English catalogue: a reason without a sentence, a value that its
 * sentence does not show, or one that is missing does not compile.
 */

type English = typeof en;
type Refusals = English['refusals'];

/** Every failure that a user can meet. Stable: tests, exit codes and translations hang on it. */
export type RefusalCode = keyof Refusals;

/** A code and why it came to it, e.g. `no-segment.several`. */
export type Reason = {
  [Code in RefusalCode]: `${Code}.${keyof Refusals[Code] & string}`;
}[RefusalCode];

/** What a sentence is about, by the names of its placeholders. */
export type Values = Readonly<Record<string, string | number>>;

/** The values of a reason's sentences, all of them. */
export type ValuesOf<R extends Reason> = ValuesIn<SentencesOf<R>>;

type SentencesOf<R extends Reason> = R extends `${infer Code extends RefusalCode}.${infer Name}`
  ? Name extends keyof Refusals[Code]
    ? Texts<Refusals[Code][Name]>
    : never
  : never;

/** Input checks that limit a prediction; one with several sentences has a name for each. */
type Warnings = English['warnings'];
type WarningKey = keyof Warnings;

/** A warning's code, and which of its sentences where there are several: `clinical-missing.mean`. */
export type WarningReason = {
  [Key in WarningKey]: Warnings[Key] extends string
    ? Singular<Key>
    : `${Key}.${keyof Warnings[Key] & string}`;
}[WarningKey];

export type WarningValuesOf<R extends WarningReason> = ValuesIn<WarningSentencesOf<R>>;

type WarningSentencesOf<R extends WarningReason> =
  R extends `${infer Key extends WarningKey}.${infer Name}`
    ? Name extends keyof Warnings[Key]
      ? Warnings[Key][Name]
      : never
    : Texts<Pick<Warnings, Extract<WarningKey, R | `${R}_${Intl.LDMLPluralRule}`>>>;

type ValuesIn<Sentence> = {
  readonly [Name in Placeholders<Sentence>]: Name extends 'count' ? number : string | number;
};

type Placeholders<Sentence> = Sentence extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Texts<Entry> = Entry[keyof Entry];

type Singular<Key extends string> = Key extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : Key;

/** A sentence, in the forms of a language's plural. */
type Forms<Key extends string> = {
  readonly [Form in Key | `${Key}_${Intl.LDMLPluralRule}`]?: string;
};

/** One language's sentences. What it lacks is said in English. */
export interface Catalogue {
  /** BCP 47; its plural rules are those of the sentences. */
  readonly language: string;
  readonly refusals: {
    readonly [Code in RefusalCode]?: {
      readonly [Name in keyof Refusals[Code]]?: Forms<'message' | 'advice'>;
    };
  };
  readonly warnings: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly terms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
