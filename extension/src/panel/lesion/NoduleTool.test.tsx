/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { act, fireEvent, screen } from '@testing-library/react';
import { button, draw, twoLesions } from '../testing/drawPanel.js';
import '../testing/jsdomGaps.js';

const START = 'Segment a nodule with one click';

describe('one-click segmentation', () => {
  it('is offered without a segmentation and beside the list of lesions, not without a CT', async () => {
    const { user, studyHost } = await draw({ segmentations: [] });
    await user.click(button(START));
    act(() => studyHost.change({ segmentations: twoLesions }));
    await user.click(button(START));
    expect(studyHost.noduleCalls).toEqual(['start', 'start']);
    act(() => studyHost.change({ hasCt: false, segmentations: [] }));
    expect(screen.queryByRole('button', { name: START })).toBeNull();
  });

  it('says what it waits for, goes without a mouse, and can be left', async () => {
    const { user, studyHost } = await draw({
      segmentations: [],
      nodule: { status: 'waiting', size: 0 },
    });
    expect(screen.getByText('Click into the nodule in a viewport.')).toBeTruthy();
    await user.click(button('At the middle of the viewport'));
    await user.click(button('Cancel'));
    expect(studyHost.noduleCalls).toEqual(['middle', 'leave']);
  });

  it('says why a click made none, and still waits', async () => {
    const error = new MutationPredictionError('no-nodule.only-lung');
    await draw({ segmentations: [], nodule: { status: 'waiting', size: 0, error } });
    expect(screen.getByText(error.message)).toBeTruthy();
    expect(screen.getByText(error.advice)).toBeTruthy();
    expect(screen.getByText('Click into the nodule in a viewport.')).toBeTruthy();
  });

  it('picks what was made once it is listed, and once only', async () => {
    const [segmentation] = twoLesions;
    const [, second] = segmentation!.lesions;
    const nodule = { status: 'done', size: 0, lesionId: second!.id } as const;
    const { user, studyHost } = await draw({ segmentations: [], nodule });
    act(() => studyHost.change({ segmentations: twoLesions }));
    expect(screen.getByRole('radio', { name: /Lesion 2/, checked: true })).toBeTruthy();

    await user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
    act(() => studyHost.change({ nodule: { ...nodule, size: 0.1 } }));
    expect(screen.getByRole('radio', { name: /Lesion 1/, checked: true })).toBeTruthy();
  });

  it('is made tighter and looser, kept, or taken back', async () => {
    const { user, studyHost } = await draw({
      segmentations: twoLesions,
      nodule: { status: 'done', size: 0, lesionId: 'seg-1:2:1' },
    });
    fireEvent.change(screen.getByRole('slider'), { target: { value: '-0.5' } });
    await user.click(button('Undo'));
    await user.click(button('Keep'));
    expect(studyHost.noduleCalls).toEqual(['resize -0.5', 'undo', 'leave']);
  });
});
