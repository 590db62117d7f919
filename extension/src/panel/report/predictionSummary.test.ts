import { en, warningOf } from '@mutation-prediction/core';
import { prediction } from '../testing/fixtures.js';
import { predictionSummary } from './predictionSummary.js';

it('says before the numbers, and once, that they say nothing of this patient', () => {
  const text = predictionSummary(prediction({ warnings: [warningOf('not-from-patients')] }), en);
  expect(text.split('\n')[2]).toMatch(/^This model learned from made-up images at most/);
  expect(text.match(/made-up/g)).toHaveLength(1);
  expect(text).not.toContain('Warnings');
});

it('says what the numbers are worth before it gives them', () => {
  const text = predictionSummary(
    prediction({ warnings: [{ code: 'lesion-small', message: 'The lesion is 4 mm.' }] }),
    en,
  );
  const lines = text.split('\n');
  expect(lines[1]).toBe(
    'Research use only. Demonstration weights: the numbers mean nothing for a patient.',
  );
  expect(lines).toContain(
    'Probability of EGFR mutation 0.31, reads as wild type (fits wild type at 95 %)',
  );
  expect(lines).toContain(
    'Probability of KRAS mutation 0.56, reads as indeterminate (fits mutant or wild type at 95 %)',
  );
  expect(lines).toContain('Patient data used: Age 64, Sex female, Smoking not known');
  expect(lines).toContain('- The lesion is 4 mm.');
  expect(text).not.toMatch(/probability [\d.]+ ?%|image/i);
});
