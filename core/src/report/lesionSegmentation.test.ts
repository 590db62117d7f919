import type { NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import type { Grid } from '../imaging/grid.js';
import { buildLesionSegmentation, type ContouredLesion } from './lesionSegmentation.js';
import {
  predictionFixture,
  reportContextFixture,
} from '../../../test/support/predictionFixture.js';

const grid: Grid = {
  size: [4, 4, 3],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const { image, studyAttributes, now } = reportContextFixture();

function contoured(label: string, n: number, more: Partial<ContouredLesion> = {}): ContouredLesion {
  const data = new Uint8Array(48);
  data[16 * n] = 1;
  return { mask: { grid, data }, label, trackingUid: `2.25.${n + 1}`, ...more };
}

const build = (...lesions: readonly ContouredLesion[]) =>
  buildLesionSegmentation(lesions, { ct: { identity: image, grid }, studyAttributes, now });
const itemsOf = (dataset: NaturalisedDataset, keyword: string) =>
  dataset[keyword] as readonly NaturalisedDataset[];

test('has a segment for each lesion, tracked by its name and UID, in their order', () => {
  const { dataset, segments } = build(
    contoured('Nodule A', 1),
    contoured('Nodule B', 0, { algorithmName: 'One click' }),
  );
  expect(itemsOf(dataset, 'SegmentSequence')).toMatchObject([
    { SegmentNumber: 1, SegmentLabel: 'Nodule A', TrackingID: 'Nodule A', TrackingUID: '2.25.2' },
    {
      ...{ SegmentNumber: 2, SegmentLabel: 'Nodule B', TrackingID: 'Nodule B' },
      ...{ TrackingUID: '2.25.1', SegmentAlgorithmName: 'One click' },
    },
  ]);
  expect(segments.map(({ segmentNumber }) => segmentNumber)).toEqual([1, 2]);
  expect(dataset).toMatchObject({
    SeriesNumber: '9400',
    SeriesDescription: 'Nodule A, Nodule B, for mutation prediction',
    StudyInstanceUID: image.studyInstanceUid,
    PatientID: 'MP-1',
  });
});

test('is called by as many lesions as a Series Description holds', () => {
  const { dataset } = build(contoured('x'.repeat(20), 0), contoured('y'.repeat(40), 1));
  const text = String(dataset['SeriesDescription']);
  expect(text).toBe(`${'x'.repeat(20)}, ${'y'.repeat(17)}, for mutation prediction`);
  expect(text).toHaveLength(64);
});

test('says what a prediction found the lesion to be; else that it is tissue', () => {
  const codesOf = (finding: ContouredLesion['finding']) => {
    const [segment] = itemsOf(build(contoured('A', 0, { finding })).dataset, 'SegmentSequence');
    return ['SegmentedPropertyCategoryCodeSequence', 'SegmentedPropertyTypeCodeSequence'].map(
      (keyword) => itemsOf(segment!, keyword)[0]!['CodeValue'],
    );
  };
  const { finding } = predictionFixture().lesion;
  expect(codesOf(finding)).toEqual(['49755003', '108369006']);
  expect(codesOf(undefined)).toEqual(['85756007', '85756007']);
});
