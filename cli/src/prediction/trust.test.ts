/** What the command line refuses or warns of rather than guess: whose objects are, and what they are of. */
import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  encodeNiftiImage,
  encodeNiftiMask,
  encodePart10,
  newUid,
  predictionSchema,
  readPredictionReport,
  type ChestPhantomTruth,
  type Grid,
  type NaturalisedDataset,
  type Warning,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';

const script = path.join(process.cwd(), 'cli/bin/mutation-prediction.js');

jest.setTimeout(180_000);

let root: string;
let truth: ChestPhantomTruth;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-trust-'));
  ({ truth } = await writePhantomStudy(root, { size: [64, 64, 16] }));
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

/** A report is in English: of a warning it has code and message. */
const inReport = ({ code, message }: Warning) => ({ code, message });

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
    expect(stderr).toMatch(
      /others\.dcm and CT series .* contradict each other in patient ID and patient name/,
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
    expect(stored.predictions[0]!.warnings).toContainEqual(inReport(warning!));
    expect(stored.patient.PatientID).not.toBe(OTHER.PatientID);
  });

  test('are warned of beside features too', () => {
    const accepted = ['--accept-other-patient', '--workers', '1'];
    const { status, stderr } = run('radiomics', '--ct', 'ct', '--seg', others, ...accepted);
    expect(status).toBe(0);
    expect(stderr).toMatch(/others\.dcm and CT series .* contradict each other/);
  });

  test('of a cohort they are a case that is refused, until the user vouches for it', async () => {
    await cp(path.join(root, 'ct'), path.join(root, 'cohort/one/ct'), { recursive: true });
    await copyFile(path.join(root, others), path.join(root, 'cohort/one/others.dcm'));
    const predictAll = async (...more: string[]) => {
      const { status } = run(
        ...['predict', 'cohort', '--model', 'cnn3d-demo', '--csv', 'cohort.csv', '--force'],
        ...more,
      );
      return { status, table: await readFile(path.join(root, 'cohort.csv'), 'utf8') };
    };
    const refused = await predictAll();
    expect(refused.status).toBe(3);
    expect(refused.table).toContain('other-patient');
    const accepted = await predictAll('--accept-other-patient');
    expect(accepted.status).toBe(0);
    expect(accepted.table).toMatch(/,EGFR,.*other-patient/);
  });

  test('nothing is said of contours of the patient', () => {
    const { status, stdout } = predict('seg/nodule.dcm', '--accept-other-patient', '--json');
    expect(status).toBe(0);
    expect(stdout).not.toContain('other-patient');
  });
});

describe('weights that learned from no patient', () => {
  const SAID = 'This model learned from made-up images at most, never from patients.';

  test('say nothing more of a CT that calls itself a phantom', () => {
    const { status, stdout } = predict('seg/nodule.dcm', '--json');
    expect(status).toBe(0);
    expect(stdout).toContain('demonstration-weights');
    expect(stdout).not.toContain('not-from-patients');
  });

  test.each(['NO', undefined])(
    'say first of all that they say nothing of one whose Quality Control Subject is %s: in words, JSON and report',
    async (stated) => {
      const folder = `subject-${stated ?? 'absent'}`;
      await mkdir(path.join(root, folder));
      for (const name of await readdir(path.join(root, 'ct'))) {
        await changed(`ct/${name}`, `${folder}/${name}`, ({ QualityControlSubject, ...slice }) => {
          expect(QualityControlSubject).toBe('YES');
          return stated === undefined ? slice : { ...slice, QualityControlSubject: stated };
        });
      }
      const report = path.join(root, `${folder}.dcm`);
      const args = ['--ct', folder, '--seg', 'seg/nodule.dcm', '--model', 'cnn3d-demo'];
      const { stdout } = run('predict', ...args, '--json', '--report', report);
      const { warnings } = predictionSchema.parse(JSON.parse(stdout));
      expect(warnings.slice(0, 2)).toMatchObject([
        { code: 'not-from-patients', message: expect.stringContaining(SAID) as string },
        { code: 'demonstration-weights' },
      ]);
      const stored = readPredictionReport(await decodePart10(await readFile(report)));
      expect(stored.predictions[0]!.warnings[0]).toEqual(inReport(warnings[0]!));
      expect(run('predict', ...args).stdout).toMatch(new RegExp(`^!! ${SAID}`));
      expect(run('report', report).stdout).toContain(`!! ${SAID}`);
    },
  );
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
    /The files of CT series .* contradict each other in patient ID( and date of birth)?:/,
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
  expect(readPredictionReport(report).predictions[0]!.warnings).toContainEqual(inReport(warning!));
});

