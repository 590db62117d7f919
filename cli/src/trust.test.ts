/** What the command line refuses or warns of rather than guess: whose objects are, and what they are of. */
import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  encodePart10,
  newUid,
  predictionSchema,
  readPredictionReport,
  type NaturalisedDataset,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';

const script = path.join(process.cwd(), 'cli/bin/mutation-prediction.js');

jest.setTimeout(180_000);

let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-trust-'));
  await writePhantomStudy(root, { size: [64, 64, 16] });
});

afterAll(() => rm(root, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const predict = (seg: string, ...more: string[]) =>
  run('predict', '--ct', 'ct', '--seg', seg, '--model', 'cnn3d-demo', ...more);

/** A copy of a file, changed. */
async function changed(
  from: string,
  to: string,
  change: (dataset: NaturalisedDataset) => NaturalisedDataset,
): Promise<string> {
  const dataset = (await decodePart10(await readFile(path.join(root, from)))) as NaturalisedDataset;
  await writeFile(path.join(root, to), new Uint8Array(await encodePart10(change(dataset))));
  return to;
}

describe('contours of another patient', () => {
  const OTHER = { PatientID: 'SECRET-4712', PatientName: 'Secret^Mary' };
  let others: string;

  beforeAll(async () => {
    others = await changed('seg/nodule.dcm', 'others.dcm', (seg) => ({ ...seg, ...OTHER }));
  });

  test.each([
    ['predict', ['predict', '--model', 'cnn3d-demo', '--json']],
    ['mask', ['mask', '--out', 'mask.nii']],
    ['views', ['views', '--out', 'views']],
    ['radiomics', ['radiomics', '--workers', '1']],
  ])('%s refuses them, naming the attributes and no value', (_, [command, ...more]) => {
    const { status, stdout, stderr } = run(command!, '--ct', 'ct', '--seg', others, ...more);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'PatientID and PatientName of others.dcm contradict those of CT series',
    );
    expect(stderr).toContain('--accept-other-patient');
    expect(stdout + stderr).not.toMatch(/SECRET|Phantom\^/i);
    if (more.includes('--json')) {
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'other-patient' } });
    }
  });

  test('are taken where the user vouches for them, which result and report say', async () => {
    const report = path.join(root, 'accepted.dcm');
    const accepted = ['--accept-other-patient', '--json', '--report', report];
    const { status, stdout } = predict(others, ...accepted);
    expect(status).toBe(0);
    const { warnings } = predictionSchema.parse(JSON.parse(stdout));
    const [warning] = warnings.filter(({ code }) => code === 'other-patient');
    expect(warning!.message).toContain('the user vouched');
    const stored = readPredictionReport(await decodePart10(await readFile(report)));
    expect(stored.predictions[0]!.warnings).toContainEqual(warning);
    expect(stored.patient.PatientID).not.toBe(OTHER.PatientID);
  });

  test('are warned of beside features too', () => {
    const accepted = ['--accept-other-patient', '--workers', '1'];
    const { status, stderr } = run('radiomics', '--ct', 'ct', '--seg', others, ...accepted);
    expect(status).toBe(0);
    expect(stderr).toContain('PatientID and PatientName of others.dcm contradict');
  });

  test('nothing is said of contours of the patient', () => {
    const { status, stdout } = predict('seg/nodule.dcm', '--accept-other-patient', '--json');
    expect(status).toBe(0);
    expect(stdout).not.toContain('other-patient');
  });
});

test('a CT of which one file is another patient’s is refused', async () => {
  const mixed = path.join(root, 'mixed');
  await mkdir(mixed);
  const names = await readdir(path.join(root, 'ct'));
  for (const name of names) await copyFile(path.join(root, 'ct', name), path.join(mixed, name));
  await changed(`ct/${names[5]!}`, `mixed/${names[5]!}`, (slice) => ({
    ...slice,
    PatientBirthDate: '19990909',
    PatientID: 'SECRET-1',
  }));
  const args = ['--ct', 'mixed', '--seg', 'seg/nodule.dcm', '--model', 'cnn3d-demo'];
  const refused = run('predict', ...args);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(
    /The files of CT series .* contradict each other in PatientID( and PatientBirthDate)?:/,
  );
  expect(refused.stderr).not.toContain('SECRET');
  const accepted = run('predict', ...args, '--accept-other-patient');
  expect(accepted.status).toBe(0);
  expect(accepted.stdout).toContain('! The files of CT series');
});

test('two different images of one UID are refused, whatever their names', async () => {
  const names = (await readdir(path.join(root, 'ct'))).sort();
  for (const name of ['000-first.dcm', 'zzz-last.dcm']) {
    const folder = path.join(root, `forged-${name}`);
    await mkdir(folder);
    for (const file of names) await copyFile(path.join(root, 'ct', file), path.join(folder, file));
    await changed(`ct/${names[7]!}`, `forged-${name}/${name}`, (slice) => {
      const [pixels] = [slice['PixelData']].flat() as [ArrayBuffer];
      new Int16Array(pixels).fill(-1000);
      return slice;
    });
    const { status, stderr } = run('predict', '--ct', folder, '--seg', 'seg/nodule.dcm');
    expect(status).toBe(1);
    expect(stderr).toContain('hold different images under one SOP Instance UID');
    expect(stderr).toContain(name);
  }
});

test('contours of another phase of the CT are warned of, in result and report', async () => {
  const phase = path.join(root, 'exhaled');
  await mkdir(phase);
  const SeriesInstanceUID = newUid();
  for (const name of await readdir(path.join(root, 'ct'))) {
    await changed(`ct/${name}`, `exhaled/${name}`, (slice) => ({
      ...slice,
      SeriesInstanceUID,
      SeriesDescription: 'EXHALED',
      SOPInstanceUID: newUid(),
    }));
  }
  const args = ['--ct', phase, '--seg', 'seg/nodule.dcm', '--model', 'cnn3d-demo'];
  const { status, stdout } = run('predict', ...args, '--json', '--report', 'phase.dcm');
  expect(status).toBe(0);
  const { warnings } = predictionSchema.parse(JSON.parse(stdout));
  const [warning] = warnings.filter(({ code }) => code === 'other-ct');
  expect(warning!.message).toMatch(
    /^nodule\.dcm was drawn on the series [\d.]+ and is read on CT series \d+ "EXHALED"/,
  );
  const report = await decodePart10(await readFile(path.join(root, 'phase.dcm')));
  expect(readPredictionReport(report).predictions[0]!.warnings).toContainEqual(warning);
});
