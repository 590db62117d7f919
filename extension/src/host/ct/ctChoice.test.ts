import {
  CT_CHOICE_CASES,
  ctSeries,
  expectCommonChoice,
  referenceOf,
  refusedOf,
} from '../../../../test/support/ctChoiceCases.js';
import { chooseViewerCt } from './ctChoice.js';
import type { ViewerCt } from './viewerCt.js';

function viewerCt(series: ReturnType<typeof ctSeries>, index: number): ViewerCt {
  const { seriesInstanceUid } = series.identity;
  const id = `display-${index}`;
  const choice = { id, seriesInstanceUid, description: series.title };
  return { ...series, choice, displaySetUids: [id] };
}

describe('chooseViewerCt', () => {
  it.each(CT_CHOICE_CASES)('takes $title', (one) => {
    const series = one.series.map(viewerCt);
    const asked = series.find(({ choice }) => choice.seriesInstanceUid === one.asked);
    expectCommonChoice(one, series, () =>
      chooseViewerCt(referenceOf(one), { series, refused: refusedOf(one) }, asked?.choice.id),
    );
  });

  const drawnOn = (seriesInstanceUid: string, frameOfReferenceUid = '9.1') => ({
    name: 'SEG',
    references: {
      frameOfReferenceUid,
      referencedSeriesUids: [seriesInstanceUid],
      referencedSopInstanceUids: [],
      referencedFrames: [],
    },
  });

  it('tells display sets of one series apart', () => {
    const series = [ctSeries('1'), ctSeries('1')].map(viewerCt);
    const chosen = chooseViewerCt(drawnOn('1'), { series, refused: [] }, 'display-1');
    expect(chosen).toMatchObject({
      ct: series[1],
      reason: { term: 'asked-for' },
      alternatives: [series[0]],
    });
  });

  it('forgets a wish for a display set that is gone', () => {
    const series = [viewerCt(ctSeries('1'), 0)];
    const chosen = chooseViewerCt(drawnOn('1'), { series, refused: [] }, 'display-7');
    expect(chosen.reason.term).toBe('drawn-on');
  });

  it('speaks of the study', () => {
    const none = { series: [], refused: [] };
    expect(() => chooseViewerCt(drawnOn('1'), none)).toThrow(
      'This study has no CT series that can be read.',
    );
    const cts = { series: [viewerCt(ctSeries('1'), 0)], refused: [] };
    expect(() => chooseViewerCt(drawnOn('1', '9.7'), cts)).toThrow(
      'SEG lies in another frame of reference than the CT of this study.',
    );
  });
});
