/** @jest-environment jsdom */
import { act, cleanup, screen } from '@testing-library/react';
import { button, draw, mount, twoLesions } from '../testing/drawPanel.js';
import { lesion, segmentation } from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';

const CENTRE = lesion().centroidLps;
const row = (name: RegExp) => screen.getByRole('radio', { name });

describe('the images of a study with one lesion', () => {
  it('open there, outlined, as soon as it is listed', async () => {
    const { studyHost } = await draw({
      segmentations: [segmentation({ status: 'loading', lesions: [] })],
    });
    expect(studyHost.openedAt).toEqual([]);
    act(() => studyHost.change({ segmentations: [segmentation()] }));
    expect(studyHost.openedAt).toEqual([CENTRE]);
    expect(studyHost.shown.lesionId).toBe('seg-1:1:1');
    expect(studyHost.jumps).toEqual([]);
  });

  it('open there once: whatever comes afterwards leaves them where they are', async () => {
    const drawn = await draw();
    expect(drawn.studyHost.openedAt).toEqual([CENTRE]);
    act(() => drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] }));
    act(() => drawn.studyHost.change({ segmentations: [] }));
    act(() => drawn.studyHost.change({ segmentations: [segmentation({ revision: 3 })] }));
    cleanup();
    await mount(drawn);
    expect(row(/Lesion 1/)).toHaveProperty('checked', true);
    expect(drawn.studyHost.openedAt).toEqual([CENTRE]);
    expect(drawn.studyHost.jumps).toEqual([]);
  });

  it('of another study open at its own', async () => {
    const { studyHost } = await draw();
    const centroidLps = [10, 20, 30] as const;
    act(() =>
      studyHost.change({
        studyInstanceUid: '9.9.9',
        segmentations: [segmentation({ lesions: [lesion({ centroidLps })] })],
      }),
    );
    expect(studyHost.openedAt).toEqual([CENTRE, centroidLps]);
  });

  it('stay where a click has just made it', async () => {
    const { studyHost } = await draw({ segmentations: [] });
    const nodule = { status: 'done' as const, size: 0, lesionId: lesion().id };
    act(() => studyHost.change({ segmentations: [segmentation()], nodule }));
    expect(row(/Lesion 1/)).toHaveProperty('checked', true);
    expect(studyHost.openedAt).toEqual([]);
  });
});

test('a row says what the lesion is, how long and how large, in words that do not run together', async () => {
  await draw({ segmentations: twoLesions });
  const rows = screen.getAllByRole('radio').map((radio) => radio.closest('label')!.textContent);
  expect(rows).toEqual(['Lesion 1 23 mm 4.1 cm³', 'Lesion 2 23 mm 4.1 cm³']);
});

describe('a click on a lesion', () => {
  it('goes there, among several of which none is chosen', async () => {
    const { user, studyHost } = await draw({ segmentations: twoLesions });
    expect(studyHost.openedAt).toEqual([]);
    await user.click(row(/Lesion 2/));
    expect(studyHost.jumps).toEqual([CENTRE]);
    expect(studyHost.shown.lesionId).toBe('seg-1:2:1');
  });

  it('goes there again when it is the chosen one, by mouse and by keyboard', async () => {
    const { user, studyHost } = await draw();
    expect(row(/Lesion 1/)).toHaveProperty('checked', true);
    await user.click(screen.getByText('Lesion 1'));
    expect(studyHost.jumps).toEqual([CENTRE]);
    await user.keyboard(' ');
    expect(studyHost.jumps).toEqual([CENTRE, CENTRE]);
    await user.click(button('Show Lesion 1 in the viewports'));
    expect(studyHost.jumps).toEqual([CENTRE, CENTRE, CENTRE]);
  });
});
