import { MutationPredictionError } from '../errors.js';
import {
  CT_CHOICE_CASES,
  ctSeries,
  expectCommonChoice,
  referenceOf,
  refusedOf,
} from '../../../test/support/ctChoiceCases.js';
import { chooseCt, type CtPlace, type CtReference } from './chooseCt.js';

const place: CtPlace = {
  name: 'here',
  empty: { message: 'Nothing is here.', advice: 'Look there.' },
  elsewhereAdvice: 'Look elsewhere.',
  severalAdvice: 'Choose.',
};

test.each(CT_CHOICE_CASES)('takes $title', (one) => {
  const { series } = one;
  const asked = series.filter(({ identity }) => identity.seriesInstanceUid === one.asked);
  expectCommonChoice(one, series, () =>
    chooseCt(referenceOf(one), { series, refused: refusedOf(one) }, { asked, place }),
  );
});

test('gives the host’s words and advice', () => {
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
  const told = (message: string, advice: string) => expect.objectContaining({ message, advice });
  expect(choose([])).toThrow(told('Nothing is here.', 'Look there.'));
  expect(choose(['1'], '9.7')).toThrow(
    told('SEG lies in another frame of reference than the CT of here.', 'Look elsewhere.'),
  );
  expect(choose(['1', '2'])).toThrow(
    told(
      'SEG fits 2 CT series of here: CT series 1 (1 images, 1), CT series 2 (1 images, 2).',
      'Choose.',
    ),
  );
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
    expect([ct, reason]).toEqual([thick, 'drawn-on']);
  });

  test('is read on the stack that holds them, of those that the user asked for', () => {
    const asked = [thin, thick];
    const { ct, reason } = chooseCt(named, { series: asked, refused: [] }, { asked, place });
    expect([ct, reason]).toEqual([thick, 'asked-for']);
  });
});

describe('a series of several stacks that the user asked for', () => {
  const stacks = [5, 1.25].map((spacingMm) => ctSeries('1', { spacingMm }));
  const candidates = { series: stacks, refused: [] };

  test('is read by its thinnest, where nothing tells them apart', () => {
    const { ct, ...told } = chooseCt(drawnOn({}), candidates, { asked: stacks, place });
    expect(ct).toBe(stacks[1]);
    expect(told).toMatchObject({
      reason: 'thinnest',
      why: 'the thinnest slices (1.25 mm) of the series that you chose',
      alternatives: [stacks[0]],
    });
  });

  test('is not chosen from for contours that say nothing of their CT', () => {
    const choose = () => chooseCt({ name: 'mask' }, candidates, { asked: stacks, place });
    expect(choose).toThrow(expect.objectContaining({ code: 'several-series' }));
  });
});

describe('a series that cannot be read', () => {
  const refused = [{ seriesInstanceUid: '1', error: new MutationPredictionError('no-ct', 'Bad.') }];
  const part = ctSeries('1');

  test('leaves a part that holds the images', () => {
    const reference = drawnOn({
      referencedSeriesUids: ['1'],
      referencedSopInstanceUids: ['1.1'],
    });
    const { ct, reason } = chooseCt(reference, { series: [part], refused }, { place });
    expect([ct, reason]).toEqual([part, 'drawn-on']);
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
    expect([ct, reason]).toEqual([part, 'drawn-on']);
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
  expect([ct, reason]).toEqual([series[1], 'only-one']);
});
