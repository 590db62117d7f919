import {
  formatDate,
  formatDifference,
  formatFeature,
  formatList,
  formatMegabytes,
  formatMm,
  formatProbability,
  formatShare,
  formatVolume,
} from './format.js';
import { speak, spokenLanguage } from './language.js';

it.each([
  [23.2, '23 mm'],
  [9.94, '9.9 mm'],
  [9.96, '10 mm'],
])('writes a diameter of %d mm as %s', (mm, text) => expect(formatMm(mm)).toBe(text));

it.each([
  [4120, '4.1 cm³'],
  [612, '0.61 cm³'],
  [100, '0.10 cm³'],
  [99.4, '99 mm³'],
  [998, '1.0 cm³'],
])('writes a volume of %d mm³ as %s', (mm3, text) => expect(formatVolume(mm3)).toBe(text));

it('writes probabilities with two decimals and never as a percentage', () => {
  expect(formatProbability(0.3)).toBe('0.30');
});

it('signs differences, with no sign for none', () => {
  expect(formatDifference(0.04)).toBe('+0.04');
  expect(formatDifference(-0.041)).toBe('−0.04');
  expect(formatDifference(-0.001)).toBe('±0.00');
});

it('writes the month in letters and leaves what is no date as it is', () => {
  expect(formatDate('2025-03-12T12:00:00Z')).toBe('12 Mar 2025');
  expect(formatDate('unknown')).toBe('unknown');
});

it('counts megabytes with a decimal only where they are few', () => {
  expect(formatMegabytes(34.2e6, 111e6)).toBe('34');
  expect(formatMegabytes(3.42e6, 9e6)).toBe('3.4');
});

describe('in another language', () => {
  const english = spokenLanguage();
  afterEach(() => speak(english));
  const inLocale = (locale: string) => speak({ ...english, tag: locale, locale });

  it.each([
    ['de', '9,9 mm', '0,61 cm³', '+0,04', '12. März 2025', '1,5', '12 %'],
    ['de-CH', '9.9 mm', '0.61 cm³', '+0.04', '12. März 2025', '1.5', '12%'],
    ['fr', '9,9 mm', '0,61 cm³', '+0,04', '12 mars 2025', '1,5', '12 %'],
    ['es', '9,9 mm', '0,61 cm³', '+0,04', '12 mar 2025', '1,5', '12 %'],
    ['zh', '9.9 mm', '0.61 cm³', '+0.04', '2025年3月12日', '1.5', '12%'],
    ['ja', '9.9 mm', '0.61 cm³', '+0.04', '2025年3月12日', '1.5', '12%'],
  ])('of %s', (locale, mm, volume, difference, date, feature, share) => {
    inLocale(locale);
    expect(formatMm(9.94)).toBe(mm);
    expect(formatVolume(612)).toBe(volume);
    expect(formatDifference(0.04)).toBe(difference);
    expect(formatDate('2025-03-12T12:00:00Z')).toBe(date);
    expect(formatFeature(1.5)).toBe(feature);
    expect(formatShare(0.123).replace(/\s/, ' ')).toBe(share);
  });

  it.each([
    ['en-GB', 'Patient, Lesion and Predict'],
    ['de', 'Patient, Lesion und Predict'],
    ['ja', 'Patient、Lesion、Predict'],
  ])('lists things as %s does', (locale, list) => {
    inLocale(locale);
    expect(formatList(['Patient', 'Lesion', 'Predict'])).toBe(list);
  });

  it('groups no thousands, whose mark is another language’s decimal mark', () => {
    inLocale('de');
    expect(formatFeature(123456)).toBe('123456');
    expect(formatVolume(1234567)).toBe('1234,6 cm³');
  });
});
