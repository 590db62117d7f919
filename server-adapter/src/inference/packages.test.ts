/**
 * Every shipped package against what PyTorch computed with the same weights.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { tensorDims, verifyModelFile } from '@mutation-prediction/core';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  goldenModel,
  hashedTensor,
  largestDifferences,
} from '../../../test/support/goldenModel.js';
import { loadModelPackage, modelsDirectory } from './modelStore.js';
import { createNodeSession } from './nodeSession.js';

const models = modelsDirectory();
const ids = readdirSync(models);

test.each(ids.filter((id) => goldenModel(id)))('%s computes what PyTorch computes', async (id) => {
  const { manifest, graph } = await loadModelPackage(id, models);
  const golden = goldenModel(id)!;
  expect(manifest.inputs.map(({ tensor }) => tensor)).toEqual(golden.inputs);
  const session = await createNodeSession(graph, manifest);
  const inputs = manifest.inputs.map(
    (input, n) => [input.tensor, hashedTensor(tensorDims(input), n)] as const,
  );

  const differences = largestDifferences(await session.run(Object.fromEntries(inputs)), golden);

  expect(Math.max(...Object.values(differences))).toBeLessThanOrEqual(1e-4);
  const { maps, weights } = manifest.outputs.featureMaps![0]!;
  expect(Object.keys(differences)).toEqual(
    expect.arrayContaining([manifest.outputs.probabilities, maps, weights]),
  );
  await session.release();
});

test('all packages together stay below 20 MB', () => {
  const bytes = ids.flatMap((id) =>
    readdirSync(path.join(models, id)).map((file) => statSync(path.join(models, id, file)).size),
  );
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20e6);
});

test.each(ids)('the card of %s names its graph and says what it is for', async (id) => {
  const { manifest, directory } = await loadModelPackage(id, models);
  const { card } = manifest;
  const place = path.join(directory, typeof card === 'string' ? card : card.path);
  const bytes = new Uint8Array(readFileSync(place));
  if (typeof card !== 'string') await verifyModelFile(bytes, card);
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain(manifest.graph.sha256);
  expect(text).toMatch(/Research use only/);
});
