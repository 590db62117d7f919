import { decodePart10, readParametricMap, readPredictionReport } from '@mutation-prediction/core';
import type {
  CtImage,
  LesionViews,
  Mask,
  Prediction,
  RadiomicMeasurement,
} from '@mutation-prediction/core';
import type { Explanation } from '../../contract.js';
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

const replacesNone = () => ({ reports: [], carried: [] });
const found = (prediction: Prediction, origin: LesionOrigin, trackingUid = TRACKING_UID) => ({
  prediction,
  measurements: [],
  origin,
  trackingUid,
});
const write = (writer: ReportWriter, prediction: Prediction, origin: LesionOrigin) =>
  writer.write([found(prediction, origin)], replacesNone, now);

const uidOf = async (bytes: ArrayBuffer) => String((await decodePart10(bytes))['SOPInstanceUID']);

test('contours that are in a SEG already are reported by one file, named after the run', async () => {
  const report = await write(new ReportWriter(), predictionFixture(), originOf('SEG'));
  expect(report.files.map(({ name }) => name)).toEqual([
    'mutation-prediction-20260203040506-report.dcm',
  ]);
  expect(await uidOf(report.files[0]!.bytes)).toBe(report.files[0]!.sopInstanceUid);
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
  const checked = { ...predecessor, state: { kind: 'unsigned' } as const };

  const second = await writer.write(
    [found(predictionFixture(), origin)],
    () => ({ reports: [checked], carried: [] }),
    now,
  );
  const dataset = await decodePart10(second.files[0]!.bytes);
  const { sopInstanceUid } = first.files[0]!;
  expect(second.replaces).toEqual([predecessor.contentDate]);
  expect(second.files[0]!.sopInstanceUid).not.toBe(sopInstanceUid);
  expect(JSON.stringify(dataset['PredecessorDocumentsSequence'])).toContain(sopInstanceUid);
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
    const lesion = { ...found(prediction, originOf(kind)), measurements };
    const { files } = await new ReportWriter().write([lesion], replacesNone, now);
    const { lesions } = readPredictionReport(await decodePart10(files.at(-1)!.bytes));
    expect(lesions).toHaveLength(1);
    expect(lesions[0]!.measurements).toEqual(measurements);
  },
);

describe('several lesions', () => {
  /** Drawn lesions of one segmentation, by number of their segment. */
  function drawnLesions(...numbers: readonly number[]) {
    const { segmentation } = originOf('labelmap');
    return numbers.map((number, n) => {
      const made = drawn();
      const trackingUid = `2.25.${n + 1}`;
      const lesion = { ...made.lesion, trackingUid };
      const segment = { kind: 'labelmap', segmentNumber: number } as const;
      const prediction = {
        ...made,
        uid: `2.25.10${n}`,
        lesion,
        inputs: { ...made.inputs, segmentation: segment },
      };
      const origin = {
        ...originOf('labelmap'),
        segmentation,
        segment: { number, label: `Tumour ${number}` },
        label: `Tumour ${number}`,
      };
      return found(prediction, origin, trackingUid);
    });
  }

  test('are one report, and their contours one SEG of a segment each', async () => {
    const lesions = drawnLesions(1, 2, 5);
    const { files } = await new ReportWriter().write(lesions, replacesNone, now);
    expect(files).toHaveLength(2);
    const [seg, report] = await Promise.all(files.map(({ bytes }) => decodePart10(bytes)));
    expect(seg!['SegmentSequence']).toHaveLength(3);
    const read = readPredictionReport(report!);
    expect(read.predictions.map(({ lesion }) => lesion.trackingUid)).toEqual([
      '2.25.1',
      '2.25.2',
      '2.25.3',
    ]);
    expect(read.lesions.map(({ segmentation }) => segmentation.segmentNumber)).toEqual([1, 2, 3]);
  });

  test('that are parts of one segment refer to the whole of it', async () => {
    const { files } = await new ReportWriter().write(drawnLesions(4, 4), replacesNone, now);
    const [seg, report] = await Promise.all(files.map(({ bytes }) => decodePart10(bytes)));
    expect(seg!['SegmentSequence']).toHaveLength(1);
    const { lesions } = readPredictionReport(report!);
    expect(lesions.map(({ segmentation }) => segmentation.segmentNumber)).toEqual([1, 1]);
  });

  test('read on two CT series are a report each', async () => {
    const [one, two] = drawnLesions(1, 2);
    const seriesInstanceUid = '2.25.9000099';
    const other = { ...ct, identity: { ...image, seriesInstanceUid } } as unknown as ViewerCt;
    const { inputs } = two!.prediction;
    const elsewhere = {
      ...two!,
      prediction: {
        ...two!.prediction,
        inputs: { ...inputs, image: { ...inputs.image!, seriesInstanceUid } },
      },
      origin: { ...two!.origin, ct: other },
    };
    const { files } = await new ReportWriter().write([one!, elsewhere], replacesNone, now);
    const datasets = await Promise.all(files.map(({ bytes }) => decodePart10(bytes)));
    const reports = datasets.filter(({ Modality }) => Modality === 'SR').map(readPredictionReport);
    expect(reports.map(({ lesions }) => lesions.length)).toEqual([1, 1]);
    expect(new Set(files.map(({ name }) => name)).size).toBe(4);
  });

  test('of the reports that are replaced are taken over and named', async () => {
    const [one, two] = drawnLesions(1, 2);
    const writer = new ReportWriter();
    const first = await writer.write([one!, two!], replacesNone, now);
    const bytes = first.files.at(-1)!.bytes;
    const stored = readPredictionReport(await decodePart10(bytes));
    const checked = { ...stored, state: { kind: 'unsigned' } as const };
    const again = { ...one!, prediction: { ...one!.prediction, uid: '2.25.200' } };
    const second = await writer.write(
      [again],
      () => ({ reports: [checked], carried: [stored.lesions[1]!] }),
      now,
    );
    expect(second.carried).toBe(1);
    const read = readPredictionReport(await decodePart10(second.files.at(-1)!.bytes));
    expect(read.replaces).toEqual([stored.sopInstanceUid]);
    expect(read.predictions.map(({ uid }) => uid)).toEqual(['2.25.200', '2.25.101']);
  });
});