describe('contours and images that do not say what they seem to', () => {
  const golden = (name: string) => path.join(process.cwd(), 'test/golden', name);
  const unitGrid = (size: Grid['size'], origin: Grid['origin'] = [0, 0, 0]): Grid => ({
    size,
    origin,
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  });

  test('contours that overlap are joined, and warned of', async () => {
    const grid = unitGrid([48, 40, 3]);
    const ct = path.join(root, 'flat.nii');
    await writeFile(ct, encodeNiftiImage({ grid, data: new Int16Array(48 * 40 * 3) }));
    const { status, stdout, stderr } = run(
      ...['mask', '--ct', ct, '--seg', golden('dicom/overlapping-contours.dcm')],
      ...['--segment', '4', '--out', 'joined.nii'],
    );
    expect(status).toBe(0);
    expect(stdout).toContain('556 of 48 × 40 × 3 voxels');
    expect(stderr).toBe(
      '! Contours of Overlapping repeat or overlap each other on 1 slice; 62 voxels hang on how that is read.\n',
    );
  });

  test.each([
    ['misses the CT', 9000, 'empty-segment', 'not one voxel of this CT series in label 1'],
    ['reaches beyond the CT', -300, 'segment-outside-image', 'label 1 of label.nii lie'],
  ] as const)('a NIfTI mask that %s is refused', async (_, fromNoduleMm, code, words) => {
    const [x, y, z] = truth.nodule.centreLps;
    const grid = unitGrid([600, 20, 60], [x + fromNoduleMm, y - 10, z - 30]);
    const data = new Uint8Array(600 * 20 * 60).fill(1);
    await writeFile(path.join(root, 'label.nii'), encodeNiftiMask({ grid, data }));
    const { status, stdout, stderr } = predict('label.nii', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
    expect(stderr).toContain(words);
  });

  test.each([
    ['image', 'no-place.nii', 'mask.nii'],
    ['mask', 'ct.nii', 'no-place.nii'],
  ])('a NIfTI %s whose grid is degenerate is refused', async (_, image, mask) => {
    const grid = unitGrid([8, 8, 4]);
    const degenerate: Grid = { ...grid, axes: [[0, 0, 0], grid.axes[1], grid.axes[2]] };
    const data = new Uint8Array(256).fill(1);
    const noPlace =
      mask === 'mask.nii'
        ? encodeNiftiImage({ grid: degenerate, data: Int16Array.from(data) })
        : encodeNiftiMask({ grid: degenerate, data });
    await writeFile(path.join(root, 'no-place.nii'), noPlace);
    await writeFile(
      path.join(root, 'ct.nii'),
      encodeNiftiImage({ grid, data: Int16Array.from(data) }),
    );
    await writeFile(path.join(root, 'mask.nii'), encodeNiftiMask({ grid, data }));
    const { status, stdout, stderr } = run('predict', '--ct', image, '--seg', mask, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'malformed-object' } });
    expect(stderr).toContain('no-place.nii does not say where its voxels lie in the patient.');
  });

  test('a NIfTI image with a voxel that is no number is refused', () => {
    const { status, stderr } = run(
      ...['predict', '--ct', golden('nifti/nifti2-float64.nii.gz')],
      ...['--seg', golden('nifti/labels-uint8.nii.gz'), '--segment', '1'],
    );
    expect(status).toBe(1);
    expect(stderr).toContain('nifti2-float64.nii.gz has 1 voxel that is no number.');
  });
});
