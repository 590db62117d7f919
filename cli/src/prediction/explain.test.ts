/** `predict --explain`: pictures, Parametric Maps, and a report that refers to them; the built program. */
import { jest } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  readCtSeries,
  readParametricMap,
  readPredictionReport,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { decode } from 'fast-png';
import { runCli } from '../../../test/support/cli.js';
import { folderSources } from '../../../test/support/dicomFiles.js';

jest.setTimeout(240_000);

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-explain-'));
  await writePhantomStudy(folder, { size: [96, 96, 24] });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const predict = (...more: string[]) =>
  runCli('predict', '--ct', at('ct'), '--seg', at('seg', 'nodule.dcm'), ...more);

test('a map that its tests did not confirm is shown with that word, as the model card has it', async () => {
  const explained = await predict('--model', 'fudan-fusion-demo', '--explain', at('unconfirmed'));
  expect(explained.code).toBe(0);
  expect(explained.stderr).toContain('! EGFR: This map is not shown to point at what decides');
  const readme = await readFile(at('unconfirmed', 'README.txt'), 'utf8');
  expect(readme.match(/not shown to point at what decides/g)).toHaveLength(1);
});

test('the report refers to a map for each target, on the voxels of its CT', async () => {
  const explained = await predict('--explain', at('why'), '--report', at('why', 'report.dcm'));
  expect(explained.code).toBe(0);
  expect(explained.stderr).not.toContain('not shown to point at what decides');
  const readme = await readFile(at('why', 'README.txt'), 'utf8');
  expect(readme).toContain('EGFR: Probability of EGFR mutation');
  expect(readme).not.toContain('not shown to point at what decides');

  const report = readPredictionReport(await decodePart10(await readFile(at('why', 'report.dcm'))));
  const [lesion] = report.lesions;
  const { series } = await readCtSeries(folderSources(at('ct')));
  expect(lesion!.visualExplanations?.map(({ target }) => target)).toEqual(['EGFR', 'KRAS']);
  for (const { target, ...reference } of lesion!.visualExplanations!) {
    const map = readParametricMap(await readFile(at('why', `${target}.map.dcm`)), 'map');
    expect(map.identity).toEqual(reference);
    expect(map.grid.size).toEqual(series[0]!.grid.size);
    expect(map.frameOfReferenceUid).toBe(series[0]!.identity.frameOfReferenceUid);
    expect(map.map.data.some((value) => value !== 0)).toBe(true);
    expect(map.algorithm?.parameters).toContain(`run_uid=${lesion!.prediction.uid}`);
    const picture = decode(await readFile(at('why', `${target}.png`)));
    const colours = new Set<string>();
    for (let n = 0; n < picture.data.length; n += 3) {
      const [red, green, blue] = picture.data.subarray(n, n + 3);
      if (red !== green || green !== blue) colours.add(`${red} ${green} ${blue}`);
    }
    expect(colours.size).toBeGreaterThan(50);
  }

  const again = await predict('--explain', at('why'));
  expect(again.code).not.toBe(0);
  expect(again.stderr).toContain('README.txt');
});

test('what a model does not tell, or a check withholds, has no map, and that is said', async () => {
  const { code, stderr } = await predict(
    '--model',
    'ajou-multimodal-demo',
    '--explain',
    at('none'),
  );
  expect(code).toBe(0);
  expect(stderr).toMatch(/! No map is written: .* does not tell where it looked/);
  expect(existsSync(at('none'))).toBe(false);
});
