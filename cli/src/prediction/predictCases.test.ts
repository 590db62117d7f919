/** Predicting a cohort as a user does: a folder in, a table and reports out, and again after a crash. */
import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { decodePart10, readPredictionReport } from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { runCli } from '../../../test/support/cli.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';

/** 5.6 mm × 5.6 mm × 7.5 mm: as small as a chest can be. */
const PHANTOM = { size: [64, 64, 40] } as const;
const PATIENTS = ['R01-001', 'R01-002', 'R01-010'];

jest.setTimeout(180_000);

let root: string;
let cohort: string;
let run = 0;
/** A place of its own for each run's results. */
const place = () => path.join(root, `run-${++run}`);

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-cohort-'));
  cohort = path.join(root, 'NSCLC-Radiogenomics');
  for (const [seed, patient] of PATIENTS.entries()) {
    await writePhantomStudy(path.join(cohort, patient, '06-06-1990-CT'), {
      ...PHANTOM,
      seed: seed + 1,
    });
  }
});

afterAll(() => rm(root, { recursive: true, force: true }));

type Row = Readonly<Record<string, string>>;
const rowsOf = async (csv: string) =>
  parse(await readFile(csv, 'utf8'), { columns: true }) as unknown as Row[];

async function predicted(folder: string, ...args: string[]) {
  const csv = path.join(place(), 'table.csv');
  const { code, stderr } = await runCli('predict', folder, '--csv', csv, ...args);
  return { csv, code, stderr };
}

test('each segmentation is a case, found by what it says and not by where it lies', async () => {
  const reports = path.join(place(), 'reports');
  const { csv, code, stderr } = await predicted(
    cohort,
    ...['--model', 'mmdl-demo', '--model', 'clinical-tcia', '--reports', reports],
  );
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const rows = await rowsOf(csv);
  expect(new Set(rows.map((row) => row['case']))).toEqual(
    new Set(PATIENTS.map((patient) => `${patient}/06-06-1990-CT/seg/nodule.dcm`)),
  );
  expect(new Set(rows.map((row) => `${row['model']} ${row['target']}`))).toEqual(
    new Set(['mmdl-demo EGFR', 'mmdl-demo KRAS', 'clinical-tcia EGFR', 'clinical-tcia KRAS']),
  );
  expect(rows).toHaveLength(PATIENTS.length * 4);

  for (const row of rows) {
    const report = await readFile(path.join(reports, row['report']!));
    const { predictions } = readPredictionReport(await decodePart10(report));
    const { model } = predictions[0]!;
    const target = predictedTargets(predictions[0]!).find(({ id }) => id === row['target']);
    expect([model.id, String(target?.probability)]).toEqual([row['model'], row['probability']]);
  }
});

test('one case alone says the same', async () => {
  const { csv } = await predicted(cohort);
  const [row] = (await rowsOf(csv)).filter(({ target }) => target === 'EGFR');
  const folder = path.join(cohort, PATIENTS[0]!);
  const { stdout } = await runCli(
    ...['predict', '--json', '--ct', folder, '--seg', path.join(cohort, row!['case']!)],
  );
  const [{ probability }] = (JSON.parse(stdout) as { targets: [{ probability: number }] }).targets;
  expect(Number(row!['probability'])).toBeCloseTo(probability, 6);
});

test('a run that is killed goes on where it was, and its table is that of an undisturbed run', async () => {
  const undisturbed = await predicted(cohort);
  const csv = path.join(place(), 'table.csv');
  const args = ['predict', cohort, '--csv', csv, '--workers', '1'];
  const child = spawn(process.execPath, ['cli/bin/mutation-prediction.js', ...args]);
  const journal = `${csv}.journal`;
  const lines = async () =>
    (await readFile(journal, 'utf8').catch(() => '')).split('\n').length - 1;
  // The head of the journal and one case.
  while ((await lines()) < 2) await wait(5);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  expect(existsSync(csv)).toBe(false);
  await appendFile(journal, '{"key":"torn');

  const { code, stderr } = await runCli(...args, '--progress', 'json');
  expect(code).toBe(0);
  const news = stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { isKept: boolean });
  expect(news.filter(({ isKept }) => isKept).length).toBeGreaterThanOrEqual(1);
  expect(await readFile(csv, 'utf8')).toBe(await readFile(undisturbed.csv, 'utf8'));

  const again = await runCli(...args, '--progress', 'json');
  expect(again.code).toBe(0);
  expect(again.stderr.match(/"isKept":true/g)).toHaveLength(PATIENTS.length);
});

