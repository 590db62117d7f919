import { decimalString } from '../dicom/reading/decimalString.js';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  reportContextFixture,
  reportedLesionFixture,
} from '../../../test/support/predictionFixture.js';
import type { ForeignDataset } from '../dicom/writing/naturalisedDataset.js';
import { decodePart10 } from '../dicom/writing/part10.js';
import { buildPredictionReport } from './mutationReport.js';
import { isPredictionReport, readPredictionReport } from './readReport.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';

const samples = path.resolve(process.env['MP_DATA'] ?? '../shared/data', 'dicom-samples/sr');

/** Not every sample is a whole Part 10 file; such a one is refused before anything is read. */
function refused(error: unknown): ForeignDataset {
  expect(error).toMatchObject({ code: 'malformed-object' });
  return {};
}

if (existsSync(samples)) {
  test.each(readdirSync(samples).filter((name) => name.endsWith('.dcm')))(
    'third-party %s is not ours and does no harm',
    async (name) => {
      const dataset = await decodePart10(readFileSync(path.join(samples, name))).catch(refused);
      expect(isPredictionReport(dataset)).toBe(false);
      expect(() => readPredictionReport(dataset)).toThrow(
        expect.objectContaining({ code: 'unsupported-object' }),
      );
    },
  );
} else {
  // Documents that are no prediction are refused below, one kind after the other, without them.
  test.skip('skipped: no third-party reports (set MP_DATA)', () => {});
}

test.each<[string, Record<string, unknown>]>([
  ['nothing', {}],
  ['nulls', { SOPClassUID: null, ConceptNameCodeSequence: null }],
  ['text for sequences', { ConceptNameCodeSequence: 'x', CodingSchemeIdentificationSequence: 3 }],
])('%s is no report', (_, dataset) => {
  expect(isPredictionReport(dataset)).toBe(false);
});

type Item = { [keyword: string]: unknown; ContentSequence?: Item[] };

const report = () =>
  structuredClone(buildPredictionReport([reportedLesionFixture()], reportContextFixture())) as Item;

const nodesOf = (item: Item): Item[] => [item, ...(item.ContentSequence ?? []).flatMap(nodesOf)];

const withText = (root: Item, pattern: RegExp) =>
  nodesOf(root).find((item) => pattern.test(String(item['TextValue'])))!;

test.each<[string, (root: Item) => void, RegExp]>([
  ['the content is gone', (root) => delete root.ContentSequence, /no lesion/],
  [
    'the run UID is gone',
    (root) => (withText(root, /^run_uid=/)['TextValue'] = 'run='),
    /: prediction\.uid cannot be read/,
  ],
  [
    'a probability is above 1',
    (root) => {
      const probability = nodesOf(root).find((item) =>
        JSON.stringify(item['ConceptNameCodeSequence']).includes('EGFR_MUT_PROB'),
      )!;
      probability['MeasuredValueSequence'] = [{ NumericValue: '7' }];
      probability.ContentSequence!.pop();
    },
    /targets\.0\.probability/,
  ],
  [
    'a number is text',
    (root) => (withText(root, /^time_run_ms=/)['TextValue'] = 'time_run_ms=fast'),
    /timingsMs\.run/,
  ],
  [
    'the evidence is gone',
    (root) => delete root['CurrentRequestedProcedureEvidenceSequence'],
    /inputs\.image\.studyInstanceUid/,
  ],
])('says what is damaged where %s', (_, damage, place) => {
  const root = report();
  damage(root);
  const read = () => readPredictionReport(root);
  expect(isPredictionReport(root)).toBe(true);
  expect(read).toThrow(expect.objectContaining({ code: 'malformed-object' }));
  expect(read).toThrow(place);
});

test('leaves a report of a newer version to that version', () => {
  const root = report();
  withText(root, /^schema_version=/)['TextValue'] = 'schema_version=2';
  expect(() => readPredictionReport(root)).toThrow(/newer version/);
});

