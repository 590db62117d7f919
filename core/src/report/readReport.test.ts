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
