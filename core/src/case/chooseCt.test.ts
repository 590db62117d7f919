import { MutationPredictionError } from '../errors.js';
import {
  CT_CHOICE_CASES,
  ctSeries,
  expectCommonChoice,
  referenceOf,
  refusedOf,
} from '../../../test/support/ctChoiceCases.js';
import type { CtSeries } from '../dicom/ct/ctSeries.js';
import { chooseCt, otherCtWarnings, type CtPlace, type CtReference } from './chooseCt.js';

const place: CtPlace = { folder: 'here' };

test.each(CT_CHOICE_CASES)('takes $title', (one) => {
  const { series } = one;
  const asked = series.filter(({ identity }) => identity.seriesInstanceUid === one.asked);
  expectCommonChoice(one, series, () =>
    chooseCt(referenceOf(one), { series, refused: refusedOf(one) }, { asked, place: 'study' }),
  );
});

test.each([
  {
    place: 'study' as const,
    none: ['This study has no CT series that can be read.', 'Open a study with a chest CT.'],
    named: 'this study',
    elsewhere: 'Open the CT it was drawn on, or have the segmentation registered to this CT.',
    several: 'Choose the CT it was drawn on here.',
  },
  {
    place: { folder: 'here' },
    none: ['There is no CT series in here.', 'Name the folder that holds the CT images.'],
    named: 'here',
    elsewhere: 'Name the folder that holds the CT it was drawn on.',
    several: 'Choose one with --series UID, or name a folder that holds one.',
  },
])('speaks of $named', ({ place, none, named, elsewhere, several }) => {
  const choose = (series: Parameters<typeof ctSeries>[0][], frameOfReferenceUid?: string) => () =>
    chooseCt(
      {
        name: 'SEG',
        ...(frameOfReferenceUid && {
          references: {
            frameOfReferenceUid,
            referencedSeriesUids: [],
            referencedSopInstanceUids: [],
            referencedFrames: [],
          },
        }),
      },
      { series: series.map((uid) => ctSeries(uid)), refused: [] },
      { place },
    );
  const told = (message?: string, advice?: string) => expect.objectContaining({ message, advice });
  expect(choose([])).toThrow(told(...none));
  expect(choose(['1'], '9.7')).toThrow(
    told(`SEG lies in another frame of reference than the CT of ${named}.`, elsewhere),
  );
  expect(choose(['1', '2'])).toThrow(
    told(
      `SEG fits 2 CT series of ${named}: CT series 1 (1 images, 1), CT series 2 (1 images, 2).`,
      several,
    ),
  );
});

test('contours of another phase are warned of, and both phases named', () => {
  const [inhaled, exhaled] = [ctSeries('2.1'), ctSeries('2.2')];
  const references = {
    frameOfReferenceUid: '9.1',
    referencedSeriesUids: ['2.1'],
    referencedSopInstanceUids: ['2.1.1'],
    referencedFrames: [],
  };
  const candidates = { series: [inhaled, exhaled], refused: [] };
  const read = (asked: readonly CtSeries[]) =>
    otherCtWarnings(
      'SEG',
      chooseCt({ name: 'SEG', references }, candidates, { asked, place: 'study' }),
    );
  expect(read([])).toEqual([]);
  expect(read([inhaled])).toEqual([]);
  expect(read([exhaled])).toEqual([
    expect.objectContaining({
      code: 'other-ct',
      message:
        'SEG was drawn on CT series 2.1 and is read on CT series 2.2: in another phase or reconstruction the lesion may lie elsewhere.',
    }),
  ]);
});

/** What a segmentation of frame of reference 9.1 says beside it. */
function drawnOn(references: Partial<NonNullable<CtReference['references']>>): CtReference {
  const none = { referencedSeriesUids: [], referencedSopInstanceUids: [], referencedFrames: [] };
  return { name: 'SEG', references: { frameOfReferenceUid: '9.1', ...none, ...references } };
}

/** A series with these images instead of one. */
function withImages(series: ReturnType<typeof ctSeries>, images: readonly string[]) {
  const instances = images.map((sopInstanceUid) => ({ sopClassUid: '5', sopInstanceUid }));
  return { ...series, identity: { ...series.identity, instances } };
}

