/**
 * Every shipped package against what PyTorch computed with the same weights.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import {
  graphsOf,
  indeterminateRange,
  tensorDims,
  verifyModelFile,
} from '@mutation-prediction/core';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  goldenModel,
  hashedTensor,
  largestDifferences,
} from '../../../test/support/goldenModel.js';
import { loadModelPackage, modelsDirectory } from './modelStore.js';
import { openPackageSession } from './packageSession.js';

const models = modelsDirectory();
const ids = readdirSync(models);

test.each(ids.filter((id) => goldenModel(id)))('%s computes what PyTorch computes', async (id) => {
  const { manifest, network } = await loadModelPackage(id, models);
  const golden = goldenModel(id)!;
  expect(manifest.inputs.map(({ tensor }) => tensor)).toEqual(golden.inputs);
  const session = await openPackageSession({ manifest, network });
  const inputs = manifest.inputs.map(
    (input, n) => [input.tensor, hashedTensor(tensorDims(input), n)] as const,
  );

  const differences = largestDifferences(await session.run(Object.fromEntries(inputs)), golden);

  expect(Math.max(...Object.values(differences))).toBeLessThanOrEqual(1e-4);
  const { probabilities, members = [], featureMaps = [] } = manifest.outputs;
  const named = [probabilities, members, featureMaps.map(({ maps, weights }) => [maps, weights])];
  expect(Object.keys(differences)).toEqual(expect.arrayContaining(named.flat(2)));
  await session.release();
});

test('all packages together stay below 20 MB', () => {
  const bytes = ids.flatMap((id) =>
    readdirSync(path.join(models, id)).map((file) => statSync(path.join(models, id, file)).size),
  );
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20e6);
});

const demonstrations = ids.filter((id) => goldenModel(id));

test.each(demonstrations)('%s claims sets and likeness, from enough cases', async (id) => {
  const { manifest, likeness } = await loadModelPackage(id, models);
  expect(manifest.likeness).toMatchObject({ cases: 400, limit: 0.02 });
  expect(likeness!.scores).toHaveLength(400);
  expect(likeness!.blocks.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['network', 'region']),
  );
  for (const { conformal, threshold } of manifest.targets) {
    const { level, mutant, wildType } = conformal!;
    expect(level).toBe(0.95);
    for (const { probabilities, coverage } of [mutant, wildType]) {
      expect(probabilities.length).toBeGreaterThanOrEqual(50);
      expect(coverage).toBeGreaterThan(0.9);
    }
    // A probability that reads as one class does not lie on the other side of the threshold.
    const [low, high] = indeterminateRange(conformal!);
    expect(threshold).toBeGreaterThanOrEqual(low);
    expect(threshold).toBeLessThanOrEqual(high);
  }
});

test('the clinical baseline has too few patients to claim sets from', async () => {
  const { manifest } = await loadModelPackage('clinical-tcia', models);
  expect(manifest.targets.some(({ conformal }) => conformal)).toBe(false);
  expect(manifest).not.toHaveProperty('likeness');
});

test.each(ids)('the digest of %s covers its card, which says what it is for', async (id) => {
  const { manifest, directory } = await loadModelPackage(id, models);
  const { card } = manifest;
  if (typeof card === 'string') throw new Error('The manifest names no digest of the card.');
  const bytes = new Uint8Array(readFileSync(path.join(directory, card.path)));
  await verifyModelFile(bytes, card);
  const text = new TextDecoder().decode(bytes);
  for (const { sha256 } of graphsOf(manifest.graph)) expect(text).toContain(sha256);
  expect(text).toMatch(/Research use only/);
});
