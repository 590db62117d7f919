/** What a segmentation and the CT series around it lead to, for core and for each host alike. */
import {
  en,
  MutationPredictionError,
  wordsOfCtReason,
  type ChosenCt,
  type CtCandidate,
  type CtReference,
  type CtSeries,
  type DrawnOn,
  type RefusalCode,
} from '@mutation-prediction/core';

type References = NonNullable<CtReference['references']>;

export interface CtChoiceCase {
  readonly title: string;
  readonly series: readonly CtSeries[];
  /** Series Instance UIDs of what cannot be read: {@link tilted}. */
  readonly refused?: readonly string[];
  /** None for a segmentation without DICOM references. */
  readonly references?: Partial<References>;
  /** Series Instance UID that the user asked for. */
  readonly asked?: string;
  readonly expected:
    | {
        /** As numbers in `series`. */
        readonly chosen: number;
        readonly alternatives?: readonly number[];
        /** In words. */
        readonly why: string;
        readonly standsIn?: true;
        readonly drawnOnOther?: DrawnOn;
      }
    | { readonly code: RefusalCode; readonly message?: string | RegExp };
}

export const SEGMENTATION = 'SEG "A"';

export const tilted = new MutationPredictionError('gantry-tilt.tilted-stack', { file: 'CT' });

interface SeriesDetails {
  readonly frame?: string;
  readonly spacingMm?: number;
  readonly image?: string;
  readonly frameNumber?: number;
}

/** A series of one image; only what the choice looks at. */
export function ctSeries(
  uid: string,
  { frame = '9.1', spacingMm = 1, image = `${uid}.1`, frameNumber }: SeriesDetails = {},
): CtSeries {
  return {
    title: `CT series ${uid}`,
    identity: {
      studyInstanceUid: '1',
      seriesInstanceUid: uid,
      frameOfReferenceUid: frame,
      instances: [{ sopClassUid: '5', sopInstanceUid: image, ...(frameNumber && { frameNumber }) }],
    },
    grid: {
      size: [1, 1, 1],
      origin: [0, 0, 0],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, spacingMm],
      ],
    },
    acquisition: {},
    patient: {},
    studyAttributes: {},
    patientContradictions: [],
    readRegion: () => Promise.reject(new Error('not read')),
  };
}

export function referenceOf({ references }: CtChoiceCase): CtReference {
  if (!references) return { name: SEGMENTATION };
  const none = { referencedSeriesUids: [], referencedSopInstanceUids: [], referencedFrames: [] };
  return { name: SEGMENTATION, references: { ...none, ...references } };
}

export const refusedOf = ({ refused = [] }: CtChoiceCase) =>
  refused.map((seriesInstanceUid) => ({ seriesInstanceUid, title: '', error: tilted }));

/** Runs a host's choice, and sees that it is the common one. */
export function expectCommonChoice<Ct extends CtCandidate>(
  { expected }: CtChoiceCase,
  candidates: readonly Ct[],
  choose: () => ChosenCt<Ct>,
): void {
  if ('code' in expected) {
    const { code, message = '' } = expected;
    expect(choose).toThrow(expect.objectContaining({ code }));
    expect(choose).toThrow(message);
    return;
  }
  const { ct, alternatives, reason, ...told } = choose();
  const { chosen, why, standsIn = false, drawnOnOther } = expected;
  expect({ chosen: candidates.indexOf(ct), why: wordsOfCtReason(reason, en), ...told }).toEqual({
    ...{ chosen, why, standsIn },
    ...(drawnOnOther && { drawnOnOther }),
  });
  expect(alternatives.map((other) => candidates.indexOf(other))).toEqual(
    expected.alternatives ?? [],
  );
}

const thick = ctSeries('2.1', { spacingMm: 5 });
const thin = ctSeries('2.2', { spacingMm: 1.25 });
const elsewhere = ctSeries('2.3', { frame: '9.2', spacingMm: 0.625 });
const all = [thick, thin, elsewhere];

const DRAWN_ON = { why: 'the series it was drawn on' };
const ASKED_FOR = { why: 'chosen by you' };
const ONLY_ONE = { why: 'the only CT with its frame of reference' };
const THINNEST = {
  why: 'the thinnest slices (1.25 mm) of the CT series with its frame of reference',
};
const INSTEAD = '; the series it was drawn on cannot be read';

