import type { ConformalSet } from '@mutation-prediction/core';
import { setDetails, setText } from './setText.js';

const code = { value: 'X', scheme: '99MUTPRED', meaning: 'X' };
const codes = { probability: code, prediction: code };
const set = (...classes: ConformalSet['classes']): ConformalSet => ({
  classes,
  level: 0.95,
  p: { mutant: 0.5, wildType: 0.5 },
  cases: { mutant: 121, wildType: 142 },
  coverage: { mutant: 0.912, wildType: 0.918 },
});

test('one class, both and neither have words of their own', () => {
  const gene = { ...codes, gene: code };
  expect(setText({ codes: gene, set: set('mutant') })).toBe('Set at 95 %: mutant');
  expect(setText({ codes, set: set('wild-type') })).toBe('Set at 95 %: negative');
  expect(setText({ codes: gene, set: set('mutant', 'wild-type') })).toBe(
    'Set at 95 %: mutant or wild type',
  );
  expect(setText({ codes: gene, set: set() })).toBe('Fits neither class at 95 %');
  expect(setText({ codes: gene })).toBeUndefined();
});

test('details say on how many cases a set rests, and what it covers at least', () => {
  expect(setDetails({ codes, set: set('mutant') })).toBe(
    'Set at 95 %: positive, from 121 and 142 calibration cases; covers at least 91 % and 92 %',
  );
  expect(setDetails({ codes })).toMatch(/claims no set/);
});
