/** A cohort's explanations and pages: beside the table, whole, and made once; the built program. */
import { jest } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decodePart10, readParametricMap, readPredictionReport } from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { runCli } from '../../../test/support/cli.js';

const PATIENTS = ['R01-001', 'R01-002'];

jest.setTimeout(240_000);

let root: string;
const at = (...names: string[]) => path.join(root, ...names);

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-cases-files-'));
  for (const [seed, patient] of PATIENTS.entries()) {
    await writePhantomStudy(at('cohort', patient), { size: [64, 64, 40], seed: seed + 1 });
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

const nameOf = (patient: string, model: string) => `${patient}/seg/nodule.${model}`;
const predict = (csv: string, ...more: string[]) =>
  runCli(
    'predict',
    at('cohort'),
    '--csv',
    at(csv),
    '--progress',
    'json',
    '--workers',
    '1',
    ...more,
  );
const kept = (stderr: string) => stderr.match(/"isKept":true/g)?.length ?? 0;

test('each case has its maps, its pages, and a report that refers to the maps; the next run makes what is missing', async () => {
  const wanted = ['--explain', at('why'), '--pdf', at('pages')];
  const models = ['--model', 'mmdl-demo', '--model', 'clinical-tcia'];
  // An earlier run wanted the table only; its results are those of the run that wants more.
  expect((await predict('table.csv', ...models)).code).toBe(0);
  const table = await readFile(at('table.csv'), 'utf8');
  const first = await predict('table.csv', ...models, ...wanted, '--reports', at('reports'));
  expect([first.code, kept(first.stderr)]).toEqual([0, 0]);
  const withoutReports = (text: string) =>
    text.replaceAll(/[^,]*\.(mmdl-demo|clinical-tcia)\.dcm/g, '');
  expect(withoutReports(await readFile(at('table.csv'), 'utf8'))).toBe(table);

  for (const patient of PATIENTS) {
    const name = nameOf(patient, 'mmdl-demo');
    const report = readPredictionReport(
      await decodePart10(await readFile(at('reports', `${name}.dcm`))),
    );
    const [lesion] = report.lesions;
    expect(lesion!.visualExplanations).toHaveLength(2);
    for (const { target, ...reference } of lesion!.visualExplanations!) {
      const folder = at('why', name, 'segment-1');
      const map = readParametricMap(await readFile(path.join(folder, `${target}.map.dcm`)), 'map');
      expect(map.identity).toEqual(reference);
      expect(map.algorithm?.parameters).toContain(`run_uid=${lesion!.prediction.uid}`);
      expect(existsSync(path.join(folder, `${target}.png`))).toBe(true);
      expect(await readFile(path.join(folder, 'README.txt'), 'utf8')).toContain(`${target}: `);
    }
    for (const model of ['mmdl-demo', 'clinical-tcia']) {
      const pdf = await readFile(at('pages', `${nameOf(patient, model)}.pdf`));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      const object = await decodePart10(
        await readFile(at('reports', `${nameOf(patient, model)}.pdf.dcm`)),
      );
      const [source] = object['SourceInstanceSequence'] as [{ ReferencedSOPInstanceUID: string }];
      const sr = await decodePart10(await readFile(at('reports', `${nameOf(patient, model)}.dcm`)));
      expect(source.ReferencedSOPInstanceUID).toBe(sr['SOPInstanceUID']);
    }
    // A model of clinical values looks at no image.
    expect(existsSync(at('why', nameOf(patient, 'clinical-tcia')))).toBe(false);
  }

  const all = await predict('table.csv', ...models, ...wanted, '--reports', at('reports'));
  expect([all.code, kept(all.stderr)]).toEqual([0, 2]);
  const map = at('why', nameOf(PATIENTS[0]!, 'mmdl-demo'), 'segment-1/EGFR.map.dcm');
  await rm(map);
  const again = await predict('table.csv', ...models, ...wanted, '--reports', at('reports'));
  expect([again.code, kept(again.stderr), existsSync(map)]).toEqual([0, 1, true]);
});

test('what lies in their places before the first run is not replaced', async () => {
  await mkdir(at('mine', nameOf(PATIENTS[1]!, 'mmdl-demo')), { recursive: true });
  const { code, stderr } = await predict('other.csv', '--explain', at('mine'));
  expect([code, existsSync(at('other.csv'))]).toEqual([1, false]);
  expect(stderr).toContain('--force');
});

test.each(['--explain', '--pdf'])('%s does not go with a queue, and says why', async (option) => {
  const { code, stderr } = await runCli(
    ...['predict', at('cohort'), '--csv', at('queued.csv'), option, at('x')],
    ...['--queue', 'redis://127.0.0.1:1', '--source', 'ward'],
  );
  expect(code).toBe(2);
  expect(stderr).toContain('pictures do not come back through a queue');
});
