/** i18next is the oracle: what it makes of the catalogue is what we make of it. */
import { createInstance } from 'i18next';
import { pseudo, pseudoLocale } from '../../../test/support/pseudoLocale.js';
import { warningOf } from '../contract/warningOf.js';
import { MutationPredictionError, type Reason, type Values } from '../errors.js';
import { fromPlainError, toPlainError } from '../plainError.js';
import type { Catalogue } from './catalogue.js';
import { en } from './en.js';
import { wordsOf, wordsOfWarning } from './render.js';

async function i18next({ language, ...translation }: Catalogue) {
  const instance = createInstance();
  await instance.init({
    lng: language,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
    returnObjects: false,
  });
  return (key: string, values: Values) => String(instance.t(key, { ...values }));
}

const REASONS = Object.entries(en.refusals).flatMap(([code, reasons]) =>
  Object.entries<Readonly<Record<string, string>>>(reasons).map(
    ([name, forms]) => [`${code}.${name}` as Reason, Object.values(forms).join(' ')] as const,
  ),
);

const WARNINGS = Object.entries<string | Readonly<Record<string, string>>>(en.warnings).flatMap(
  ([key, sentence]) => {
    const [code] = key.split('_') as [string];
    const reasons: readonly (readonly [string | undefined, string])[] =
      typeof sentence === 'string' ? [[undefined, sentence]] : Object.entries(sentence);
    return reasons.map(([reason, text]) => ({ code, reason, text }));
  },
);

/** What words of a term name. */
const NAMED_BY_TERMS = [...JSON.stringify(en.terms).matchAll(/\{\{(\w+)\}\}/g)].map(
  ([, name]) => name!,
);

/** Values for all placeholders of a text, one set for each word that a term may be. */
function valuesFor(text: string): Values[] {
  const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
  const terms = [...text.matchAll(/\$t\(terms\.(\w+)\.\{\{(\w+)\}\}\)/g)];
  const words = terms.map(([, group, name]) => ({
    name: name!,
    keys: Object.keys(en.terms[group as keyof typeof en.terms]),
  }));
  const plain = Object.fromEntries(
    [...names, ...NAMED_BY_TERMS].map((name) => [name, `the ${name}`]),
  );
  const most = Math.max(1, ...words.map(({ keys }) => keys.length));
  const sets = Array.from({ length: most }, (_, n) => ({
    ...plain,
    ...Object.fromEntries(words.map(({ name, keys }) => [name, keys[n % keys.length]!])),
  }));
  if (!names.includes('count')) return sets;
  return sets.flatMap((set) => [0, 1, 2, 5, 22].map((count) => ({ ...set, count })));
}