describe('where the network looked', () => {
  const instances = [1, 2, 3].map((n) => ({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    sopInstanceUid: `2.25.77${n}`,
  }));
  const origin = (): LesionOrigin => {
    const drawnOn = originOf('SEG');
    return { ...drawnOn, ct: { ...ct, identity: { ...image, instances } } as ViewerCt };
  };
  const views = {
    planes: ['axial'],
    cubeSize: 4,
    cubeSpacingMm: 1,
    centreLps: [1.5, 1.5, 1],
  } as unknown as LesionViews;
  const explanation: Explanation = {
    seen: { views },
    activationMaps: [
      {
        input: 'views',
        method: 'cam',
        targets: ['EGFR', 'KRAS'],
        images: 1,
        size: [2, 2],
        data: Float32Array.of(1, 2, 3, 4, -1, -2, -3, -4),
      },
    ],
  };
  const explained = (prediction: Prediction, of: LesionOrigin) => ({
    ...found(prediction, of),
    explanation,
  });

  it('is stored before the report, which refers to it', async () => {
    const prediction = predictionFixture();
    const { files } = await new ReportWriter().write(
      [explained(prediction, origin())],
      replacesNone,
      now,
    );
    expect(files.map(({ name }) => name.replace(/^mutation-prediction-\d+-/, ''))).toEqual([
      'map-1.dcm',
      'map-2.dcm',
      'report.dcm',
    ]);
    const report = readPredictionReport(await decodePart10(files[2]!.bytes));
    const [lesion] = report.lesions;
    lesion!.visualExplanations!.forEach(({ target, ...reference }, n) => {
      const map = readParametricMap(new Uint8Array(files[n]!.bytes), 'map');
      expect(map.identity).toEqual(reference);
      expect(files[n]).toMatchObject({ sopInstanceUid: reference.sopInstanceUid });
      expect(map.algorithm?.parameters).toContain(`target=${target}`);
      expect(map.grid.size).toEqual(grid.size);
    });
    expect(lesion!.visualExplanations).toHaveLength(2);
  });

  it('is the same object however often the run is reported', async () => {
    const writer = new ReportWriter();
    const lesion = explained(predictionFixture(), origin());
    const uids = async () =>
      (await writer.write([lesion], replacesNone, now)).files.map((file) => file.sopInstanceUid);
    const [first, second] = [await uids(), await uids()];
    expect(second.slice(0, 2)).toEqual(first.slice(0, 2));
    expect(second[2]).not.toBe(first[2]);
  });
});

test('where the site wants a PDF, it comes before the report, names it, and is in DICOM', async () => {
  const report = await write(new ReportWriter(true), predictionFixture(), originOf('SEG'));
  expect(report.files.map(({ name }) => name)).toEqual([
    'mutation-prediction-20260203040506-pdf.dcm',
    'mutation-prediction-20260203040506-report.dcm',
  ]);
  const [pdf, sr] = report.files;
  const dataset = await decodePart10(pdf!.bytes);
  const [source] = dataset['SourceInstanceSequence'] as [{ ReferencedSOPInstanceUID: string }];
  expect(source.ReferencedSOPInstanceUID).toBe(sr!.sopInstanceUid);
  const [document] = [dataset['EncapsulatedDocument']].flat() as [ArrayBuffer];
  expect(Buffer.from(document).subarray(0, 5).toString()).toBe('%PDF-');
});
