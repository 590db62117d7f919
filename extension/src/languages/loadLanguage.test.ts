import { jest } from '@jest/globals';
import { baseOf } from './loadLanguage.js';

test.each([
  ['de-AT', 'de'],
  ['en-US', 'en'],
  ['zh', 'zh'],
  ['zh-Hans', 'zh'],
  ['zh-TW', 'zh-Hant'],
  ['ja-JP', 'ja'],
  ['sr-Latn', 'sr'],
  ['test-LNG', undefined],
  ['', undefined],
])('%s is a region of %s', (tag, base) => expect(baseOf(tag)).toBe(base));

test('a language whose file is not served is not there, and may be the next time', async () => {
  jest.unstable_mockModule('./fr.js', () => {
    throw new Error('404');
  });
  const { loadLanguage } = await import('./loadLanguage.js');
  expect(await loadLanguage('fr')).toBeUndefined();
  expect((await loadLanguage('de'))?.words['lesion.heading']).toBe('Läsion');
});
