import {
  predictionFixture,
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
  shownDespitePredictionFixture,
  withheldPredictionFixture,
} from '../../../../test/support/predictionFixture.js';
import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import { CODES } from '../content/codes.js';
import {
  childrenNamed,
  numberOf,
  readContentTree,
  readItems,
  textOf,
} from '../content/contentTree.js';
import { buildPredictionReport } from '../mutationReport.js';
import { readPredictionReport } from '../readReport.js';

const texts = (dataset: ForeignDataset) =>
  childrenNamed(readContentTree(dataset), CODES.summary).map((item) => textOf(item) ?? '');
const build = (prediction = predictionFixture()) =>
  buildPredictionReport([reportedLesionFixture(prediction)], reportContextFixture());

test('a report begins with its result, a text for each lesion and model', () => {
  const lesions = severalLesionsFixture();
  const dataset = buildPredictionReport(lesions, reportContextFixture());
  const root = readContentTree(dataset);
  const found = texts(dataset);
  expect(root.children.slice(0, lesions.length).map(textOf)).toEqual(found);
  expect(found).toHaveLength(lesions.length);
  lesions.forEach(({ prediction: { model, targets } }, n) => {
    expect(found[n]).toContain(`By ${model.name} ${model.version}.`);
    expect(found[n]).toContain('Research use only. Not for clinical use.');
    for (const target of targets) expect(found[n]).toContain(target.id);
  });
});

test('says what is withheld, and that a demonstration means nothing', () => {
  expect(texts(build(withheldPredictionFixture()))[0]).toContain(
    'WITHHELD by a check of the inputs',
  );
  expect(texts(build(withheldPredictionFixture()))[0]).not.toMatch(/(EGFR|KRAS) 0\./);
  expect(texts(build(shownDespitePredictionFixture()))[0]).toContain('not to be relied on');
  const made = predictionFixture();
  const demonstration = { ...made, model: { ...made.model, status: 'demonstration' as const } };
  expect(texts(build(demonstration))[0]).toContain('DEMONSTRATION weights');
});

test('numbers are rounded for people, and return to the last bit', () => {
  const made = predictionFixture();
  const prediction = { ...made, lesion: { ...made.lesion, volumeMm3: 5612.345678901234 } };
  const dataset = build(prediction);
  const group = allGroups(dataset)[0]!;
  const volume = childrenNamed(group, CODES.volume)[0]!;
  const [measured] = readItems(volume.item['MeasuredValueSequence']);
  expect(measured!['NumericValue']).toBe('5612');
  expect(measured!['FloatingPointValue']).toBe(5612.345678901234);
  expect(numberOf(volume)).toBe(5612.345678901234);
  expect(readPredictionReport(dataset).predictions).toStrictEqual([prediction]);
});

test('names the series that it is of', () => {
  const lesions = severalLesionsFixture();
  const dataset = buildPredictionReport(lesions, reportContextFixture());
  const related = readItems(dataset['RelatedSeriesSequence']).map(
    (item) => item['SeriesInstanceUID'],
  );
  expect(new Set(related)).toEqual(
    new Set([
      reportContextFixture().image.seriesInstanceUid,
      ...lesions.flatMap(({ segmentation, visualExplanations = [] }) =>
        [segmentation, ...visualExplanations].map(({ seriesInstanceUid }) => seriesInstanceUid),
      ),
    ]),
  );
  expect(new Set(related).size).toBe(related.length);
});

function allGroups(dataset: ForeignDataset) {
  const measurements = childrenNamed(readContentTree(dataset), CODES.imagingMeasurements)[0];
  return childrenNamed(measurements, CODES.measurementGroup);
}
