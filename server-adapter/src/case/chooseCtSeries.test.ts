import type { CtSeries } from '@mutation-prediction/core';
import {
  CT_CHOICE_CASES,
  ctSeries,
  expectCommonChoice,
  referenceOf,
  refusedOf,
  SEGMENTATION,
  tilted,
} from '../../../test/support/ctChoiceCases.js';
import { chooseCtSeries, ctNotice } from './chooseCtSeries.js';

const collection = (...series: CtSeries[]) => ({ series, refused: [], otherFiles: [] });
const unreferenced = { name: SEGMENTATION };
const inFrame = (frameOfReferenceUid: string, ...referencedSeriesUids: string[]) => ({
  name: SEGMENTATION,
  references: {
    frameOfReferenceUid,
    referencedSeriesUids,
    referencedSopInstanceUids: [],
    referencedFrames: [],
  },
});

test.each(CT_CHOICE_CASES)('takes $title', (one) => {
  const { series } = one;
  const choice = { reference: referenceOf(one), seriesInstanceUid: one.asked };
  expectCommonChoice(one, series, () =>
    chooseCtSeries({ series, refused: refusedOf(one), otherFiles: [] }, choice, 'here'),
  );
});

test('the series asked for is missed by name, or for its own reason', () => {
  const all = collection(ctSeries('2.1'), ctSeries('2.2'));
  const choose = (seriesInstanceUid: string) => () =>
    chooseCtSeries(
      { ...all, refused: [{ seriesInstanceUid: '2.3', title: '', error: tilted }] },
      { reference: inFrame('9.1', '2.1'), seriesInstanceUid },
      'here',
    );
  expect(choose('2.7')).toThrow('here has no CT series 2.7.');
  expect(choose('2.3')).toThrow(tilted);
});

test('of the stacks of the series asked for takes the one drawn on, else the thinnest', () => {
  const [thick, thin] = [
    ctSeries('2.1', { image: '3.1', spacingMm: 5 }),
    ctSeries('2.1', { image: '3.2', spacingMm: 2 }),
  ];
  const choose = (referencedSopInstanceUids: string[]) =>
    chooseCtSeries(
      collection(thick, thin),
      {
        reference: {
          name: SEGMENTATION,
          references: {
            referencedSeriesUids: ['2.1'],
            referencedSopInstanceUids,
            referencedFrames: [],
          },
        },
        seriesInstanceUid: '2.1',
      },
      'here',
    );
  expect(choose(['3.1'])).toMatchObject({ ct: thick, reason: { term: 'asked-for' } });
  expect(choose([])).toMatchObject({ ct: thin, reason: { term: 'thinnest-asked-for' } });
  expect(() =>
    chooseCtSeries(
      collection(thick, thin),
      { reference: unreferenced, seriesInstanceUid: '2.1' },
      'here',
    ),
  ).toThrow(expect.objectContaining({ code: 'several-series' }));
});

test('says what to do with several, and where nothing was found', () => {
  expect(() =>
    chooseCtSeries(
      collection(ctSeries('2.1'), ctSeries('2.2')),
      { reference: unreferenced },
      'here',
    ),
  ).toThrow(expect.objectContaining({ advice: expect.stringContaining('--series UID') }));
  expect(() => chooseCtSeries(collection(), { reference: unreferenced }, 'here')).toThrow(
    'There is no CT series in here.',
  );
});

describe('the notice', () => {
  const [thick, thin] = [ctSeries('2.1', { spacingMm: 5 }), ctSeries('2.2', { spacingMm: 1.25 })];
  const notice = (series: CtSeries[], frame: string, drawnOn: string, asked?: string) =>
    ctNotice(
      chooseCtSeries(
        {
          ...collection(...series),
          refused: [{ seriesInstanceUid: '2.9', title: '', error: tilted }],
        },
        { reference: inFrame(frame, drawnOn), seriesInstanceUid: asked },
        'here',
      ),
    );

  test('names the CT and the reason where others fit too', () => {
    expect(notice([thick, thin], '9.1', '2.7')).toBe(
      'Read on CT series 2.2 (1 images, 2.2): the thinnest slices (1.25 mm) of the CT series with its frame of reference.',
    );
  });

  test('says where a CT stands in for the one that it was drawn on', () => {
    expect(notice([thin], '9.1', '2.9')).toBe(
      'Read on CT series 2.2 (1 images, 2.2): the only CT with its frame of reference; the series it was drawn on cannot be read.',
    );
  });

  test('is not given for what was asked for, drawn on, or all there is', () => {
    expect(notice([thick, thin], '9.1', '2.1')).toBeUndefined();
    expect(notice([thick, thin], '9.1', '2.7', '2.1')).toBeUndefined();
    expect(notice([thin, ctSeries('2.3', { frame: '9.2' })], '9.1', '2.7')).toBeUndefined();
  });
});
