import { ENGLISH, speak, type Language } from '../panel/language.js';
import type { I18next } from './i18next.js';
import { baseOf, loadLanguage, type Sentences } from './loadLanguage.js';

/** Where our sentences lie in the viewer's i18next, and where a site puts its own before or after us. */
export const NAMESPACE = 'MutationPrediction';

/** Where OHIF looks up the labels of hotkeys, which are their keys. */
const HOTKEYS_NAMESPACE = 'UserPreferencesModal';

/**
 * Lets the panel speak the language of the viewer, now and whenever that changes.
 *
 * @returns what is to be called with the viewer's i18next whenever the panel is opened
 */
export function createLanguageFollower(): (i18next: I18next) => void {
  let followed: I18next | undefined;

  async function follow(i18next: I18next): Promise<void> {
    const tag = i18next.language;
    if (tag === undefined) return;
    const language = await languageOf(i18next, tag);
    // Another may have been chosen while this one was loaded.
    if (i18next.language === tag) speak(language);
  }

  return (i18next) => {
    if (followed !== i18next) {
      followed = i18next;
      register(i18next, 'en', ENGLISH);
      i18next.on('languageChanged', () => void follow(i18next));
    }
    void follow(i18next);
  };
}

/** Ours, with what the site has put in their place; English where neither has any. */
async function languageOf(i18next: I18next, tag: string): Promise<Language> {
  const base = baseOf(tag);
  if (base === undefined) return ENGLISH;
  const kept = await loadLanguage(base);
  if (kept) register(i18next, base, kept);
  const bundles = [...new Set([base, tag])].map((name) =>
    treeOf(i18next.getResourceBundle(name, NAMESPACE)),
  );
  const { refusals, warnings, terms, ...words } = bundles.reduce(merged, {});
  if (Object.keys(words).length === 0) return ENGLISH;
  const isEnglish = base === 'en';
  return {
    tag: isEnglish ? 'en' : tag,
    locale: isEnglish ? ENGLISH.locale : tag,
    words: words as Language['words'],
    catalogue: {
      language: isEnglish ? 'en' : tag,
      refusals: treeOf(refusals),
      warnings: treeOf(warnings) as Language['catalogue']['warnings'],
      terms: treeOf(terms) as Language['catalogue']['terms'],
    },
  };
}

/** What a site has put there already stays. */
function register(i18next: I18next, language: string, { words, catalogue }: Sentences): void {
  const { refusals, warnings, terms } = catalogue;
  // A copy: i18next changes what it was given when others add to it.
  const sentences = merged({}, treeOf({ ...words, refusals, warnings, terms }));
  i18next.addResourceBundle(language, NAMESPACE, sentences, true, false);
  const commands = Object.entries(ENGLISH.words).filter(([key]) => key.startsWith('command.'));
  const labels = Object.fromEntries(commands.map(([key, label]) => [label, words[key] ?? label]));
  i18next.addResourceBundle(language, HOTKEYS_NAMESPACE, labels, true, false);
}

interface Tree {
  readonly [key: string]: string | Tree;
}

const treeOf = (found: unknown): Tree =>
  typeof found === 'object' && found !== null ? (found as Tree) : {};

/** A tree of its own that has both, and of what both have the second's. */
function merged(first: Tree, second: Tree): Tree {
  const ofSecond = Object.entries(second).map(([key, value]) => {
    if (typeof value === 'string') return [key, value];
    const before = first[key];
    return [key, merged(typeof before === 'object' ? before : {}, value)];
  });
  return { ...first, ...(Object.fromEntries(ofSecond) as Tree) };
}