describe.each([
  ['English', en],
  ['the pseudo-locale', pseudoLocale],
])('in %s', (_, catalogue: Catalogue) => {
  const i18n = i18next(catalogue);

  test.each(REASONS)(
    '%s is worded as by i18next, every placeholder filled',
    async (reason, text) => {
      const oracle = await i18n;
      for (const values of valuesFor(text)) {
        const { message, advice } = wordsOf({ reason, values }, catalogue);
        expect(message).toBe(oracle(`refusals.${reason}.message`, values));
        if (advice) expect(advice).toBe(oracle(`refusals.${reason}.advice`, values));
        expect(`${message} ${advice}`).not.toMatch(/\{\{|\}\}|\$t\(|undefined/);
        expect(message).not.toBe('');
      }
    },
  );

  test.each(WARNINGS)('$code $reason too', async ({ code, reason, text }) => {
    const oracle = await i18n;
    const key = ['warnings', code, ...(reason === undefined ? [] : [reason])].join('.');
    for (const values of valuesFor(text)) {
      const worded = wordsOfWarning({ code, reason, values, message: '' }, catalogue);
      expect(worded).toBe(oracle(key, values));
      expect(worded).not.toMatch(/\{\{|\}\}|\$t\(|undefined/);
    }
  });
});

test('plurals are those of the catalogue’s language', async () => {
  const polish: Catalogue = {
    language: 'pl',
    refusals: {
      'empty-segment': {
        several: {
          message_one: '{{count}} segment',
          message_few: '{{count}} segmenty',
          message_many: '{{count}} segmentów',
          message_other: '{{count}} segmentu',
        },
      },
    },
    warnings: {},
    terms: {},
  };
  const oracle = await i18next(polish);
  for (const count of [0, 1, 2, 4, 5, 12, 22, 100, 1.5]) {
    const { message } = wordsOf({ reason: 'empty-segment.several', values: { count } }, polish);
    const said = oracle('refusals.empty-segment.several.message', { count });
    // i18next leaves figures as JavaScript writes them; ours are the language's.
    expect(message).toBe(said.replace('1.5', '1,5'));
  }
});

test.each([
  ['English', en],
  ['the pseudo-locale', pseudoLocale],
])('several values are worded one by one, and listed as %s lists', async (_, catalogue) => {
  const oracle = await i18next(catalogue);
  const words = ['PatientID', 'PatientSex', 'PatientName'].map((keyword) =>
    oracle(`terms.attribute.${keyword}`, {}),
  );
  const attributes = 'PatientID, PatientSex, PatientName';
  const { message } = wordsOf(
    { reason: 'other-patient.report', values: { attributes } },
    catalogue,
  );
  expect(message).toContain(new Intl.ListFormat(catalogue.language).format(words));
  const unknown = { keyword: 'PatientID, Shoe' };
  const others = wordsOf({ reason: 'malformed-object.no-attribute', values: unknown }, catalogue);
  expect(others.message).toContain('Shoe');
});

test('what a value says is no placeholder, and names of no term stand for themselves', () => {
  const file = '{{limit}} $t(terms.sign.signed) $&';
  expect(new MutationPredictionError('not-dicom.no-prefix', { file }).message).toBe(
    `${file} is not a DICOM file.`,
  );
  for (const backend of ['tensorrt', 'constructor', '']) {
    expect(warningOf('device-fallback', { backend, why: 'Why.' }).message).toBe(
      `The model ran on ${backend}. Why.`,
    );
  }
});

test('what a language lacks is said in English, and so is what was stored', () => {
  const empty: Catalogue = { language: 'eo', refusals: {}, warnings: {}, terms: {} };
  const { message, advice } = new MutationPredictionError('no-segment.several', {
    file: 'a.dcm',
    offered: '1, 2',
  });
  const error = new MutationPredictionError('no-segment.several', {
    file: 'a.dcm',
    offered: '1, 2',
  });
  expect(wordsOf(error, empty)).toEqual({ message, advice });
  const warning = warningOf('lesion-in-parts', { count: 2 });
  expect(wordsOfWarning(warning, empty)).toBe(warning.message);
  const stored = { code: warning.code, message: warning.message };
  expect(wordsOfWarning(stored, pseudoLocale)).toBe(warning.message);
  expect(wordsOfWarning({ ...stored, values: { count: 2 } }, pseudoLocale)).not.toBe(
    warning.message,
  );
});

test('a reason that this version does not know is told by its own words, or by its name', () => {
  const refusal = { reason: 'no-power.tripped', values: {} };
  expect(wordsOf(refusal, en)).toEqual({ message: 'no-power.tripped', advice: '' });
  const words = { message: 'The fuse blew.', advice: 'Change it.' };
  expect(wordsOf({ ...refusal, ...words }, en)).toEqual(words);
  expect(wordsOf({ reason: 'constructor.name', values: {} }, en).message).toBe('constructor.name');
});

test('an error that crossed to another thread is worded there, in any language', async () => {
  const error = new MutationPredictionError('inconsistent-series.lone-image', {
    series: 'CT series 4',
    image: 'image 7',
  });
  const { port1, port2 } = new MessageChannel();
  const arrived = new Promise<MessageEvent>((resolve) => {
    port2.onmessage = resolve;
  });
  port1.postMessage(toPlainError(error, () => error));
  const there = fromPlainError(
    ((await arrived) as MessageEvent<ReturnType<typeof toPlainError>>).data,
  );
  port1.close();
  expect(there).toMatchObject({ code: error.code, message: error.message, advice: error.advice });
  const { message, advice } = en.refusals['inconsistent-series']['lone-image'];
  const filled = (sentence: string) =>
    pseudo(sentence).replace('{{series}}', 'CT series 4').replace('{{image}}', 'image 7');
  expect(wordsOf(there, pseudoLocale)).toEqual({
    message: filled(message),
    advice: filled(advice),
  });
});
