/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { button, draw, mount, predict, twoLesions } from '../testing/drawPanel.js';
import { lesion, prediction, segmentation, storedMaps } from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';

/** Its code is fetched when it is first asked for. */
const whyDialog = () => screen.findByRole('dialog', { name: /^Why\?/ }, { timeout: 20_000 });

async function showMap(drawn: Awaited<ReturnType<typeof draw>>) {
  await drawn.user.click(button('Why?'));
  const dialog = within(await whyDialog());
  await drawn.user.click(dialog.getByRole('button', { name: 'Show in the images' }));
  return screen.findByRole('region', { name: 'Where the network looked, over the images' });
}

describe('the lesion in the images', () => {
  it('is outlined once it is picked, and gone to', async () => {
    const { user, studyHost } = await draw({ segmentations: twoLesions });
    expect(studyHost.shown).toEqual({});
    await user.click(screen.getByRole('radio', { name: /Lesion 2/ }));
    expect(studyHost.shown).toEqual({ lesionId: 'seg-1:2:1' });
    expect(studyHost.jumps).toEqual([lesion().centroidLps]);
  });

  it('is outlined by itself where it is the only one, without moving the images', async () => {
    const { studyHost } = await draw();
    expect(studyHost.shown).toEqual({ lesionId: lesion().id });
    expect(studyHost.jumps).toEqual([]);
  });

  it('is not outlined where the user does not want it', async () => {
    const { user, studyHost } = await draw();
    await user.click(screen.getByRole('checkbox', { name: 'Outline in the images' }));
    expect(studyHost.shown).toEqual({});
  });

  it('is left for a point of a view, which is marked until the lesion is gone to again', async () => {
    const drawn = await draw();
    await predict(drawn);
    await drawn.user.click(button(/^Coronal: show/));
    const [point] = drawn.studyHost.jumps;
    expect(drawn.studyHost.shown).toEqual({ lesionId: lesion().id, pointLps: point });
    await drawn.user.click(button('Show Lesion 1 in the viewports'));
    expect(drawn.studyHost.shown).toEqual({ lesionId: lesion().id });
  });
});

