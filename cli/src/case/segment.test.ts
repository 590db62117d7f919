/** From a CT that nobody segmented to a SEG and to a report, by a point. */
import { jest } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  phantomDicom,
  readNiftiMask,
  readPredictionReport,
  readSegmentationObject,
} from '@mutation-prediction/core';
import { runCli } from '../../../test/support/cli.js';

jest.setTimeout(300_000);

let folder: string;
let ct: string;
/** In the phantom's nodule, 5 mm off its middle. */
let at: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'segment-'));
  ct = path.join(folder, 'ct');
  await mkdir(ct);
  const phantom = await phantomDicom({ size: [224, 224, 80] });
  const [x, y, z] = phantom.truth.nodule.centreLps;
  at = [x + 3, y + 3, z + 2].join(',');
  for await (const { name, bytes } of phantom.files) {
    if (name.startsWith('ct/')) await writeFile(path.join(folder, name), new Uint8Array(bytes));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const out = (name: string) => path.join(folder, name);

test('a SEG that says what made it, and is replaced with --force only', async () => {
  const file = out('nodule.seg.dcm');
  const args = ['segment', '--ct', ct, '--at', at, '--out', file];
  const first = await runCli(...args);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^Nodule of 2\d\.\d mm and [5-9]\.\d\d cm³ on \d+ slices around -5/);
  const dataset = (await decodePart10(await readFile(file))) as {
    readonly SegmentSequence: readonly Record<string, unknown>[];
  };
  expect(dataset.SegmentSequence[0]).toMatchObject({
    SegmentAlgorithmType: 'SEMIAUTOMATIC',
    SegmentAlgorithmName: 'OHIF Mutation Prediction one-click segmenter',
  });
  expect(readSegmentationObject(await readFile(file), 'nodule').segments).toHaveLength(1);

  expect(await runCli(...args)).toMatchObject({ code: 1 });
  expect(await runCli(...args, '--size', '0.5', '--force')).toMatchObject({ code: 0 });
});

test('a NIfTI mask; looser is larger', async () => {
  const voxels = async (size: string) => {
    const file = out(`nodule${size}.nii.gz`);
    const args = ['--ct', ct, '--at', at, '--size', size, '--out', file];
    expect(await runCli('segment', ...args)).toMatchObject({ code: 0 });
    const { data } = readNiftiMask(await readFile(file), 'nodule');
    return data.reduce((sum, inside) => sum + inside, 0);
  };
  expect(await voxels('0.8')).toBeGreaterThan(await voxels('-0.8'));
});

test('a result and its report, with the SEG beside it', async () => {
  const report = out('report.dcm');
  const run = await runCli('predict', '--ct', ct, '--at', at, '--report', report, '--json');
  expect({ code: run.code, stderr: run.stderr.includes('Wrote') }).toEqual({
    code: 0,
    stderr: true,
  });
  const [prediction] = readPredictionReport(await decodePart10(await readFile(report))).predictions;
  expect(prediction!.lesion.longestDiameterMm).toBeGreaterThan(20);
  const { SegmentSequence: segments } = (await decodePart10(
    await readFile(out('report.seg.dcm')),
  )) as { readonly SegmentSequence: readonly Record<string, unknown>[] };
  expect(segments[0]).toMatchObject({ SegmentAlgorithmType: 'SEMIAUTOMATIC' });
});

test('what is there instead of a nodule is said', async () => {
  const refused = async (point: string) =>
    (await runCli('segment', '--ct', ct, '--at', point, '--out', out('none.dcm'))).stderr;
  expect(await refused('-70,0,90')).toContain('only aerated lung');
  expect(await refused('0,62,14')).toContain('lies');
  expect(await refused('900,0,0')).toContain('outside the CT');
});

test('usage: three numbers, a size within bounds, and no segmentation beside it', async () => {
  const usage = async (...args: string[]) => (await runCli(...args)).code;
  expect(await usage('segment', '--ct', ct, '--at', '1,2', '--out', out('x.dcm'))).toBe(2);
  expect(await usage('segment', '--ct', ct, '--at', at, '--size', '2', '--out', 'x')).toBe(2);
  expect(await usage('predict', '--ct', ct, '--at', at, '--seg', 'x.dcm')).toBe(2);
  expect(await usage('predict', '--ct', ct, '--size', '0.5', '--seg', 'x.dcm')).toBe(2);
});
