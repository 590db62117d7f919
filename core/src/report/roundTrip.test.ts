import {
  minimalPredictionFixture,
  predictionFixture,
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
  shownDespitePredictionFixture,
  withheldPredictionFixture,
} from '../../../test/support/predictionFixture.js';
import { asReported } from '../../../test/support/asReported.js';
import { fallbackOf } from '../contract/fallback.js';
import { warningOf } from '../contract/warningOf.js';
import type { NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import { decodePart10, encodePart10 } from '../dicom/writing/part10.js';
import { buildPredictionReport } from './mutationReport.js';
import type { ReportedLesion } from './reportedLesion.js';
import { isPredictionReport, readPredictionReport } from './readReport.js';

/** As naturalised DICOMweb JSON can be: single items instead of sequences, numbers as strings. */
function looselyTyped(value: unknown): unknown {
  if (Array.isArray(value))
    return value.length === 1 ? looselyTyped(value[0]) : value.map(looselyTyped);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, looselyTyped(part)]));
}

const REPORTS: readonly (readonly [string, readonly ReportedLesion[]])[] = [
  ['a prediction with every field', [reportedLesionFixture()]],
  ['a prediction with only required fields', [reportedLesionFixture(minimalPredictionFixture())]],
  ['what is withheld', [reportedLesionFixture(withheldPredictionFixture())]],
  [
    'what is shown although it is withheld',
    [reportedLesionFixture(shownDespitePredictionFixture())],
  ],
  [
    'a lesion that is withheld beside ones that are not',
    [reportedLesionFixture(withheldPredictionFixture()), ...severalLesionsFixture()],
  ],
  ['several lesions by several models, with measurements and maps', severalLesionsFixture()],
];

describe.each(REPORTS)('%s', (_, lesions) => {
  let dataset: NaturalisedDataset;
  beforeEach(() => {
    dataset = buildPredictionReport(lesions, reportContextFixture());
  });

  test('returns from the data set', () => {
    expect(isPredictionReport(dataset)).toBe(true);
    expect(readPredictionReport(dataset).lesions).toStrictEqual(lesions);
  });

  test('returns from a Part 10 file', async () => {
    const read = await decodePart10(await encodePart10(dataset));
    expect(isPredictionReport(read)).toBe(true);
    expect(readPredictionReport(read).lesions).toStrictEqual(lesions);
  });

  test('returns from loosely typed metadata', () => {
    const loose = looselyTyped(dataset) as Record<string, unknown>;
    expect(isPredictionReport(loose)).toBe(true);
    expect(readPredictionReport(loose).lesions).toStrictEqual(lesions);
  });
});

test('what other languages make their sentences of is not stored, and no loss', () => {
  const { device, warnings, ...prediction } = predictionFixture();
  const worded = {
    ...prediction,
    device: { ...device, ...fallbackOf([{ why: 'emulated', values: { adapter: 'SwiftShader' } }]) },
    warnings: [...warnings, warningOf('contrast-unknown')],
  };
  const dataset = buildPredictionReport([reportedLesionFixture(worded)], reportContextFixture());
  expect(readPredictionReport(dataset).predictions).toStrictEqual([asReported(worded)]);
});

test('a document read back can be the predecessor of the next', () => {
  const first = buildPredictionReport([reportedLesionFixture()], reportContextFixture());
  const predecessor = readPredictionReport(first);
  expect(predecessor.contentDate).toBe('2026-02-03T05:06:07.089');
  const second = buildPredictionReport([reportedLesionFixture()], {
    ...reportContextFixture(),
    predecessors: [predecessor],
  });
  expect(second['SeriesInstanceUID']).toBe(first['SeriesInstanceUID']);
  expect(second['SOPInstanceUID']).not.toBe(first['SOPInstanceUID']);
  expect(second['InstanceNumber']).toBe('2');
  expect(second['PredecessorDocumentsSequence']).toEqual([
    {
      StudyInstanceUID: predecessor.studyInstanceUid,
      ReferencedSeriesSequence: [
        {
          SeriesInstanceUID: first['SeriesInstanceUID'],
          ReferencedSOPSequence: [
            {
              ReferencedSOPClassUID: first['SOPClassUID'],
              ReferencedSOPInstanceUID: first['SOPInstanceUID'],
            },
          ],
        },
      ],
    },
  ]);
});

describe('a prediction on one phase of a CT series', () => {
  const phase = 'cardiac phase 75 %';
  const context = reportContextFixture();
  const onPhase = { ...context, image: { ...context.image, phase } };
  const prediction = predictionFixture();
  const lesion = reportedLesionFixture({
    ...prediction,
    inputs: { ...prediction.inputs, image: { ...prediction.inputs.image!, phase } },
  });

  test('returns with its phase, which the summary names', async () => {
    const dataset = buildPredictionReport([lesion], onPhase);
    const read = await decodePart10(await encodePart10(dataset));
    expect(readPredictionReport(read).lesions).toStrictEqual([lesion]);
    expect(JSON.stringify(dataset['ContentSequence'])).toContain(`Read on the CT's ${phase}.`);
  });

  test('is not reported on another', () => {
    expect(() => buildPredictionReport([lesion], context)).toThrow(
      expect.objectContaining({ code: 'invalid-report' }),
    );
  });
});
