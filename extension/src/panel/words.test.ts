import { words as de } from './words/de.js';
import { words as en } from './words/en.js';
import { words as es } from './words/es.js';
import { words as fr } from './words/fr.js';
import { words as ja } from './words/ja.js';
import { words as zh } from './words/zh.js';

const LANGUAGES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['en', en],
  ['de', de],
  ['es', es],
  ['fr', fr],
  ['ja', ja],
  ['zh', zh],
];

/** Keys without the form of their plural. */
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const stems = (words: object) => [...new Set(Object.keys(words).map(stem))].sort();
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort();

/** What any of the English forms of a sentence shows. */
const shownInEnglish = (key: string) =>
  placeholders(
    Object.entries(en)
      .filter(([other]) => stem(other) === key)
      .map(([, text]) => text)
      .join(' '),
  );

test.each(LANGUAGES)('%s has every sentence of the panel, and no other', (_, words) => {
  expect(stems(words)).toEqual(stems(en));
});

test.each(LANGUAGES)('%s shows the values that English shows', (_, words) => {
  for (const [key, text] of Object.entries(words)) {
    expect([key, placeholders(text)]).toEqual([key, shownInEnglish(stem(key))]);
    expect([key, text]).toEqual([key, expect.stringMatching(/^\S(.*\S)?$/s)]);
    expect(text).not.toMatch(/\$t\(|  /);
  }
});

test.each(LANGUAGES)('%s has a form for each of its plurals', (language, words) => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const inflected = Object.keys(words).filter((key) => stem(key) !== key);
  expect(inflected.length).toBeGreaterThan(0);
  for (const key of new Set(inflected.map(stem))) {
    const forms = inflected.filter((form) => stem(form) === key).map((form) => form.split('_')[1]);
    expect([key, forms.sort()]).toEqual([key, [...pluralCategories].sort()]);
  }
  const inflectedInEnglish = Object.keys(en).filter((key) => stem(key) !== key);
  expect([...new Set(inflected.map(stem))].sort()).toEqual(
    [...new Set(inflectedInEnglish.map(stem))].sort(),
  );
});