test('keeps the 14 digits of an earlier version’s decimal where floating point values were rounded', () => {
  const root = report();
  for (const item of nodesOf(root)) {
    const [measured] = (item['MeasuredValueSequence'] ?? []) as Item[];
    if (measured) {
      const exact = Number(measured['FloatingPointValue']);
      measured['NumericValue'] = decimalString(exact);
      measured['FloatingPointValue'] = Math.fround(exact);
    }
    item.ContentSequence = item.ContentSequence?.filter(
      (child) => !JSON.stringify(child['ConceptNameCodeSequence']).includes('EXACT_VALUE'),
    ) as Item[];
  }
  const [prediction] = readPredictionReport(root).predictions;
  expect(predictedTargets(prediction!)[0]!.probability).toBe(0.73123412345123);
});

test.each([
  ['05', '2026-02-03T05:00:00'],
  ['0506', '2026-02-03T05:06:00'],
  ['050607', '2026-02-03T05:06:07'],
  ['050607.089', '2026-02-03T05:06:07.089'],
])('content time %s is read as %s', (ContentTime, contentDate) => {
  expect(readPredictionReport({ ...report(), ContentTime }).contentDate).toBe(contentDate);
});

test.each([
  ['SOPInstanceUID', '2.25.x'],
  ['SOPInstanceUID', `2.25.${'1'.repeat(60)}`],
  ['StudyInstanceUID', ''],
  ['SeriesInstanceUID', undefined],
  ['ContentDate', '2026-02-03'],
  ['ContentDate', '202602030'],
  ['ContentTime', '5'],
  ['ContentTime', '05:06'],
  ['ContentTime', '050607.1234567'],
])('%s may not be %p', (keyword, value) => {
  const read = () => readPredictionReport({ ...report(), [keyword]: value });
  expect(read).toThrow(expect.objectContaining({ reason: 'malformed-object.report-attribute' }));
  expect(read).toThrow(keyword);
});

test('what a document need not say of itself is absent, and it is the first of its series', () => {
  const { seriesDescription, instanceNumber, patient, sopClassUid } =
    readPredictionReport(report());
  expect([seriesDescription, instanceNumber]).toEqual([
    'Läsion 1 (S3 & S4), MMDL n..., DEMONSTRATION, research use only',
    1,
  ]);
  expect(sopClassUid).toBe('1.2.840.10008.5.1.4.1.1.88.34');
  expect(patient).toEqual({
    PatientID: 'MP-1',
    PatientName: 'Müller^Jörg',
    PatientBirthDate: '19600101',
  });
  const rest = report();
  delete rest['SeriesDescription'];
  delete rest['InstanceNumber'];
  const read = readPredictionReport(rest);
  expect(read).not.toHaveProperty('seriesDescription');
  expect(read.instanceNumber).toBe(1);
  expect(readPredictionReport({ ...rest, InstanceNumber: '12' }).instanceNumber).toBe(12);
});

test('one of ours is told by class, title and private scheme, whatever else is declared', () => {
  const ours = report();
  expect(isPredictionReport(ours)).toBe(true);
  const schemes = ours['CodingSchemeIdentificationSequence'] as Item[];
  const withSchemes = (...declared: readonly Item[]) =>
    isPredictionReport({ ...ours, CodingSchemeIdentificationSequence: declared });
  expect(withSchemes(...schemes.toReversed())).toBe(true);
  expect(withSchemes(...schemes.slice(1))).toBe(false);
  expect(isPredictionReport({ ...ours, SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33' })).toBe(false);
  const title = { CodeValue: '126000', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Report' };
  expect(isPredictionReport({ ...ours, ConceptNameCodeSequence: [title] })).toBe(false);
});

test('a refusal names the document, or says that it has no UID', () => {
  expect(() => readPredictionReport({ SOPInstanceUID: '2.25.7' })).toThrow(/2\.25\.7/);
  expect(() => readPredictionReport({})).toThrow(/without UID/);
});

test('each group has the series and study that the evidence gives for its segment', () => {
  const root = report();
  const [study] = root['CurrentRequestedProcedureEvidenceSequence'] as Item[];
  const series = study!['ReferencedSeriesSequence'] as Item[];
  series[1]!['SeriesInstanceUID'] = '2.25.99';
  // The seal covers it: a report whose evidence was moved is no longer as it was written.
  expect(() => readPredictionReport(root)).toThrow(
    expect.objectContaining({ reason: 'malformed-object.report-changed' }),
  );
});
