import {
  formatDate,
  formatDifference,
  formatMegabytes,
  formatMm,
  formatProbability,
  formatVolume,
} from './format.js';

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
