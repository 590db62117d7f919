import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { warningCodeSchema } from '../contract/warning.js';
import type { Catalogue } from './catalogue.js';
import { de } from './de.js';
import { en } from './en.js';
import { fileRefusals } from './en/fileRefusals.js';
import { refusals } from './en/refusals.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { ja } from './ja.js';
import { zh } from './zh.js';

/** English first: it has every sentence. */
const CATALOGUES: readonly Catalogue[] = [en, de, es, fr, ja, zh];

/** The command line, and what only it can say, is in English. */
const TRANSLATED = CATALOGUES.filter((catalogue) => catalogue !== en);

interface Sentence {
  /** E.g. `refusals.no-segment.several.message`, without the form of a plural. */
  readonly key: string;
  readonly form?: string | undefined;
  readonly text: string;
}

function sentencesOf(tree: object, above: readonly string[] = []): Sentence[] {
  return Object.entries(tree).flatMap(([name, below]: [string, unknown]) => {
    if (typeof below === 'object' && below !== null) return sentencesOf(below, [...above, name]);
    const [stem, form] = name.split('_');
    return [{ key: [...above, stem].join('.'), form, text: String(below) }];
  });
}

const sentences = ({ refusals, warnings }: Catalogue) => sentencesOf({ refusals, warnings });

const english = new Map(sentences(en).map(({ key, text }) => [key, text]));

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name))].sort();

/** Every file of packages that ships. */
const sources = ['core', 'extension', 'mode', 'server-adapter', 'cli'].flatMap((name) => {
  const folder = path.resolve(import.meta.dirname, '../../..', name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => !/\.test\.tsx?$|(^|[\\/])testing[\\/]/.test(file))
    .filter((file) => !file.includes(path.join('words', 'en')))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));
});
test.each(Object.entries(en.refusals))('%s says what is wrong and what to do', (code, reasons) => {
  for (const [name, forms] of Object.entries<Readonly<Record<string, string>>>(reasons)) {
    const reason = `${code}.${name}`;
    expect([reason, Object.keys(forms)]).toEqual([
      reason,
      reason === 'cancelled.run' || reason === 'inference-failed.no-device'
        ? ['message']
        : [...('message_one' in forms ? ['message_one', 'message_other'] : ['message']), 'advice'],
    ]);
  }
});

test('every code of a warning has its sentence, and no other has one', () => {
  const worded = Object.keys(en.warnings).map((key) => key.replace(/_(one|other)$/, ''));
  expect([...new Set(worded)].sort()).toEqual([...warningCodeSchema.options].sort());
});

test.each([...english])('%s is one sentence or more, with a full stop', (_, text) => {
  expect(text).toMatch(
    /\.$|: \{\{\w+\}\}$|\{\{(problem|reason|trainedOn)\}\}$|terms\.fallback\.\{\{why\}\}\)$/,
  );
  expect(text).not.toMatch(/\s\s|^\s|\s$/);
});

test.each(
  Object.entries(en.refusals).flatMap(([code, reasons]) =>
    Object.keys(reasons).map((name) => [code, name]),
  ),
)('somebody refuses for %s.%s', (code, name) => {
  const isSaid = (source: string) =>
    source.includes(`'${code}.${name}'`) ||
    (source.includes(`\`${code}.\${`) && source.includes(`'${name}'`));
  expect(sources.some(isSaid)).toBe(true);
});

test.each([...english.keys()].filter((key) => key.startsWith('warnings.')))(
  'somebody warns of %s',
  (key) => {
    const [, code, name] = key.split('.');
    const reason = name === undefined ? code : `${code}.${name}`;
    // Of `clinical-missing` the names are those of the values.
    const isSaid = (source: string) =>
      source.includes(`warningOf('${reason}'`) ||
      (source.includes(`warningOf(\`${code}.\${`) && source.includes(`case '${name}':`));
    expect(sources.some(isSaid)).toBe(true);
  },
);

test.each(CATALOGUES)('$language asks for no value that English has not', (catalogue) => {
  for (const { key, text } of sentences(catalogue)) {
    const known = english.get(key);
    expect([key, known === undefined]).toEqual([key, false]);
    expect([key, placeholders(known!)]).toEqual([
      key,
      expect.arrayContaining(placeholders(text)) as string[],
    ]);
  }
});

test.each(TRANSLATED)('$language says what the viewer can say, all of it', (catalogue) => {
  const inViewer = sentences({ ...en, refusals });
  const keys = (all: readonly Sentence[]) => [...new Set(all.map(({ key }) => key))].sort();
  expect(keys(sentences(catalogue))).toEqual(keys(inViewer));
  const terms = (of: object) => sentencesOf(of).map(({ key, text }) => [key, placeholders(text)]);
  expect(terms(catalogue.terms).sort()).toEqual(terms(en.terms).sort());
  for (const { key, text } of sentences(catalogue)) {
    const asked = inViewer
      .filter((other) => other.key === key)
      .flatMap((s) => placeholders(s.text));
    expect([key, placeholders(text)]).toEqual([key, [...new Set(asked)].sort()]);
  }
});

/** Keywords of attributes that an object must have, or whose values must be numbers. */
const keywords = sources.flatMap((source) =>
  [
    ...source.matchAll(/(?:[rR]equire(?:Ascii|Uint16|Decimals|Number)?|decimals?)\(([^()]*)\)/g),
  ].flatMap(([, given]) => [...given!.matchAll(/'([A-Z]\w+)'/g)].map(([, keyword]) => keyword!)),
);

/** What only those who make DICOM objects know: there the keyword is what they look for. */
const ENGINEERS =
  /UID$|^Content(Date|Time)$|^Bits|^Window|^NumberOf|ROINumber$|^MaximumFractionalValue$/;

test.each(CATALOGUES)('$language has words for what a reader knows of an image', (catalogue) => {
  const known = new Set(keywords.filter((keyword) => !ENGINEERS.test(keyword)));
  expect(known.size).toBeGreaterThan(10);
  const worded = Object.keys(catalogue.terms['attribute']!);
  expect([...known].filter((keyword) => !worded.includes(keyword))).toEqual([]);
});

test('what only hosts with a disk refuse, the viewer cannot', () => {
  const both = Object.entries(fileRefusals).flatMap(([code, reasons]) =>
    Object.keys(reasons).filter((name) => name in (refusals[code as never] ?? {})),
  );
  expect(both).toEqual([]);
});

test.each(CATALOGUES)('$language has a form for each of its plurals', (catalogue) => {
  const { pluralCategories } = new Intl.PluralRules(catalogue.language).resolvedOptions();
  const inflected = sentences(catalogue).filter(({ form }) => form);
  for (const { key } of inflected) {
    const forms = inflected.filter((other) => other.key === key).map(({ form }) => form);
    expect([key, forms.sort()]).toEqual([key, [...pluralCategories].sort()]);
  }
});

test.each(CATALOGUES)('$language has the words that its sentences ask for', (catalogue) => {
  const groups = sentences(catalogue).flatMap(({ text }) =>
    [...text.matchAll(/\$t\(terms\.(\w+)\.\{\{\w+\}\}\)/g)].map(([, group]) => group!),
  );
  // Words that stand alone: no sentence asks for them.
  expect(Object.keys(catalogue.terms).sort()).toEqual([...new Set([...groups, 'ctReason'])].sort());
  const asked = sentences(catalogue).flatMap(({ text }) => text.match(/\$t\([^)]*\)/g) ?? []);
  for (const term of asked) expect(term).toMatch(/^\$t\(terms\.\w+\.\{\{\w+\}\}\)$/);
});
