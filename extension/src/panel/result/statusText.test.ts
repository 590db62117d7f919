import { statusText } from './statusText.js';

const code = { value: 'X', scheme: '99MUTPRED', meaning: 'X' };

test('a gene is mutant or wild type, anything else positive or negative', () => {
  const finding = { probability: code, prediction: code };
  const gene = { ...finding, gene: code };
  expect(statusText({ codes: gene, status: 'mutant' })).toBe('Mutant');
  expect(statusText({ codes: gene, status: 'wild-type' })).toBe('Wild type');
  expect(statusText({ codes: finding, status: 'mutant' })).toBe('Positive');
  expect(statusText({ codes: finding, status: 'wild-type' })).toBe('Negative');
  expect(statusText({ codes: finding, status: 'indeterminate' })).toBe('Indeterminate');
});
