import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { modelIdentity, parseModelManifest } from './loadManifest.js';
import { manifestJsonSchema } from './manifestJsonSchema.js';

const models = path.resolve('models');
const readBytes = async (file: string) => new Uint8Array(await readFile(file));
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

async function demoManifest(): Promise<Record<string, unknown>> {
  const text = await readFile(path.join(models, 'packages/mmdl-demo/model.json'), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}

test('reads the demonstration package and identifies it by its bytes', async () => {
  const bytes = await readBytes(path.join(models, 'packages/mmdl-demo/model.json'));
  const { manifest, digest } = await parseModelManifest(bytes, 'model.json');
  expect(manifest.targets.map((target) => target.id)).toEqual(['EGFR', 'KRAS']);

  const respaced = await parseModelManifest(encode(manifest), 'model.json');
  expect(respaced.manifest).toEqual(manifest);
  expect(respaced.digest).not.toBe(digest);

  expect(modelIdentity(manifest, digest)).toMatchObject({
    id: 'mmdl-demo',
    status: 'demonstration',
    digest,
  });
});

test('names the field that is wrong, and the file', async () => {
  const broken = { ...(await demoManifest()), version: 'newest', card: '../card.md' };
  const parsing = parseModelManifest(encode(broken), 'packages/x/model.json');
  await expect(parsing).rejects.toMatchObject({
    code: 'model-invalid',
    message: expect.stringMatching(/packages\/x\/model\.json.*version.*card/s),
  });
});

test('shows the first three problems of a document and counts the others', async () => {
  await expect(parseModelManifest(encode({}), 'model.json')).rejects.toMatchObject({
    message: expect.stringMatching(/; \d+ more\)/),
  });
});

test('refuses what is not JSON', async () => {
  const html = new TextEncoder().encode('<!doctype html>');
  await expect(parseModelManifest(html, 'model.json')).rejects.toMatchObject({
    code: 'model-invalid',
    message: expect.stringContaining('not JSON'),
  });
});

test('takes the card of an earlier version, which no digest covers', async () => {
  const earlier = { ...(await demoManifest()), card: 'card.md' };
  const { manifest } = await parseModelManifest(encode(earlier), 'm');
  expect(manifest.card).toBe('card.md');
});

test('the published JSON Schema is current (npm run schema)', async () => {
  const published = await readFile(path.join(models, 'model-package.schema.json'), 'utf8');
  expect(JSON.parse(published)).toEqual(manifestJsonSchema());
});