test('another mask or other clinical values are run anew, and only they', async () => {
  const folder = path.join(place(), 'cohort');
  await cp(cohort, folder, { recursive: true });
  const csv = path.join(place(), 'table.csv');
  const json = (...args: string[]) =>
    runCli('predict', folder, '--csv', csv, '--progress', 'json', ...args);
  await json();
  const seg = path.join(folder, PATIENTS[1]!, '06-06-1990-CT/seg/nodule.dcm');
  const bytes = await readFile(seg);
  bytes[bytes.length - 1]! ^= 1;
  await writeFile(seg, bytes);
  expect((await json()).stderr.match(/"isKept":false/g)).toHaveLength(1);

  const clinical = path.join(path.dirname(csv), 'clinical.csv');
  await writeFile(clinical, `Case;Smoking\n${PATIENTS[0]}/06-06-1990-CT/seg/nodule.dcm;never\n`);
  expect((await json('--clinical', clinical)).stderr.match(/"isKept":false/g)).toHaveLength(1);
  const [first] = await rowsOf(csv);
  expect(first!['clinical']).toContain('smoking=never');
});

test('what cannot be read is a failed case with its reason, and the others are done', async () => {
  const folder = path.join(place(), 'cohort');
  await cp(path.join(cohort, PATIENTS[0]!), path.join(folder, PATIENTS[0]!), { recursive: true });
  const elsewhere = path.join(folder, 'no CT here');
  await mkdir(elsewhere);
  const other = path.join(cohort, PATIENTS[1]!, '06-06-1990-CT/seg/nodule.dcm');
  await cp(other, path.join(elsewhere, '=1+1.dcm'));
  await symlink('/nowhere', path.join(folder, 'gone'));
  await mkdir(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]));

  const { csv, code, stderr } = await predicted(folder);
  expect(code).toBe(3);
  expect(stderr).toContain('3 of 4 cases failed');
  const failed = (await rowsOf(csv)).filter((row) => row['error_code'] !== '');
  expect(failed.map((row) => row['error_code'])).toEqual(['no-ct', 'no-ct', 'no-ct']);
  expect(failed.map((row) => row['case'])).toContain('no CT here/=1+1.dcm');
});

test('a manifest names cases, their lesions and what is known of them', async () => {
  const folder = place();
  await mkdir(folder);
  const manifest = path.join(folder, 'cases.csv');
  const [a, b] = PATIENTS.map((patient) => path.join(cohort, patient, '06-06-1990-CT'));
  await writeFile(
    manifest,
    [
      'case,ct,seg,segment,age,sex',
      `=first,${a},${a}/seg/nodule.dcm,1,61,F`,
      `second,${b},${a}/nothing.dcm,,,`,
    ].join('\n'),
  );
  const { csv, code } = await predicted(manifest);
  expect(code).toBe(3);
  const rows = await rowsOf(csv);
  // A spreadsheet would run it as a formula.
  expect(rows[0]).toMatchObject({ case: "'=first", segment: '1' });
  expect(rows[0]!['clinical']).toContain('ageYears=61;sex=F');
  expect(rows.at(-1)).toMatchObject({ case: 'second', error_code: 'no-segment' });

  await writeFile(manifest, `case,ct,seg,age\na,${a},${a}/seg/nodule.dcm,old\n`);
  const wrong = await predicted(manifest);
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('Line 2 of cases.csv has "old" in the column age.');
});

test('a table that is there is not replaced, and what is read never', async () => {
  const csv = path.join(place(), 'table.csv');
  await mkdir(path.dirname(csv));
  await writeFile(csv, 'mine');
  const refused = await runCli('predict', cohort, '--csv', csv);
  expect([refused.code, await readFile(csv, 'utf8')]).toEqual([1, 'mine']);
  expect(refused.stderr).toContain('--force');

  const seg = path.join(cohort, PATIENTS[0]!, '06-06-1990-CT/seg/nodule.dcm');
  const before = await readFile(seg);
  const overInput = await runCli('predict', cohort, '--csv', seg, '--force');
  expect(overInput.code).toBe(1);
  expect(await readFile(seg)).toEqual(before);
});
