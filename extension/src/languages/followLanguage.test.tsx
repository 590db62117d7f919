/** @jest-environment jsdom */
import { en, MutationPredictionError, wordsOf } from '@mutation-prediction/core';
import { de } from '@mutation-prediction/core/words/de';
import { act, cleanup, screen } from '@testing-library/react';
import { createInstance, type i18n } from 'i18next';
import { ENGLISH, speak, spokenLanguage } from '../panel/language.js';
import { button, draw, predict } from '../panel/testing/drawPanel.js';
import '../panel/testing/jsdomGaps.js';
import { say } from '../panel/words.js';
import { words as german } from '../panel/words/de.js';
import { words as japanese } from '../panel/words/ja.js';
import { createLanguageFollower, NAMESPACE } from './followLanguage.js';

/** An instance with OHIF's options. */
async function viewerIn(lng: string, setUp: (viewer: i18n) => void = () => undefined) {
  const viewer = createInstance();
  const options = { fallbackLng: 'en-US', keySeparator: false, resources: {} } as const;
  await viewer.init({ lng, ...options, interpolation: { escapeValue: false } });
  setUp(viewer);
  createLanguageFollower()(viewer);
  await settled();
  return viewer;
}

/** A language is there with its chunk. */
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 50)));

async function change(viewer: i18n, language: string): Promise<void> {
  await act(async () => void (await viewer.changeLanguage(language)));
  await settled();
}

afterEach(() => {
  cleanup();
  speak(ENGLISH);
});

test('the panel speaks another language as soon as the viewer does, and keeps what was done', async () => {
  const viewer = await viewerIn('en-US');
  const drawn = await draw();
  await predict(drawn);
  expect(screen.getByRole('region', { name: 'Mutation Prediction' }).lang).toBe('en');

  await change(viewer, 'de');
  expect(button(german['run.predict'])).toBeTruthy();
  const panel = screen.getByRole('region', { name: german['panel.title'] });
  expect(panel.lang).toBe('de');
  expect(screen.getByText(german['views.heading'])).toBeTruthy();
  expect(screen.getAllByText(/0,\d\d/).length).toBeGreaterThan(0);
  expect(panel.textContent).not.toMatch(/\b0\.\d\d\b/);

  await change(viewer, 'ja-JP');
  expect(button(japanese['run.predict'])).toBeTruthy();
  expect(screen.getByRole('region', { name: japanese['panel.title'] }).lang).toBe('ja-JP');

  await change(viewer, 'en-US');
  expect(button('Predict')).toBeTruthy();
});

test.each([
  ['de', 'Läsion'],
  ['de-AT', 'Läsion'],
  ['es-MX', 'Lesión'],
  ['fr-CA', 'Lésion'],
  ['ja', '病変'],
  ['zh', '病灶'],
  ['zh-CN', '病灶'],
  ['zh-Hans-SG', '病灶'],
  ['zh-TW', 'Lesion'],
  ['zh-HK', 'Lesion'],
  ['pt-BR', 'Lesion'],
  ['en-GB', 'Lesion'],
  ['test-LNG', 'Lesion'],
])('in a viewer that speaks %s a lesion is a %s', async (language, word) => {
  await viewerIn(language);
  expect(say('lesion.heading')).toBe(word);
  expect(spokenLanguage().tag).toBe(word === 'Lesion' ? 'en' : language);
});

test('errors are in the language, what only English has in English', async () => {
  await viewerIn('de');
  const { catalogue } = spokenLanguage();
  const gone = new MutationPredictionError('no-segment.gone');
  expect(wordsOf(gone, catalogue)).toEqual(de.refusals['no-segment']?.gone);
  const { message, advice } = en.refusals['unsupported-object']['nifti-dimensions'];
  const file = new MutationPredictionError('unsupported-object.nifti-dimensions', {
    file: 'a.nii',
  });
  expect(wordsOf(file, catalogue)).toEqual({
    message: message.replace('{{file}}', 'a.nii'),
    advice,
  });
});

test('a site’s own sentences stand in the place of ours, whatever the region', async () => {
  await viewerIn('de-CH', (viewer) => {
    const gone = { message: 'Weg.', advice: 'Anders wählen.' };
    const own = { 'lesion.heading': 'Herd', refusals: { 'no-segment': { gone } } };
    viewer.addResourceBundle('de', NAMESPACE, own, true, true);
    viewer.addResourceBundle('de-CH', NAMESPACE, { 'patient.heading': 'Person' }, true, true);
  });
  expect(say('lesion.heading')).toBe('Herd');
  expect(say('patient.heading')).toBe('Person');
  expect(say('run.predict')).toBe(german['run.predict']);
  const { catalogue } = spokenLanguage();
  expect(wordsOf(new MutationPredictionError('no-segment.gone'), catalogue).message).toBe('Weg.');
});

test('a site may bring a language that we do not keep', async () => {
  await viewerIn('pl', (viewer) => {
    const own = {
      'lesion.heading': 'Zmiana',
      'device.threads_one': '{{count}} wątek',
      'device.threads_few': '{{count}} wątki',
      'device.threads_many': '{{count}} wątków',
    };
    viewer.addResourceBundle('pl', NAMESPACE, own, true, true);
  });
  expect(say('lesion.heading')).toBe('Zmiana');
  expect([1, 2, 5].map((count) => say('device.threads', { count }))).toEqual([
    '1 wątek',
    '2 wątki',
    '5 wątków',
  ]);
  expect(say('run.predict')).toBe('Predict');
});

test('our sentences and the labels of hotkeys are the viewer’s, too', async () => {
  const viewer = await viewerIn('de');
  const t = viewer.getFixedT('de');
  expect(t('lesion.part', { ns: NAMESPACE, part: 2 })).toBe('Teil 2');
  expect(t('Mutation Prediction – next lesion', { ns: 'UserPreferencesModal' })).toBe(
    german['command.nextLesion'],
  );
});

test('opening the panel again neither listens twice nor changes anything', async () => {
  const viewer = await viewerIn('de');
  const follow = createLanguageFollower();
  follow(viewer);
  follow(viewer);
  await settled();
  expect(say('lesion.heading')).toBe('Läsion');
});
