import { statusText } from './statusText.js';
import { readingText, targetText } from './targetText.js';

const codesOf = (meaning: string) => {
  const code = { value: 'X', scheme: '99MUTPRED', meaning };
  return { probability: code, prediction: code };
};
const MUTATION = codesOf('Probability of EGFR mutation');

test('a mutation reads as mutant or wild type, anything else as present or absent', () => {
  expect(statusText({ codes: MUTATION, status: 'mutant' })).toBe('Mutant');
  expect(statusText({ codes: MUTATION, status: 'wild-type' })).toBe('Wild type');
  for (const outcome of ['ALK rearrangement', 'visceral pleural invasion']) {
    const codes = codesOf(`Probability of ${outcome}`);
    expect(statusText({ codes, status: 'mutant' })).toBe('Present');
    expect(statusText({ codes, status: 'wild-type' })).toBe('Absent');
    expect(statusText({ codes, status: 'indeterminate' })).toBe('Indeterminate');
  }
});

test('a number is called what it is', () => {
  const target = { id: 'EGFR', probability: 0.05, threshold: 0.5 };
  const wildType = { ...target, codes: MUTATION, status: 'wild-type' } as const;
  expect(targetText(wildType)).toBe('Probability of EGFR mutation 0.05, reads as wild type');
  const lvi = codesOf('Probability of lymphovascular invasion');
  expect(readingText({ ...wildType, codes: lvi })).toBe('reads as absent');
});
