import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadModelPackage, modelsDirectory } from './modelStore.js';

let models: string;

beforeEach(async () => {
  models = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-models-'));
  await cp(modelsDirectory(), models, { recursive: true });
});

afterEach(() => rm(models, { recursive: true }));

test('the folder named wins over MP_MODELS, which wins over the shipped packages', () => {
  expect(modelsDirectory()).toBe(path.resolve('models/packages'));
  process.env['MP_MODELS'] = models;
  expect(modelsDirectory()).toBe(models);
  expect(modelsDirectory('elsewhere')).toBe(path.resolve('elsewhere'));
  delete process.env['MP_MODELS'];
});

test('a package in a folder of another name is refused', async () => {
  await rename(path.join(models, 'mmdl-demo'), path.join(models, 'renamed'));
  await expect(loadModelPackage('renamed', models)).rejects.toMatchObject({
    code: 'model-invalid',
    message: expect.stringContaining('describes "mmdl-demo", not "renamed"'),
  });
});

test('a package without its graph is refused', async () => {
  await rm(path.join(models, 'mmdl-demo/model.onnx'));
  await expect(loadModelPackage('mmdl-demo', models)).rejects.toMatchObject({
    code: 'model-unavailable',
    message: expect.stringContaining('model.onnx cannot be read'),
  });
});

test('a likeness file whose bytes are not those of the manifest is refused', async () => {
  const file = path.join(models, 'mmdl-demo/likeness.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('1', '2'));
  await expect(loadModelPackage('mmdl-demo', models)).rejects.toMatchObject({
    code: 'model-hash-mismatch',
    message: expect.stringContaining('likeness.json'),
  });
});

test('a graph whose bytes are not those of the manifest is refused', async () => {
  const file = path.join(models, 'mmdl-demo/model.onnx');
  const graph = await readFile(file);
  graph[graph.length >> 1]! ^= 1;
  await writeFile(file, graph);
  await expect(loadModelPackage('mmdl-demo', models)).rejects.toMatchObject({
    code: 'model-hash-mismatch',
  });
});

test('without any package says where to name their folder', async () => {
  await expect(loadModelPackage('mmdl-demo', path.join(models, 'nowhere'))).rejects.toMatchObject({
    advice: expect.stringContaining('--models'),
  });
});
