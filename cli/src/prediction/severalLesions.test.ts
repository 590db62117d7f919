/** `predict --all`: every segment of a SEG or a structure set, in one report; the built program. */
import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  buildSegmentation,
  decodePart10,
  encodePart10,
  indexToLps,
  newUid,
  predictionSchema,
  readCtSeries,
  readPredictionReport,
  readSegmentationObject,
  readSegmentMask,
  SOP_CLASS,
  type CtSeries,
  type Mask,
  type Prediction,
  type Vector3,
} from '@mutation-prediction/core';
import { asReported } from '../../../test/support/asReported.js';
import { folderSources } from '../../../test/support/dicomFiles.js';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';

const script = path.join(process.cwd(), 'cli/bin/mutation-prediction.js');

jest.setTimeout(120_000);

let folder: string;
let ct: CtSeries;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-all-'));
  await writePhantomStudy(folder, { size: [64, 64, 16] });
  ct = (await readCtSeries(folderSources(path.join(folder, 'ct')))).series[0]!;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const predictAll = (segmentation: string, ...more: string[]) =>
  run('predict', '--ct', 'ct', '--seg', segmentation, '--all', '--json', ...more);

/** A box of voxels around the middle of the CT, `shift` columns to the side. */
function box(shift: number): Mask {
  const { size } = ct.grid;
  const data = new Uint8Array(size[0] * size[1] * size[2]);
  for (let k = 6; k < 9; k++) {
    for (let j = 28; j < 34; j++)
      data.fill(
        1,
        (k * size[1] + j) * size[0] + 28 + shift,
        (k * size[1] + j) * size[0] + 34 + shift,
      );
  }
  return { grid: ct.grid, data };
}

async function readReport(name: string): Promise<readonly Prediction[]> {
  const dataset = await decodePart10(await readFile(path.join(folder, name)));
  return readPredictionReport(dataset).predictions;
}

test('every segment of a SEG is a lesion of one report', async () => {
  const seg = buildSegmentation({
    ct,
    studyAttributes: ct.studyAttributes,
    segments: [-9, 9].map((shift) => ({
      mask: box(shift),
      label: `Box ${shift}`,
      trackingId: `Box ${shift}`,
      trackingUid: newUid(),
    })),
    seriesDescription: 'Two boxes',
    seriesNumber: 1,
    now: new Date(),
  });
  await writeFile(path.join(folder, 'two.dcm'), new Uint8Array(await encodePart10(seg.dataset)));

  const { status, stdout, stderr } = predictAll('two.dcm', '--report', 'two.sr.dcm');
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'Wrote two.sr.dcm\n' });
  const predictions = predictionSchema.array().parse(JSON.parse(stdout));
  expect(predictions.map(({ lesion }) => lesion.label)).toEqual(['Box -9', 'Box 9']);
  expect(predictions.map(({ lesion }) => lesion.voxelCount)).toEqual([108, 108]);
  expect(await readReport('two.sr.dcm')).toEqual(predictions.map(asReported));

  const reported: unknown = JSON.parse(run('report', 'two.sr.dcm', '--json').stdout);
  expect(predictionSchema.array().parse(reported)).toEqual(predictions.map(asReported));
  const table = run('report', 'two.sr.dcm').stdout;
  expect(table.match(/^Lesion +Box -?9/gm)).toHaveLength(2);
});

test('every drawn region of a structure set becomes a segment and a lesion of one report', async () => {
  await writeFile(path.join(folder, 'rt.dcm'), new Uint8Array(await structureSet()));
  const { status, stdout, stderr } = predictAll('rt.dcm', '--report', 'rt.sr.dcm');
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'Wrote rt.sr.seg.dcm\nWrote rt.sr.dcm\n',
  });
  const predictions = predictionSchema.array().parse(JSON.parse(stdout));
  expect(predictions.map(({ inputs }) => inputs.segmentation.segmentNumber)).toEqual([2, 9]);
  expect(await readReport('rt.sr.dcm')).toEqual(predictions.map(asReported));

  const written = readSegmentationObject(
    await readFile(path.join(folder, 'rt.sr.seg.dcm')),
    'rt.sr.seg.dcm',
  );
  const voxels = written.segments.map(({ number, label }) => {
    const { mask } = readSegmentMask(written, number, {
      grid: ct.grid,
      frameOfReferenceUid: ct.identity.frameOfReferenceUid,
    });
    return [label, mask.data.reduce((sum, voxel) => sum + voxel, 0)];
  });
  expect(voxels).toEqual(predictions.map(({ lesion }) => [lesion.label, lesion.voxelCount]));
});

test('one lesion is a list of one, and no lesion is refused', async () => {
  const { stdout } = predictAll('seg/nodule.dcm');
  expect(predictionSchema.array().parse(JSON.parse(stdout))).toHaveLength(1);
  await writeFile(path.join(folder, 'none.dcm'), new Uint8Array(await structureSet([])));
  const none = predictAll('none.dcm');
  expect(none.status).toBe(1);
  expect(JSON.parse(none.stdout)).toMatchObject({ error: { code: 'no-segment' } });
});

test('all of them or a single one, not both', () => {
  const { status, stderr } = predictAll('seg/nodule.dcm', '--segment', '1');
  expect(status).toBe(2);
  expect(stderr).toContain('--all');
});

/** Regions 2 and 9 are squares; 5 is only named. */
function structureSet(drawn: readonly number[] = [2, 9]): Promise<ArrayBuffer> {
  const { studyInstanceUid, seriesInstanceUid, frameOfReferenceUid } = ct.identity;
  const corners = (roi: number, k: number): Vector3[] =>
    [
      [20, 20],
      [29, 20],
      [29, 29],
      [20, 29],
    ].map(([i, j]) => indexToLps(ct.grid, [i! + roi - 0.5, j! - 0.5, k]));
  const contour = (roi: number) => (k: number) => ({
    ContourGeometricType: 'CLOSED_PLANAR',
    NumberOfContourPoints: '4',
    ContourData: corners(roi, k)
      .flat()
      .map((mm) => mm.toFixed(4)),
  });
  const [SOPClassUID, SOPInstanceUID] = [SOP_CLASS.rtStructureSet, newUid()];
  return encodePart10({
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID,
    SOPInstanceUID,
    Modality: 'RTSTRUCT',
    StudyInstanceUID: studyInstanceUid,
    SeriesInstanceUID: newUid(),
    ReferencedFrameOfReferenceSequence: [
      {
        FrameOfReferenceUID: frameOfReferenceUid,
        RTReferencedStudySequence: [
          { RTReferencedSeriesSequence: [{ SeriesInstanceUID: seriesInstanceUid }] },
        ],
      },
    ],
    StructureSetROISequence: [2, 5, 9].map((number) => ({
      ROINumber: String(number),
      ROIName: `Region ${number}`,
      ReferencedFrameOfReferenceUID: frameOfReferenceUid,
    })),
    ROIContourSequence: drawn.map((number) => ({
      ReferencedROINumber: String(number),
      ContourSequence: [7, 8].map(contour(number)),
    })),
  });
}
