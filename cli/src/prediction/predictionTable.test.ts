import { warningOf } from '@mutation-prediction/core';
import { predictionFixture } from '../../../test/support/predictionFixture.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';
import { predictionTable } from './predictionTable.js';

const lines = (prediction: ReturnType<typeof predictionFixture>) =>
  predictionTable(prediction, {}).split('\n');

test('a number is called what it is, and how the model reads it', () => {
  const said = lines(predictionFixture());
  expect(said[0]).toMatch(/^Probability of EGFR mutation 0\.\d\d, reads as (mutant|wild type)$/);
  expect(said[1]).toMatch(/^ {2}fits .* at 95 % \(121 mutant cases cover 91 % or more, 142 wild/);
});

test('what is no mutation is spelled out, and present or absent', () => {
  const prediction = predictionFixture();
  const code = { value: 'LVI_PROB', scheme: '99MUTPRED' };
  const { set, ...target } = predictedTargets(prediction)[0]!;
  expect(set).toBeDefined();
  const invasion = {
    ...target,
    id: 'LVI',
    codes: {
      probability: { ...code, meaning: 'Probability of lymphovascular invasion' },
      prediction: { ...code, meaning: 'Predicted lymphovascular invasion' },
    },
    probability: 0.7,
    status: 'mutant' as const,
  };
  expect(lines({ ...prediction, targets: [invasion] }).slice(0, 2)).toEqual([
    'Probability of lymphovascular invasion 0.70, reads as present',
    '  threshold 0.50; too few calibration cases to say which classes fit',
  ]);
});

test('how like the training data a lesion is is said in shares of lesions', () => {
  const likeness = {
    score: 3,
    farthest: 'region' as const,
    p: 1 / 201,
    limit: 0.02,
    cases: 200,
  };
  expect(lines({ ...predictionFixture(), likeness }).join('\n')).toContain(
    'of 200 lesions like the training ones, at most 0.5 % are as unusual (warned of at 2 %)',
  );
});

test('a warning is marked by how much it limits the result', () => {
  const warnings = [
    warningOf('other-structure.coded', { structure: 'Liver' }),
    warningOf('blood-density', { median: '180' }),
    warningOf('contrast-unknown'),
  ];
  expect(lines({ ...predictionFixture(), warnings }).slice(-5, -2)).toEqual([
    expect.stringMatching(/^!! The segment is coded as “Liver”, which is no lung lesion/),
    expect.stringMatching(/^! The lesion is as dense as blood with contrast medium/),
    expect.stringMatching(/^- The CT does not say whether contrast was given/),
  ]);
});

test('that a model says nothing of a patient stands above its numbers, and once', () => {
  const said = lines({ ...predictionFixture(), warnings: [warningOf('not-from-patients')] });
  expect(said[0]).toMatch(/^!! This model learned from made-up images at most/);
  expect(said[1]).toMatch(/^Probability of/);
  expect(said.join().match(/made-up/g)).toHaveLength(1);
});

test('what each group of inputs contributes stands below the reading, beside what is usual', () => {
  const prediction = predictionFixture();
  const [first, ...others] = predictedTargets(prediction);
  const contributions = [
    { group: 'image' as const, change: 1.234, usual: -0.5 },
    { group: 'ring' as const, change: -0.106 },
  ];
  const said = lines({ ...prediction, targets: [{ ...first!, contributions }, ...others] });
  expect(said.slice(2, 4)).toEqual([
    '  log odds +1.23 by the image (−0.50 in a usual case)',
    '  log odds −0.11 by features of the ring around it',
  ]);
  expect(lines(prediction).join()).not.toContain('log odds');
});