describe('a segmentation that names some of the images of a series', () => {
  const thin = withImages(ctSeries('1', { spacingMm: 1 }), ['1.1', '1.2']);
  const thick = withImages(ctSeries('2', { spacingMm: 5 }), ['2.1', '2.2']);
  const named = drawnOn({ referencedSopInstanceUids: ['2.2'] });

  test('was drawn on that series', () => {
    const { ct, reason } = chooseCt(named, { series: [thin, thick], refused: [] }, { place });
    expect([ct, reason.term]).toEqual([thick, 'drawn-on']);
  });

  test('is read on the stack that holds them, of those that the user asked for', () => {
    const asked = [thin, thick];
    const { ct, reason } = chooseCt(named, { series: asked, refused: [] }, { asked, place });
    expect([ct, reason.term]).toEqual([thick, 'asked-for']);
  });
});

describe('a series of several stacks that the user asked for', () => {
  const stacks = [5, 1.25].map((spacingMm) => ctSeries('1', { spacingMm }));
  const candidates = { series: stacks, refused: [] };

  test('is read by its thinnest, where nothing tells them apart', () => {
    const { ct, ...told } = chooseCt(drawnOn({}), candidates, { asked: stacks, place });
    expect(ct).toBe(stacks[1]);
    expect(told).toMatchObject({
      reason: { term: 'thinnest-asked-for', values: { thickness: 1.25 } },
      alternatives: [stacks[0]],
    });
  });

  test('is not chosen from for contours that say nothing of their CT', () => {
    const choose = () => chooseCt({ name: 'mask' }, candidates, { asked: stacks, place });
    expect(choose).toThrow(expect.objectContaining({ code: 'several-series' }));
  });
});

describe('a series that cannot be read', () => {
  const refused = [
    { seriesInstanceUid: '1', error: new MutationPredictionError('no-ct.none-readable') },
  ];
  const part = ctSeries('1');

  test('leaves a part that holds the images', () => {
    const reference = drawnOn({
      referencedSeriesUids: ['1'],
      referencedSopInstanceUids: ['1.1'],
    });
    const { ct, reason } = chooseCt(reference, { series: [part], refused }, { place });
    expect([ct, reason.term]).toEqual([part, 'drawn-on']);
  });

  test('leaves no part that holds other images, and the thinnest stands in', () => {
    const reference = drawnOn({
      referencedSeriesUids: ['1'],
      referencedSopInstanceUids: ['1.9'],
    });
    const { ct, standsIn } = chooseCt(reference, { series: [part], refused }, { place });
    expect([ct, standsIn]).toEqual([part, true]);
  });

  test('leaves any part, where no image is named', () => {
    const reference = drawnOn({ referencedSeriesUids: ['1'] });
    const { ct, reason } = chooseCt(reference, { series: [part], refused }, { place });
    expect([ct, reason.term]).toEqual([part, 'drawn-on']);
  });

  test('does not matter to contours that say nothing of their CT', () => {
    const series = [ctSeries('2')];
    expect(chooseCt({ name: 'mask' }, { series, refused }, { place }).ct).toBe(series[0]);
  });
});

test('CTs without a frame of reference share none', () => {
  const series = [ctSeries('1', { frame: '' }), ctSeries('2', { frame: '' })];
  const reference = {
    name: 'SEG',
    references: {
      referencedSeriesUids: ['1'],
      referencedSopInstanceUids: [],
      referencedFrames: [],
    },
  };
  expect(chooseCt(reference, { series, refused: [] }, { place }).alternatives).toEqual([]);
});

test('a frame of reference of a region decides where none of the whole is on a CT', () => {
  const series = [ctSeries('1', { frame: '9.2' }), ctSeries('2', { frame: '9.3' })];
  const reference = drawnOn({ segments: [{ frameOfReferenceUid: '9.3', contourCount: 1 }] });
  const { ct, reason } = chooseCt(reference, { series, refused: [] }, { place });
  expect([ct, reason.term]).toEqual([series[1], 'only-fitting']);
});
