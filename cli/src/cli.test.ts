/** The built command line as a user runs it: a child process, files in, text and files out. */
import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  buildSegmentation,
  decodePart10,
  encodePart10,
  indexToLps,
  lpsToIndex,
  norm,
  predictionSchema,
  readCtSeries,
  readPredictionReport,
  readSegmentationObject,
  readSegmentMask,
  spacing,
  subtract,
  type ChestPhantomTruth,
  type CtSeries,
  type Grid,
  type Mask,
  type Prediction,
  type Vector3,
} from '@mutation-prediction/core';
import { decode } from 'fast-png';
import { asReported } from '../../test/support/asReported.js';
import { dataFolder, folderSources } from '../../test/support/dicomFiles.js';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { predictedTargets } from '../../test/support/predictedTargets.js';

const root = process.cwd();
const script = path.join(root, 'cli/bin/mutation-prediction.js');
const packages = path.join(root, 'models/packages');

/** 2.8 mm × 2.8 mm × 4.3 mm: small, and the whole chest. */
const PHANTOM = { size: [128, 128, 70] } as const;

// Processes start, and read a whole CT, as fast as the machine lets them.
jest.setTimeout(120_000);

let folder: string;
let truth: ChestPhantomTruth;
let phantomCase: string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-cli-'));
  ({ truth } = await writePhantomStudy(folder, PHANTOM));
  phantomCase = ['--ct', folder, '--seg', path.join(folder, 'seg/nodule.dcm')];
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs elsewhere than in the repository: nothing may depend on the working directory. */
function run(...args: string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: os.tmpdir() });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

async function predictJson(...args: string[]): Promise<Prediction> {
  const { code, stdout, stderr } = await run('predict', '--json', ...args);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return predictionSchema.parse(JSON.parse(stdout));
}

describe('predict', () => {
  test('prints the contract as JSON: the lesion that is there, the model that ran', async () => {
    const prediction = await predictJson(...phantomCase, '--smoking', 'never', '--age', '50.5');

    const { lesion, inputs, model } = prediction;
    truth.nodule.centreLps.forEach((mm, axis) => {
      expect(Math.abs(lesion.centroidLps[axis]! - mm)).toBeLessThan(1);
    });
    expect(Math.abs(lesion.volumeMm3 / truth.noduleVolumeMm3 - 1)).toBeLessThan(0.05);
    const manifest = await readFile(path.join(packages, 'mmdl-demo/model.json'));
    expect(model.digest).toBe(`sha256:${createHash('sha256').update(manifest).digest('hex')}`);
    expect(prediction.targets.map(({ id }) => id)).toEqual(['EGFR', 'KRAS']);
    // The phantom is a man of 64; what is given wins.
    expect(inputs.clinical).toEqual({ sex: 'M', ageYears: 50.5, smoking: 'never' });
    expect(inputs.clinicalMissing).toEqual([]);
  });

  test('prints a table that says where each value comes from, and what it is worth', async () => {
    const { code, stdout } = await run('predict', ...phantomCase, '--sex', 'M');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Probability of EGFR mutation \d\.\d\d, reads as [a-z ]+$/m);
    expect(stdout).toMatch(/^ {2}fits [a-z ]+ at 95 % \(\d+ mutant cases cover \d+ % or more/m);
    expect(stdout).toMatch(/^Age +64 \(DICOM\)$/m);
    expect(stdout).toMatch(/^Sex +M \(command line\)$/m);
    expect(stdout).toMatch(/^Smoking +not known$/m);
    expect(stdout).toContain('Research use only.');
  });

  test('writes the report that reads back as the prediction', async () => {
    const file = path.join(folder, 'report.dcm');
    const prediction = await predictJson(...phantomCase, '--report', file);
    const report = readPredictionReport(await decodePart10(await readFile(file)));
    expect(report.predictions).toEqual([asReported(prediction)]);
    await rm(file);
  });

  test('says why a report cannot be written', async () => {
    const { code, stderr } = await run('predict', ...phantomCase, '--report', `${script}/r.dcm`);
    expect(code).toBe(1);
    expect(stderr).toContain(`${script}/r.dcm cannot be written`);
  });

  test('a part of the segment is predicted on its own', async () => {
    const prediction = await predictJson(...phantomCase, '--component', '1');
    expect(prediction.inputs.segmentation.component).toBe(1);
    const tooMany = await run('predict', ...phantomCase, '--component', '9');
    expect(tooMany).toMatchObject({ code: 1, stdout: '' });
    expect(tooMany.stderr).toContain('has 1 part, not 9');
  });
});

