import type { Catalogue } from '@mutation-prediction/core';

/** The sentences of a language that we keep. */
export interface Sentences {
  readonly words: Readonly<Record<string, string>>;
  readonly catalogue: Catalogue;
}

/** One lazy chunk each; English is with the panel. */
const KEPT: Readonly<Record<string, () => Promise<{ readonly sentences: Sentences }>>> = {
  de: () => import(/* webpackChunkName: 'language-de' */ './de.js'),
  es: () => import(/* webpackChunkName: 'language-es' */ './es.js'),
  fr: () => import(/* webpackChunkName: 'language-fr' */ './fr.js'),
  ja: () => import(/* webpackChunkName: 'language-ja' */ './ja.js'),
  zh: () => import(/* webpackChunkName: 'language-zh' */ './zh.js'),
};

/**
 * What a language tag is a region of: `de` for `de-AT`. Chinese in traditional characters is a language of its own,
 * `zh-Hant`: nobody who asks for it is shown simplified ones.
 *
 * @returns undefined for what is no tag
 */
export function baseOf(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return language === 'zh' && script !== 'Hans' ? `zh-${script}` : language;
  } catch {
    return undefined;
  }
}

/**
 * @param base as `baseOf` gives it
 * @returns undefined for English, for a language that we do not keep, and where the site does not serve its file: the
 *   panel then speaks English, which needs no error
 */
export async function loadLanguage(base: string): Promise<Sentences | undefined> {
  try {
    return (await KEPT[base]?.())?.sentences;
  } catch {
    return undefined;
  }
}
