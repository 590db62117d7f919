import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ModelManifest } from './modelManifest.js';
import { quantityOf, readingOf, shortNameOf } from './targetWords.js';

const packages = path.resolve(import.meta.dirname, '../../../models/packages');

const targets = readdirSync(packages).flatMap((name) => {
  const text = readFileSync(path.join(packages, name, 'model.json'), 'utf8');
  const manifest = JSON.parse(text) as ModelManifest;
  return manifest.targets.map(
    ({ id, probability, prediction, gene }) =>
      [name, { id, codes: { probability, prediction, ...(gene && { gene }) } }] as const,
  );
});

test.each(targets)('%s: what its number is, is spelled out', (_, target) => {
  expect(quantityOf(target)).toMatch(/^Probability of \w+/);
  for (const words of [quantityOf(target), shortNameOf(target)]) {
    expect(words).not.toMatch(/\b(PDL1|LVI|VPI)\b|^T4$/);
    // LO, PS3.5 Table 6.2-1
    expect(words.length).toBeLessThanOrEqual(64);
  }
});

const deepRadScore = new Map(
  targets
    .filter(([name]) => name === 'deep-radscore-demo')
    .map(([, target]) => [target.id, target]),
);

test.each([
  ['EGFR', 'EGFR', 'mutant', 'wild-type'],
  ['ALK', 'ALK', 'present', 'absent'],
  ['PDL1', 'Programmed death ligand 1 (PD-L1) expression', 'present', 'absent'],
  ['LVI', 'Lymphovascular invasion', 'present', 'absent'],
  ['VPI', 'Visceral pleural invasion', 'present', 'absent'],
  ['T4', 'Primary tumour category T4 (TNM)', 'present', 'absent'],
])('%s is called %s, and reads as %s or %s', (id, name, yes, no) => {
  const target = deepRadScore.get(id)!;
  expect(shortNameOf(target)).toBe(name);
  expect([readingOf(target, 'mutant'), readingOf(target, 'wild-type')]).toEqual([yes, no]);
  expect(readingOf(target, 'indeterminate')).toBe('indeterminate');
});

test('a code whose meaning is phrased otherwise stands as it is', () => {
  const code = { value: 'X', scheme: '99X', meaning: 'Likelihood of invasion' };
  const target = { id: 'X', codes: { probability: code, prediction: code } };
  expect(shortNameOf(target)).toBe('Likelihood of invasion');
});