test('ends without a word where nobody reads on', async () => {
  const child = spawn(process.execPath, [script, 'predict', '--help'], { cwd: os.tmpdir() });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
});

describe('views', () => {
  test('writes the planes in HU and as pictures in the lung window', async () => {
    const out = path.join(folder, 'made/views');
    const { code } = await run('views', ...phantomCase, '--out', out);
    expect(code).toBe(0);
    expect((await readdir(out)).filter((name) => name.endsWith('.png'))).toHaveLength(9);

    const bytes = await readFile(path.join(out, 'views.f32'));
    expect(bytes.byteLength).toBe(9 * 299 * 299 * 4);
    const corner = bytes.readFloatLE(0);
    const picture = decode(await readFile(path.join(out, 'axial.png')));
    expect([picture.width, picture.height]).toEqual([299, 299]);
    // Lung window: centre −600, width 1500.
    const grey = Math.round(255 * Math.min(Math.max((corner + 1350) / 1500, 0), 1));
    expect([...picture.data.slice(0, 3)]).toEqual([grey, grey, grey]);
    expect(isColoured(picture.data)).toBe(true);
  });
});

describe('segments', () => {
  test('lists what a segmentation holds, as a table and as JSON', async () => {
    const file = path.join(folder, 'seg/nodule.dcm');
    const table = await run('segments', file);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toMatch(/^Number +Label +Algorithm +Size$/m);
    expect(table.stdout).toMatch(/^1 +Nodule +[A-Z]+ +\d+ voxels$/m);

    const { lesion } = await predictJson(...phantomCase);
    const { stdout } = await run('segments', file, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'nodule.dcm',
      kind: 'SEG',
      segments: [{ number: 1, label: 'Nodule', voxelCount: lesion.voxelCount }],
    });
  });

  test('lists the regions of a structure set, also those never drawn', async () => {
    const file = path.join(root, 'test/golden/dicom/rtstruct.dcm');
    const { stdout } = await run('segments', file, '--json');
    const object = readSegmentationObject(await readFile(file), 'rtstruct.dcm');
    expect(object.segments.map(({ contourCount }) => contourCount)).toContain(0);
    expect(JSON.parse(stdout)).toEqual({
      file: 'rtstruct.dcm',
      kind: 'RTSTRUCT',
      segments: object.segments,
    });
  });

  test.each([
    ['a CT', () => path.join(folder, 'ct/0001.dcm'), /neither a DICOM seg/],
    ['a path to nowhere', () => '/nowhere.dcm', /\/nowhere\.dcm cannot be read/],
  ])('refuses %s', async (_, file, reason) => {
    const { code, stderr } = await run('segments', file());
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
  });
});

describe('mask', () => {
  test.each(['mask.nii.gz', 'mask.nii'])('writes %s, which gives the same lesion', async (name) => {
    const out = path.join(folder, 'made', name);
    const { code, stdout } = await run('mask', ...phantomCase, '--out', out);
    expect(code).toBe(0);
    const isGzip = (await readFile(out)).subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]));
    expect(isGzip).toBe(name.endsWith('.gz'));

    const { lesion } = await predictJson(...phantomCase);
    const again = await predictJson('--ct', path.join(folder, 'ct'), '--seg', out);
    expect(stdout).toContain(`Nodule: ${lesion.voxelCount} of 128 × 128 × 70 voxels`);
    expect(again.lesion.voxelCount).toBe(lesion.voxelCount);
    lesion.centroidLps.forEach((mm, axis) =>
      expect(again.lesion.centroidLps[axis]).toBeCloseTo(mm, 3),
    );
  });
});

