/** Other writers' and other ways of saying the same: test/golden/dicom/make_seg_variants.py. */
import { goldenBytes, goldenJson, goldenSources } from '../../../../test/support/dicomFiles.js';
import { readCtSeries } from '../ct/ctSeries.js';
import type { TargetImage } from './segmentation.js';
import {
  countSegmentVoxels,
  readSegmentationObject,
  readSegmentMask,
} from './segmentationObject.js';

interface ExpectedMask {
  readonly number: number;
  readonly resampled: boolean;
  /** Flat indices, i fastest. */
  readonly voxels: readonly number[];
}

const expected = goldenJson<Record<string, ExpectedMask[]>>('seg-variants.json');
const cases = Object.entries(expected).flatMap(([name, masks]) =>
  masks.map((mask) => [name, mask.number, mask] as const),
);

let image: TargetImage;

beforeAll(async () => {
  const { grid, identity } = (await readCtSeries(goldenSources('oblique'))).series[0]!;
  image = { grid, frameOfReferenceUid: identity.frameOfReferenceUid };
});

const open = (name: string) => readSegmentationObject(goldenBytes(`seg-variants/${name}`), name);

test.each(cases)(
  '%s, segment %d has the voxels that other readers find',
  (name, number, wanted) => {
    const object = open(name);
    const { mask, resampled } = readSegmentMask(object, number, image);
    const found = Array.from(mask.data.keys()).filter((n) => mask.data[n] === 1);
    expect(found).toEqual(wanted.voxels);
    expect(resampled).toBe(wanted.resampled);
    if (!resampled) expect(countSegmentVoxels(object).get(number)).toBe(wanted.voxels.length);
  },
);

test('a segmentation of another study names the CT that it was drawn on', async () => {
  const { identity } = (await readCtSeries(goldenSources('oblique'))).series[0]!;
  const object = open('other-study.dcm');
  expect(object.identity.studyInstanceUid).not.toBe(identity.studyInstanceUid);
  expect(object.referencedSeriesUids).toEqual([identity.seriesInstanceUid]);
  expect(object.referencedSopInstanceUids).toHaveLength(identity.instances.length);
});

test('every segment of dcmqi is offered with its own number and label', () => {
  const segments = open('dcmqi.dcm').segments.map(({ number, label }) => [number, label]);
  expect(segments).toEqual([
    [1, 'Tumour 1'],
    [2, 'Tumour 2'],
  ]);
});

test('a type of segmentation that is none of the three is refused by its name', () => {
  const file = Buffer.from(goldenBytes('seg-variants/occupancy.dcm'));
  const at = file.indexOf('FRACTIONAL');
  file.write('SUBLIMINAL', at, 'ascii');
  const object = readSegmentationObject(new Uint8Array(file), 'strange.dcm');
  expect(() => readSegmentMask(object, 1, image)).toThrow(
    expect.objectContaining({
      code: 'unsupported-object',
      message: expect.stringContaining('SUBLIMINAL') as string,
    }),
  );
});
