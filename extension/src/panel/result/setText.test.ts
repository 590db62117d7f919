import type { ConformalSet } from '@mutation-prediction/core';
import { setDetails, setText } from './setText.js';

const codesOf = (meaning: string) => {
  const code = { value: 'X', scheme: '99MUTPRED', meaning };
  return { probability: code, prediction: code };
};
const codes = codesOf('Probability of visceral pleural invasion');
const set = (...classes: ConformalSet['classes']): ConformalSet => ({
  classes,
  level: 0.95,
  p: { mutant: 0.5, wildType: 0.5 },
  cases: { mutant: 121, wildType: 142 },
  coverage: { mutant: 0.912, wildType: 0.918 },
});

test('one class, both and neither have words of their own', () => {
  const gene = codesOf('Probability of EGFR mutation');
  expect(setText({ codes: gene, set: set('mutant') })).toBe('Fits mutant at 95 %');
  expect(setText({ codes, set: set('wild-type') })).toBe('Fits absent at 95 %');
  expect(setText({ codes: gene, set: set('mutant', 'wild-type') })).toBe(
    'Fits mutant or wild type at 95 %',
  );
  expect(setText({ codes: gene, set: set() })).toBe('Fits neither class at 95 %');
  expect(setText({ codes: gene })).toBeUndefined();
});

test('details say on how many cases a set rests, and what it covers at least', () => {
  expect(setDetails({ codes, set: set('mutant') })).toBe(
    'Fits present at 95 %, from 121 and 142 calibration cases; covers at least 91 % and 92 %',
  );
  expect(setDetails({ codes })).toMatch(/too few calibration cases/);
});