describe('Why?', () => {
  it('shows every view with its map, the controls, and what the result goes by', async () => {
    const drawn = await draw();
    await predict(drawn);
    await drawn.user.click(button('Why?'));
    const dialog = within(await whyDialog());
    expect(
      dialog.getAllByRole('img', { name: /with where the network looked for EGFR/ }),
    ).toHaveLength(9);
    expect(dialog.getByText(/to about 8 mm/)).toBeTruthy();
    expect((await dialog.findAllByRole('img', { name: /Image speaks for it/ })).length).toBe(2);
    expect(drawn.modelHost.runs).toBe(2);

    expect(dialog.queryByText(/did not confirm this map/)).toBeNull();
    await drawn.user.selectOptions(dialog.getByRole('combobox', { name: 'Map for' }), 'KRAS');
    expect(dialog.getByText(/did not confirm this map/)).toBeTruthy();
    expect(dialog.getAllByRole('img', { name: /looked for KRAS/ })).toHaveLength(9);
    fireEvent.change(dialog.getByRole('slider', { name: 'Opacity' }), { target: { value: '35' } });
    expect(dialog.getByRole('slider', { name: 'Opacity' }).getAttribute('aria-valuetext')).toBe(
      '35 %',
    );
  });

  it('goes to a place of an image, and marks it, as the view beside the result does', async () => {
    const drawn = await draw();
    await predict(drawn);
    const { studyHost, user } = drawn;
    await user.click(button(/^Coronal: show/));
    await user.click(button('Why?'));
    const tile = within(await whyDialog()).getByRole('button', { name: /^Coronal: show/ });
    // By Enter: the middle.
    fireEvent.click(tile, { detail: 0 });
    expect(screen.queryByRole('dialog')).toBeNull();
    const [beside, inTile] = studyHost.jumps;
    inTile!.forEach((coordinate, axis) => expect(coordinate).toBeCloseTo(beside![axis]!, 9));
    expect(studyHost.shown.pointLps).toEqual(inTile);

    await user.click(button('Why?'));
    const again = within(await whyDialog()).getByRole('button', { name: /^Coronal: show/ });
    again.getBoundingClientRect = () => new DOMRect(10, 20, 100, 100);
    fireEvent.click(again, { detail: 1, clientX: 60, clientY: 45 });
    const upper = studyHost.jumps.at(-1)!;
    // A quarter of the field above the middle.
    expect(upper[2] - inTile![2]).toBeCloseTo(16, 0);
  });

  it('closes with Escape, which the viewer keeps from the browser', async () => {
    const drawn = await draw();
    await predict(drawn);
    await drawn.user.click(button('Why?'));
    const dialog = await whyDialog();
    fireEvent.keyDown(within(dialog).getByRole('slider', { name: 'Opacity' }), { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('lays the map over the images, follows its controls, and takes it away', async () => {
    const drawn = await draw();
    await predict(drawn);
    const strip = within(await showMap(drawn));
    const { studyHost } = drawn;
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(studyHost.jumps).toEqual([[-60, -20, 110]]);
    expect(studyHost.shown.activation).toMatchObject({
      target: 'EGFR',
      opacity: 0.7,
      threshold: 0.2,
      frameOfReferenceUid: expect.stringMatching(/^[0-9.]+$/) as string,
    });

    fireEvent.change(strip.getByRole('slider', { name: 'Opacity' }), { target: { value: '20' } });
    fireEvent.change(strip.getByRole('slider', { name: 'Hide below' }), {
      target: { value: '50' },
    });
    await drawn.user.selectOptions(strip.getByRole('combobox', { name: 'Map for' }), 'KRAS');
    expect(studyHost.shown.activation).toMatchObject({
      target: 'KRAS',
      opacity: 0.2,
      threshold: 0.5,
    });

    await drawn.user.click(strip.getByRole('button', { name: 'Remove' }));
    expect(studyHost.shown).toEqual({ lesionId: lesion().id });
  });

  it.each<[string, (drawn: Awaited<ReturnType<typeof draw>>) => Promise<void> | void]>([
    [
      'the contours change',
      ({ studyHost }) =>
        act(() => studyHost.change({ segmentations: [segmentation({ revision: 2 })] })),
    ],
    [
      'the lesion is predicted anew',
      async ({ user }) => {
        await user.click(button(/^(Predict|Run again)$/));
        await screen.findByText('What the network saw');
      },
    ],
    [
      'another study is opened',
      ({ studyHost }) => act(() => studyHost.change({ studyInstanceUid: '9.9' })),
    ],
  ])('takes the map away when %s', async (_, happens) => {
    const drawn = await draw();
    await predict(drawn);
    await showMap(drawn);
    await happens(drawn);
    expect(drawn.studyHost.shown.activation).toBeUndefined();
  });

  it('has the map again when the panel’s tab was left and comes back', async () => {
    const drawn = await draw();
    await predict(drawn);
    await showMap(drawn);
    cleanup();
    await mount(drawn);
    expect(drawn.studyHost.shown.activation).toBeDefined();
    expect(await screen.findByRole('button', { name: 'Remove' })).toBeTruthy();
  });

  it('says so where the model does not tell where it looked', async () => {
    const drawn = await draw({}, (modelHost) => {
      modelHost.tellsWhere = false;
    });
    await predict(drawn);
    await drawn.user.click(button('Why?'));
    const dialog = within(await whyDialog());
    expect(dialog.getByText(/does not tell where it looked/)).toBeTruthy();
    expect(dialog.queryByRole('button', { name: 'Show in the images' })).toBeNull();
    expect(dialog.getAllByRole('img', { name: 'Axial' })).toHaveLength(1);
  });
});

describe('Why? of a stored report', () => {
  const stored = () => ({
    id: '1.9.1',
    contentDate: '2024-11-02T09:12:00Z',
    prediction: prediction({ uid: '2.25.900' }),
    visualExplanations: [
      {
        ...{ studyInstanceUid: '1.2.3', seriesInstanceUid: '1.9.2' },
        ...{ sopClassUid: '1.2.840.10008.5.1.4.1.1.30', sopInstanceUid: '1.9.3', target: 'EGFR' },
      },
    ],
  });
  const open = async (drawn: Awaited<ReturnType<typeof draw>>) => {
    await drawn.user.click(button(/^Open the prediction of 2 Nov/));
    await drawn.user.click(button('Why?'));
  };

  it('shows the stored maps on the CT, lays them over the images, and takes them away with the report', async () => {
    const drawn = await draw({ earlier: [stored()] });
    const explanation = storedMaps();
    drawn.studyHost.explanations.set('2.25.900', explanation);
    await open(drawn);
    const dialog = within(await whyDialog());
    const images = dialog.getAllByRole('img', { name: /with where the network looked for EGFR/ });
    expect(images).toHaveLength(3);
    dialog.getByText(/as stored with the report. Between the images/);
    expect(dialog.queryByText('What it goes by')).toBeNull();

    await drawn.user.click(dialog.getByRole('button', { name: 'Show in the images' }));
    const { activation } = drawn.studyHost.shown;
    expect(activation?.maps).toBe(explanation.activationMaps[0]);
    await drawn.user.click(button('Back to current'));
    expect(drawn.studyHost.shown.activation).toBeUndefined();
    await drawn.user.click(button(/^Open the prediction of 2 Nov/));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('that cannot be fetched says so', async () => {
    const drawn = await draw({ earlier: [stored()] });
    const object = 'The map of where the network looked';
    drawn.studyHost.explanations.set(
      '2.25.900',
      new MutationPredictionError('unsupported-object.not-fetched', { object }),
    );
    await open(drawn);
    await screen.findByText(`${object} could not be fetched from the archive.`);
  });

  it('is not offered where no map was stored', async () => {
    const drawn = await draw({ earlier: [{ ...stored(), visualExplanations: undefined }] });
    await drawn.user.click(button(/^Open the prediction of 2 Nov/));
    expect(screen.queryByRole('button', { name: 'Why?' })).toBeNull();
  });
});
