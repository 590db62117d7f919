import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { modelNames } from './pluginDirectories.js';

test('the models that are there are offered with the nine views first', async () => {
  const extension = await mkdtemp(path.join(os.tmpdir(), 'plugin-'));
  for (const name of ['zeta', 'clinical-tcia', 'mmdl-demo', 'site/own']) {
    const folder = path.join(extension, 'models', name);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'model.json'), '{}');
  }
  const names = await modelNames({ extension, mode: extension });
  await rm(extension, { recursive: true });
  expect(names).toEqual(['mmdl-demo', 'clinical-tcia', 'site/own', 'zeta']);
});
