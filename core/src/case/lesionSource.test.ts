import {
  lesionLabel,
  lesionSource,
  statedTrackingUid,
  type LesionSegment,
} from './lesionSource.js';

const identity = {
  studyInstanceUid: '1',
  seriesInstanceUid: '1.1',
  sopClassUid: '5',
  sopInstanceUid: '1.1.1',
};
const whole: LesionSegment = {
  segmentation: { kind: 'SEG', object: { identity } },
  segment: { number: 3, label: 'Tumour', trackingUid: '2.25.5' },
};
const part: LesionSegment = { ...whole, component: 2 };
const drawn = { resampled: false };
const unnamed: LesionSegment = { segmentation: { kind: 'nifti' }, segment: { number: 3 } };

test('a whole segment bears its name, its tracking UID and where it is', () => {
  expect(lesionSource(whole, drawn)).toEqual({
    label: 'Tumour',
    trackingUid: '2.25.5',
    segmentation: { kind: 'SEG', ...identity, segmentNumber: 3, segmentLabel: 'Tumour' },
    inputWarnings: [],
  });
});

test('what the segment is said to be goes with it', () => {
  const type = { value: '10200004', scheme: 'SCT', meaning: 'Liver' };
  const coded = { ...whole, segment: { ...whole.segment, codes: { type } } };
  expect(lesionSource(coded, drawn).segmentCodes).toEqual({ type });
});

test('a part is named as one, and not tracked as the whole', () => {
  expect(statedTrackingUid(part)).toBeUndefined();
  const { label, trackingUid, segmentation } = lesionSource(part, drawn);
  expect(label).toBe('Tumour, part 2');
  expect(trackingUid).toMatch(/^2\.25\.\d{9,}$/);
  expect(segmentation).toMatchObject({ segmentLabel: 'Tumour', component: 2 });
});

test('a segment without name or UID is named by its number and gets a new one', () => {
  expect(lesionSource(unnamed, drawn)).toMatchObject({
    label: 'Segment 3',
    segmentation: { kind: 'nifti', segmentNumber: 3 },
  });
  expect(lesionSource(unnamed, drawn).segmentation).not.toHaveProperty('segmentLabel');
  expect(lesionLabel({ ...unnamed, component: 1 })).toBe('Segment 3, part 1');
  const [a, b] = [1, 2].map(() => lesionSource(unnamed, drawn).trackingUid);
  expect(a).not.toBe(b);
});

test('a known tracking UID wins', () => {
  expect(lesionSource(whole, drawn, [], '2.25.9').trackingUid).toBe('2.25.9');
  expect(lesionSource(part, drawn, [], '2.25.9').trackingUid).toBe('2.25.9');
});

test('contours of another grid are warned of', () => {
  expect(lesionSource(whole, { resampled: true }).inputWarnings).toEqual([
    {
      code: 'segmentation-resampled',
      level: 'note',
      message:
        'The contours were drawn on other voxels than those of this CT; their border may be off by half a voxel.',
      reason: 'ct',
      values: {},
    },
  ]);
});

test('contours that overlap are warned of by the name of their segment, before other warnings of it', () => {
  const told = lesionSource(part, { resampled: true, overlaps: { voxels: 510, slices: 3 } }, [
    { code: 'other-ct', message: 'Another CT.' },
  ]).inputWarnings;
  expect(told.map(({ code }) => code)).toEqual([
    'other-ct',
    'contours-overlap',
    'segmentation-resampled',
  ]);
  expect(told[1]!.message).toBe(
    'Contours of Tumour repeat or overlap each other on 3 slices; 510 voxels hang on how that is read.',
  );
});