describe('report', () => {
  test('gives back the prediction, as JSON and as a table', async () => {
    const file = path.join(folder, 'made/saved.dcm');
    const prediction = await predictJson(...phantomCase, '--report', file);
    const { stdout } = await run('report', file, '--json');
    expect(predictionSchema.parse(JSON.parse(stdout))).toEqual(asReported(prediction));
    const table = await run('report', file);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toMatch(/^Probability of EGFR mutation \d\.\d\d, reads as /m);
    expect(table.stdout).toMatch(/^Age +64 \(report\)$/m);
  });

  test.each([
    [
      'another object',
      () => path.join(folder, 'seg/nodule.dcm'),
      /holds no measurement of a lesion/,
    ],
    ['text', () => script, /no DICOM Part 10 header/],
    ['a path to nowhere', () => '/nowhere.dcm', /\/nowhere\.dcm cannot be read/],
  ])('refuses %s', async (_, file, reason) => {
    const { code, stderr } = await run('report', file());
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

/** The outline is the only thing that is not grey. */
function isColoured(rgb: ArrayLike<number>): boolean {
  for (let n = 0; n < rgb.length; n += 3) if (rgb[n] !== rgb[n + 2]) return true;
  return false;
}

describe('refusals', () => {
  test.each([
    ['a missing option', ['predict', '--ct', '.']],
    ['an age out of range', ['predict', '--ct', '.', '--seg', '.', '--age', '200']],
    ['an unknown value', ['predict', '--ct', '.', '--seg', '.', '--smoking', 'sometimes']],
    ['an unknown command', ['guess']],
    ['no command', []],
  ])('%s is wrong usage', async (_, args) => {
    expect(await run(...args)).toMatchObject({ code: 2, stdout: '' });
  });

  test('the reason and the advice are printed, as JSON where JSON was asked for', async () => {
    const { code, stdout, stderr } = await run(
      'predict',
      '--json',
      ...phantomCase,
      '--segment',
      '7',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('nodule.dcm has no segment 7; it has 1 "Nodule".');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'no-segment' } });
  });

  test.each([
    ['a folder that is not there', () => ['--ct', '/nowhere'], /There is no file in \/nowhere/],
    ['a model that is not there', () => ['--model', 'none'], /Choose one of: .*mmdl-demo/],
    ['a CT as contours', () => ['--seg', path.join(folder, 'ct/0001.dcm')], /neither a DICOM seg/],
    ['text as contours', () => ['--seg', script], /mutation-prediction\.js/],
  ])('%s', async (_, change, reason) => {
    const { code, stderr } = await run('predict', ...phantomCase, ...change());
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('a graph that is not the one of the manifest', async () => {
    const models = await mkdtemp(path.join(folder, 'models-'));
    await cp(packages, models, { recursive: true });
    const file = path.join(models, 'mmdl-demo/model.onnx');
    const graph = await readFile(file);
    graph[graph.length >> 1]! ^= 1;
    await writeFile(file, graph);
    const { code, stderr } = await run('predict', ...phantomCase, '--models', models);
    expect(code).toBe(1);
    expect(stderr).toMatch(/model\.onnx has SHA-256 [0-9a-f]{8}… instead of [0-9a-f]{8}…/);
  });
});

const ibsi = dataFolder('ct-seg/ibsi-ct');
(ibsi ? describe : describe.skip)('the IBSI lung cancer CT', () => {
  const dicom = ['--ct', `${ibsi}/dicom/image`, '--seg', `${ibsi}/dicom/mask/DCM_RS_00060.dcm`];
  const nifti = [
    '--ct',
    `${ibsi}/nifti/image/phantom.nii.gz`,
    '--seg',
    `${ibsi}/nifti/mask/mask.nii.gz`,
  ];
  /** Of the mask that comes with it. */
  const VOXELS = 125_256;

  test('is the same case as DICOM with RTSTRUCT and as NIfTI', async () => {
    const [fromDicom, fromNifti] = [await predictJson(...dicom), await predictJson(...nifti)];
    expect(fromDicom.lesion.voxelCount).toBe(VOXELS);
    expect(fromNifti.lesion.voxelCount).toBe(VOXELS);
    predictedTargets(fromDicom).forEach(({ probability }, n) => {
      expect(Math.abs(probability - predictedTargets(fromNifti)[n]!.probability)).toBeLessThan(
        1e-5,
      );
    });
  });

  test('gets a report with the SEG that it refers to', async () => {
    const file = path.join(folder, 'ibsi.dcm');
    await predictJson(...dicom, '--report', file);
    const dataset = await decodePart10(await readFile(file));
    const segmentation = readSegmentationObject(
      await readFile(path.join(folder, 'ibsi.seg.dcm')),
      'ibsi.seg.dcm',
    );
    expect(JSON.stringify(dataset)).toContain(segmentation.identity.sopInstanceUid);
    const { grid, identity } = await onlySeries(`${ibsi}/dicom/image`);
    const { mask } = readSegmentMask(segmentation, 1, {
      grid,
      frameOfReferenceUid: identity.frameOfReferenceUid,
    });
    expect(mask.data.reduce((sum, voxel) => sum + voxel, 0)).toBe(VOXELS);
  });

  test('as NIfTI gets no report, and is not run in vain', async () => {
    const { code, stdout } = await run('predict', '--json', ...nifti, '--report', 'out.dcm');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'no-dicom-identity' } });
  });

  test('does not fit contours of another frame of reference', async () => {
    const { code, stderr } = await run('predict', ...dicom, ...phantomCase.slice(2));
    expect(code).toBe(1);
    expect(stderr).toMatch(/frame of reference/);
  });
});

const r01 = dataFolder('tcia/R01-001-ct');
(r01 ? describe : describe.skip)('the TCIA CT R01-001', () => {
  /** Of its tumour, LPS mm, from tumour-centroids.csv. */
  const centroid = [-95.69377979916789, -144.98459803983542, -66.12100036778227] as const;
  const radiusMm = 10;

  test('is read where the labelmap around its centroid says', async () => {
    const ct = await onlySeries(r01!);
    const { dataset } = buildSegmentation({
      ct,
      studyAttributes: ct.studyAttributes,
      segments: [
        {
          mask: ballMask(ct.grid, centroid, radiusMm),
          label: 'Ball',
          trackingId: 'Ball',
          trackingUid: '2.25.1',
        },
      ],
      seriesDescription: 'Ball around the centroid',
      seriesNumber: 1,
      now: new Date(2024, 0, 1),
    });
    const seg = path.join(folder, 'r01.dcm');
    await writeFile(seg, new Uint8Array(await encodePart10(dataset)));

    const { lesion, warnings } = await predictJson('--ct', r01!, '--seg', seg);

    centroid.forEach((mm, axis) => {
      expect(Math.abs(lesion.centroidLps[axis]! - mm)).toBeLessThan(0.5);
    });
    expect(lesion.volumeMm3 / ((4 / 3) * Math.PI * radiusMm ** 3)).toBeCloseTo(1, 1);
    expect(warnings.map(({ code }) => code)).not.toContain('implausible-hu');
  });
});

async function onlySeries(directory: string): Promise<CtSeries> {
  const { series } = await readCtSeries(folderSources(directory));
  expect(series).toHaveLength(1);
  return series[0]!;
}

/** Voxels whose centre lies within a radius of a point, LPS mm. */
function ballMask(grid: Grid, centre: Vector3, radiusMm: number): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  const middle = lpsToIndex(grid, centre).map(Math.round);
  const reach = spacing(grid).map((step) => Math.ceil(radiusMm / step));
  const range = (axis: 0 | 1 | 2) =>
    Array.from({ length: 2 * reach[axis]! + 1 }, (_, n) => middle[axis]! - reach[axis]! + n);
  for (const k of range(2)) {
    for (const j of range(1)) {
      for (const i of range(0)) {
        const distance = norm(subtract(indexToLps(grid, [i, j, k]), centre));
        if (distance <= radiusMm) data[(k * rows + j) * columns + i] = 1;
      }
    }
  }
  return { grid, data };
}