export const CT_CHOICE_CASES: readonly CtChoiceCase[] = [
  // drawn on
  {
    title: 'the series it was drawn on, however thick',
    series: all,
    references: { referencedSeriesUids: ['2.1'] },
    expected: { chosen: 0, alternatives: [1], ...DRAWN_ON },
  },
  {
    title: 'the series it was drawn on, whichever of those it names',
    series: all,
    references: { referencedSeriesUids: ['2.9', '2.1'], frameOfReferenceUid: '9.1' },
    expected: { chosen: 0, alternatives: [1], ...DRAWN_ON },
  },
  {
    title: 'a series that holds its images where it names none',
    series: all,
    references: { referencedSopInstanceUids: ['2.1.1'], frameOfReferenceUid: '9.1' },
    expected: { chosen: 0, alternatives: [1], ...DRAWN_ON },
  },
  {
    title: 'the acquisition of a series that holds its images',
    series: [ctSeries('2.1', { image: '3.1' }), ctSeries('2.1', { image: '3.2' })],
    references: {
      referencedSeriesUids: ['2.1'],
      frameOfReferenceUid: '9.1',
      referencedSopInstanceUids: ['3.2'],
    },
    expected: { chosen: 1, alternatives: [0], ...DRAWN_ON },
  },
  {
    title: 'the stack of an enhanced image that holds its frames',
    series: [1, 2].map((frameNumber) => ctSeries('2.1', { image: '3.1', frameNumber })),
    references: {
      referencedSeriesUids: ['2.1'],
      frameOfReferenceUid: '9.1',
      referencedSopInstanceUids: ['3.1'],
      referencedFrames: ['3.1 2'],
    },
    expected: { chosen: 1, alternatives: [0], ...DRAWN_ON },
  },
  {
    title: 'of stacks that it does not tell apart the thinnest, which is no more than that',
    series: [
      ctSeries('2.1', { spacingMm: 5, image: '3.1' }),
      ctSeries('2.1', { spacingMm: 2, image: '3.2' }),
      thin,
    ],
    references: { referencedSeriesUids: ['2.1'], referencedSopInstanceUids: ['3.1', '3.2'] },
    expected: {
      chosen: 1,
      alternatives: [2, 0],
      why: 'the thinnest slices (2 mm) of the CT it was drawn on',
    },
  },
  {
    title: 'the series that a region of it was drawn on, in a frame of reference of its own',
    series: [elsewhere],
    references: {
      referencedSeriesUids: ['2.8', '2.3'],
      frameOfReferenceUid: '9.1',
      segments: [{ frameOfReferenceUid: '9.1' }, { frameOfReferenceUid: '9.2', contourCount: 3 }],
    },
    expected: { chosen: 0, ...DRAWN_ON },
  },
  {
    title: 'the series it was drawn on where its images name no frame of reference',
    series: [ctSeries('2.1', { frame: '' }), ctSeries('2.2', { frame: '' })],
    references: { referencedSeriesUids: ['2.1'], frameOfReferenceUid: '9.1' },
    expected: { chosen: 0, ...DRAWN_ON },
  },
  // by the frame of reference
  {
    title: 'else the thinnest with its frame of reference',
    series: all,
    references: { referencedSeriesUids: ['2.9'], frameOfReferenceUid: '9.1' },
    expected: {
      chosen: 1,
      alternatives: [0],
      ...THINNEST,
      drawnOnOther: { kind: 'series', seriesInstanceUid: '2.9' },
    },
  },
  {
    title: 'one with its frame of reference where none holds its images',
    series: [thin],
    references: { referencedSopInstanceUids: ['3.9'], frameOfReferenceUid: '9.1' },
    expected: { chosen: 0, ...ONLY_ONE, drawnOnOther: { kind: 'images' } },
  },
  {
    title: 'without a referenced series the only one with its frame of reference',
    series: all,
    references: { frameOfReferenceUid: '9.2' },
    expected: { chosen: 2, ...ONLY_ONE },
  },
  {
    title: 'one with the frame of reference of the whole before one with that of a region',
    series: all,
    references: {
      frameOfReferenceUid: '9.1',
      segments: [{ frameOfReferenceUid: '9.1' }, { frameOfReferenceUid: '9.2', contourCount: 3 }],
    },
    expected: { chosen: 1, alternatives: [2, 0], ...THINNEST },
  },
  {
    title: 'none with the frame of reference of a region that nobody drew',
    series: [elsewhere],
    references: {
      frameOfReferenceUid: '9.1',
      segments: [{ frameOfReferenceUid: '9.2', contourCount: 0 }],
    },
    expected: { code: 'other-frame-of-reference' },
  },
  {
    title: 'none of another frame of reference, even when it names the series',
    series: all,
    references: { referencedSeriesUids: ['2.1'], frameOfReferenceUid: '9.3' },
    expected: {
      code: 'other-frame-of-reference',
      message: 'SEG "A" lies in another frame of reference than the CT of ',
    },
  },
  {
    title: 'the one with its frame of reference before the series that it names in another',
    series: all,
    references: { referencedSeriesUids: ['2.3'], frameOfReferenceUid: '9.1' },
    expected: {
      chosen: 1,
      alternatives: [0],
      ...THINNEST,
      drawnOnOther: { kind: 'ct', title: 'CT series 2.3' },
    },
  },
  // the series it was drawn on cannot be read
  {
    title: 'why the series it was drawn on cannot be read, when no other fits',
    series: [elsewhere],
    refused: ['2.1'],
    references: { referencedSeriesUids: ['2.1'], frameOfReferenceUid: '9.1' },
    expected: { code: 'gantry-tilt', message: tilted.message },
  },
  {
    title: 'why it cannot be read, when nothing says that another fits',
    series: [thin],
    refused: ['2.1'],
    references: { referencedSeriesUids: ['2.1'] },
    expected: { code: 'gantry-tilt', message: tilted.message },
  },
  {
    title: 'another in its stead, and says so',
    series: [thin, elsewhere],
    refused: ['2.1'],
    references: { referencedSeriesUids: ['2.1'], frameOfReferenceUid: '9.1' },
    expected: {
      chosen: 0,
      ...ONLY_ONE,
      why: ONLY_ONE.why + INSTEAD,
      standsIn: true,
      drawnOnOther: { kind: 'series', seriesInstanceUid: '2.1' },
    },
  },
  {
    title: 'the thinnest in its stead, and says so',
    series: all,
    refused: ['2.4'],
    references: { referencedSeriesUids: ['2.4'], frameOfReferenceUid: '9.1' },
    expected: {
      chosen: 1,
      alternatives: [0],
      ...THINNEST,
      why: THINNEST.why + INSTEAD,
      standsIn: true,
      drawnOnOther: { kind: 'series', seriesInstanceUid: '2.4' },
    },
  },
  {
    title: 'no other part of its series for the part with its images, without saying so',
    series: [ctSeries('2.1', { image: '3.1' })],
    refused: ['2.1'],
    references: {
      referencedSeriesUids: ['2.1'],
      frameOfReferenceUid: '9.1',
      referencedSopInstanceUids: ['3.2'],
    },
    expected: {
      chosen: 0,
      ...ONLY_ONE,
      why: ONLY_ONE.why + INSTEAD,
      standsIn: true,
      drawnOnOther: { kind: 'images' },
    },
  },
  {
    title: 'the part of its series with its images, whatever else of it cannot be read',
    series: [ctSeries('2.1', { image: '3.1' })],
    refused: ['2.1'],
    references: { referencedSeriesUids: ['2.1'], referencedSopInstanceUids: ['3.1'] },
    expected: { chosen: 0, ...DRAWN_ON },
  },
  // asked for
  {
    title: 'the one asked for, whatever it was drawn on',
    series: all,
    references: { referencedSeriesUids: ['2.2'] },
    asked: '2.1',
    expected: {
      chosen: 0,
      alternatives: [1],
      ...ASKED_FOR,
      drawnOnOther: { kind: 'ct', title: 'CT series 2.2' },
    },
  },
  {
    title: 'none asked for in another frame of reference, instead of one that was not asked for',
    series: all,
    references: { referencedSeriesUids: ['2.2'], frameOfReferenceUid: '9.1' },
    asked: '2.3',
    expected: { code: 'other-frame-of-reference' },
  },
  {
    title: 'the one asked for, where nothing says what it belongs to',
    series: all,
    asked: '2.3',
    expected: { chosen: 2, ...ASKED_FOR },
  },
  // without references
  {
    title: 'the only CT, where nothing says what it belongs to',
    series: [thick],
    expected: { chosen: 0, why: 'the only CT' },
  },
  {
    title: 'none of several where nothing says which, and lists them',
    series: [thick, thin],
    expected: { code: 'several-series', message: /2 CT series.*2\.1\).*2\.2\)/ },
  },
  {
    title: 'none of several for one that names neither series nor frame of reference',
    series: [thick, thin],
    references: {},
    expected: { code: 'several-series' },
  },
  // no CT
  {
    title: 'why the only candidate cannot be read',
    series: [],
    refused: ['2.1'],
    references: { referencedSeriesUids: ['2.2'] },
    expected: { code: 'gantry-tilt', message: tilted.message },
  },
  {
    title: 'none where there is none',
    series: [],
    references: { referencedSeriesUids: ['2.1'] },
    expected: { code: 'no-ct' },
  },
];
