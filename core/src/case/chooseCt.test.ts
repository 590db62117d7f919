import {
  CT_CHOICE_CASES,
  ctSeries,
  expectCommonChoice,
  referenceOf,
  refusedOf,
} from '../../../test/support/ctChoiceCases.js';
import { chooseCt } from './chooseCt.js';

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
    several: 'Open the CT it was drawn on, or draw the lesion on one of them.',
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
