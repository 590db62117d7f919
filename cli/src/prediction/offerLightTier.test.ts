/** Which packages a slow prediction is told of. */
import { jest } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Prediction } from '@mutation-prediction/core';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { offerLightTier } from './offerLightTier.js';

const FULL = `sha256:${'a'.repeat(64)}`;
let models: string;
let said: string;

beforeEach(async () => {
  models = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-light-'));
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(models, { recursive: true, force: true });
});

async function addPackage(id: string, lightTierOf?: { id: string; digest: string }) {
  const manifest = { ...manifestFixture(), id, ...(lightTierOf && { lightTierOf }) };
  await mkdir(path.join(models, id));
  await writeFile(path.join(models, id, 'model.json'), JSON.stringify(manifest));
}

function took(run: number, device: object = {}): Prediction {
  const model = { id: 'full', digest: FULL };
  const timingsMs = { views: 1, run, total: run + 1 };
  return { model, device, timingsMs } as unknown as Prediction;
}

test('a model that took long has its light tier named', async () => {
  await addPackage('full');
  await addPackage('of-another', { id: 'full', digest: `sha256:${'b'.repeat(64)}` });
  await addPackage('small', { id: 'full', digest: FULL });
  await mkdir(path.join(models, 'no-package'));
  await offerLightTier([took(200), took(6600)], models);
  expect(said).toMatch(/^full took 6\.6 s on this machine\. --model small is its light tier: /);
});

test.each([
  ['was quick', took(4900)],
  ['ran on a server', took(6600, { server: 'gpu.example.org' })],
])('nothing is said of one that %s', async (_case, prediction) => {
  await addPackage('small', { id: 'full', digest: FULL });
  await offerLightTier([prediction], models);
  expect(said).toBe('');
});

test('nothing is said where there is none', async () => {
  await addPackage('full');
  await offerLightTier([took(6600)], models);
  expect(said).toBe('');
});
