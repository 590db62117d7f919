import type { ComparableLesion, PriorMatch } from './priorLesions.js';
import { byMatch, matchPriorLesion } from './priorLesions.js';

const lesion = (change: Partial<ComparableLesion> = {}): ComparableLesion => ({
  trackingUid: '2.25.1',
  frameOfReferenceUid: '2.25.10',
  centroidLps: [60, 10, -100],
  longestDiameterMm: 12,
  ...change,
});
const other = (change: Partial<ComparableLesion>) => lesion({ trackingUid: '2.25.2', ...change });

test('a lesion with the same tracking UID is the same, wherever it lies', () => {
  const prior = lesion({ frameOfReferenceUid: '2.25.11', centroidLps: [-80, 0, 0] });
  expect(matchPriorLesion(lesion(), prior)).toEqual({ kind: 'same' });
});

test('lesions that nobody has named are not the same for that', () => {
  const unnamed = lesion({ trackingUid: undefined });
  expect(matchPriorLesion(unnamed, unnamed)).toEqual({ kind: 'near', distanceMm: 0 });
});

test.each<[string, Partial<ComparableLesion>, PriorMatch]>([
  ['3-4-0 mm away', { centroidLps: [63, 14, -100] }, { kind: 'near', distanceMm: 5 }],
  ['10 mm away', { centroidLps: [60, 10, -110] }, { kind: 'near', distanceMm: 10 }],
  ['11 mm away', { centroidLps: [60, 10, -111] }, { kind: 'apart' }],
  [
    'a large one 20 mm away',
    { centroidLps: [60, 10, -120], longestDiameterMm: 42 },
    { kind: 'near', distanceMm: 20 },
  ],
])('in one frame of reference: %s', (_, change, expected) => {
  expect(matchPriorLesion(lesion(), other(change))).toEqual(expected);
});

test.each<[string, Partial<ComparableLesion>, PriorMatch['kind']]>([
  ['another place on the same side', { centroidLps: [90, 80, 400] }, 'same-side'],
  ['the very same coordinates', {}, 'same-side'],
  ['the other side', { centroidLps: [-60, 10, -100] }, 'apart'],
  ['the middle', { centroidLps: [-15, 10, -100] }, 'same-side'],
  ['the edge of the middle', { centroidLps: [-20, 10, -100] }, 'same-side'],
  ['just beyond the middle', { centroidLps: [-20.5, 10, -100] }, 'apart'],
])('in two frames of reference positions do not compare: %s', (_, change, kind) => {
  const prior = other({ frameOfReferenceUid: '2.25.11', ...change });
  expect(matchPriorLesion(lesion(), prior)).toEqual({ kind });
});

test('two unknown frames of reference are not one', () => {
  const [a, b] = [lesion({ frameOfReferenceUid: undefined }), other({})];
  expect(matchPriorLesion(a, { ...b, frameOfReferenceUid: undefined }).kind).toBe('same-side');
});

test('as far as the larger of two reaches they are near, whichever study it is of', () => {
  const small = other({ centroidLps: [60, 10, -120.5], longestDiameterMm: 5 });
  expect(matchPriorLesion(lesion({ longestDiameterMm: 42 }), small).kind).toBe('near');
  expect(matchPriorLesion(lesion({ longestDiameterMm: 40 }), small).kind).toBe('apart');
});

test('a lesion in the middle of the current study may be on either side of the prior one', () => {
  const current = lesion({ centroidLps: [5, 0, 0] });
  const prior = other({ frameOfReferenceUid: '2.25.11', centroidLps: [-60, 0, 0] });
  expect(matchPriorLesion(current, prior).kind).toBe('same-side');
});

test('the likeliest comes first', () => {
  const matches: PriorMatch[] = [
    { kind: 'apart' },
    { kind: 'near', distanceMm: 8 },
    { kind: 'same-side' },
    { kind: 'same' },
    { kind: 'near', distanceMm: 2 },
  ];
  expect(matches.toSorted(byMatch).map((match) => Object.values(match).join())).toEqual([
    'same',
    'near,2',
    'near,8',
    'same-side',
    'apart',
  ]);
});
