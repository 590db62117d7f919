import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { modelNames, ownModelNames, shippedModels } from './pluginDirectories.js';

test('the models that are there are offered with the nine views first', async () => {
  const extension = await mkdtemp(path.join(os.tmpdir(), 'plugin-'));
  for (const name of ['zeta', 'clinical-tcia', 'mmdl-demo', 'site/own']) {
    const folder = path.join(extension, 'models', name);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'model.json'), '{}');
  }
  const models = shippedModels({ extension, mode: extension });
  const names = await modelNames(models);
  expect(await ownModelNames(models)).toEqual(names);
  await expect(ownModelNames(path.join(models, 'zeta/nothing'))).rejects.toMatchObject({
    code: 'viewer-unavailable',
  });
  await rm(extension, { recursive: true });
  expect(names).toEqual(['mmdl-demo', 'clinical-tcia', 'site/own', 'zeta']);
});
