import { decodePart10, readPredictionReport } from '@mutation-prediction/core';
import type { CtImage, Mask, Prediction, RadiomicMeasurement } from '@mutation-prediction/core';
import {
  predictionFixture,
  reportContextFixture,
  severalLesionsFixture,
} from '../../../../test/support/predictionFixture.js';
import type { ViewerCt } from '../ct/viewerCt.js';
import type { ViewerSegmentation } from '../segmentations/openSegmentation.js';
import type { LesionOrigin } from '../segmentations/segmentationEntry.js';
import { ReportWriter } from './reportDocument.js';

const { image, studyAttributes, now } = reportContextFixture();
const grid: CtImage['grid'] = {
  size: [4, 4, 3],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const ct = { grid, acquisition: {}, identity: image, studyAttributes } as unknown as ViewerCt;
const mask: Mask = { grid, data: Uint8Array.from({ length: 48 }, (_, n) => (n === 21 ? 1 : 0)) };

const TRACKING_UID = '2.25.97039738152846842189628137582994072994';

function originOf(kind: ViewerSegmentation['kind']): LesionOrigin {
  const { studyInstanceUid, seriesInstanceUid, sopClassUid, sopInstanceUid } =
    predictionFixture().inputs.segmentation;
  const identity = { studyInstanceUid, seriesInstanceUid, sopClassUid, sopInstanceUid };
  const segment = { number: 3, label: 'Tumour' };
  const segmentation = {
    kind,
    source: 'contours',
    reference: { name: 'contours' },
    segments: [segment],
    ...(kind !== 'labelmap' && { object: { kind, identity } }),
    maskOn: () => Promise.resolve({ mask, resampled: false }),
  } as unknown as ViewerSegmentation;
  return { segmentation, ct, segment, label: 'Tumour', warnings: [] };
}

function drawn(): Prediction {
  const prediction = predictionFixture();
  const segmentation = { kind: 'labelmap', segmentNumber: 3 } as const;
  return { ...prediction, inputs: { ...prediction.inputs, segmentation } };
}

const write = (writer: ReportWriter, prediction: Prediction, origin: LesionOrigin) =>
  writer.write(prediction, [], { origin, trackingUid: TRACKING_UID }, undefined, now);

const uidOf = async (bytes: ArrayBuffer) => String((await decodePart10(bytes))['SOPInstanceUID']);

test('contours that are in a SEG already are reported by one file, named after the run', async () => {
  const report = await write(new ReportWriter(), predictionFixture(), originOf('SEG'));
  expect(report.files.map(({ name }) => name)).toEqual([
    'mutation-prediction-20260203040506-report.dcm',
  ]);
  expect(report.fileName).toBe(report.files[0]!.name);
  expect(await uidOf(report.files[0]!.bytes)).toBe(report.sopInstanceUid);
});

test('drawn contours come before the report, in a SEG that bears their tracking UID', async () => {
  const report = await write(new ReportWriter(), drawn(), originOf('labelmap'));
  expect(report.files.map(({ name }) => name)).toEqual([
    'mutation-prediction-20260203040506-segmentation.dcm',
    'mutation-prediction-20260203040506-report.dcm',
  ]);
  const seg = await decodePart10(report.files[0]!.bytes);
  expect(seg).toMatchObject({ SeriesDescription: 'Tumour, for mutation prediction' });
  expect(JSON.stringify(seg['SegmentSequence'])).toContain(TRACKING_UID);
  expect(await uidOf(report.files[1]!.bytes)).toBe(report.sopInstanceUid);
  const sr = JSON.stringify(await decodePart10(report.files[1]!.bytes));
  expect(sr).toContain(String(seg['SOPInstanceUID']));
});

test('an RTSTRUCT gets a SEG too: a report refers to segments of a SEG only', async () => {
  const { files } = await write(new ReportWriter(), drawn(), originOf('RTSTRUCT'));
  expect(files).toHaveLength(2);
});

test('each file states the object in it', async () => {
  const { files } = await write(new ReportWriter(), drawn(), originOf('labelmap'));
  for (const { bytes, studyInstanceUid, seriesInstanceUid, sopInstanceUid } of files) {
    expect(await decodePart10(bytes)).toMatchObject({
      StudyInstanceUID: studyInstanceUid,
      SeriesInstanceUID: seriesInstanceUid,
      SOPInstanceUID: sopInstanceUid,
    });
  }
});

test('contours reported again are not written as another SEG; changed ones are', async () => {
  const writer = new ReportWriter();
  const origin = originOf('labelmap');
  const segs: string[] = [];
  for (const reported of [origin, origin, originOf('labelmap')]) {
    const { files } = await write(writer, drawn(), reported);
    segs.push(await uidOf(files[0]!.bytes));
  }
  expect(segs[1]).toBe(segs[0]);
  expect(segs[2]).not.toBe(segs[0]);
});

test('a report that replaces another names it, and follows it in its series', async () => {
  const writer = new ReportWriter();
  const origin = originOf('SEG');
  const first = await write(writer, predictionFixture(), origin);
  const predecessor = readPredictionReport(await decodePart10(first.files[0]!.bytes));
  expect(predecessor.sopInstanceUid).toBe(first.sopInstanceUid);

  const lesion = { origin, trackingUid: TRACKING_UID };
  const second = await writer.write(predictionFixture(), [], lesion, predecessor, now);
  const dataset = await decodePart10(second.files[0]!.bytes);
  expect(second.sopInstanceUid).not.toBe(first.sopInstanceUid);
  expect(JSON.stringify(dataset['PredecessorDocumentsSequence'])).toContain(first.sopInstanceUid);
  expect(second.files[0]!.seriesInstanceUid).toBe(first.files[0]!.seriesInstanceUid);
  expect(readPredictionReport(dataset).instanceNumber).toBe(predecessor.instanceNumber + 1);
});

test('a report that replaces none names none', async () => {
  const { files } = await write(new ReportWriter(), predictionFixture(), originOf('SEG'));
  expect(await decodePart10(files[0]!.bytes)).not.toHaveProperty('PredecessorDocumentsSequence');
});

test.each(['SEG', 'labelmap'] as const)(
  'features of contours in a %s are in the report as they were given',
  async (kind) => {
    const measurements: readonly RadiomicMeasurement[] = severalLesionsFixture()[0]!.measurements!;
    const prediction = kind === 'SEG' ? predictionFixture() : drawn();
    const lesion = { origin: originOf(kind), trackingUid: TRACKING_UID };
    const { files } = await new ReportWriter().write(
      prediction,
      measurements,
      lesion,
      undefined,
      now,
    );
    const { lesions } = readPredictionReport(await decodePart10(files.at(-1)!.bytes));
    expect(lesions).toHaveLength(1);
    expect(lesions[0]!.measurements).toEqual(measurements);
  },
);
