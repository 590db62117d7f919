/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { act, screen, within } from '@testing-library/react';
import { button, draw, section, type Drawn } from '../testing/drawPanel.js';
import { lesion, prediction, priorPrediction, segmentation } from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';

const three = [
  segmentation({
    lesions: [
      lesion(),
      lesion({ id: 'seg-1:2:1', label: 'Lesion 2', longestDiameterMm: 11 }),
      lesion({ id: 'seg-1:3:1', label: 'Lesion 3', longestDiameterMm: 8 }),
    ],
  }),
];

/** Three lesions, each with a tracking UID of its own. */
async function drawThree(setUp: (drawn: Drawn['modelHost']) => void = () => undefined) {
  const drawn = await draw({ segmentations: three }, setUp);
  for (const n of [1, 2, 3]) drawn.studyHost.trackAs(`seg-1:${n}:1`, `2.25.7${n}`);
  return drawn;
}

const predictAll = ({ user }: Drawn) => user.click(button('All 3 lesions'));
const table = () => screen.findByRole('table', { name: 'Results of all lesions' });
const rowOf = async (name: string) =>
  within(
    (await screen.findByRole('button', { name: `Show the result of ${name}` })).closest('tr')!,
  );
const order = () =>
  screen.getAllByRole('button', { name: /^Show the result of/ }).map((row) => row.title);
const cell = (text: string | RegExp) => section('All lesions').getAllByText(text);

test('one click predicts every lesion, and one report holds them all', async () => {
  const drawn = await drawThree();
  await predictAll(drawn);
  await table();
  expect(drawn.studyHost.prepared.map(({ lesionId }) => lesionId)).toEqual([
    'seg-1:1:1',
    'seg-1:2:1',
    'seg-1:3:1',
  ]);
  expect(cell('0.31')).toHaveLength(3);
  await drawn.user.click(button('Save report of all 3'));
  expect(await screen.findByText(/Stored in the archive/)).toBeTruthy();
  expect(drawn.studyHost.stored).toHaveLength(1);
  expect(drawn.studyHost.reported.map((made) => made.lesion.label)).toEqual([
    'Lesion 1',
    'Lesion 2',
    'Lesion 3',
  ]);
});

test('a lesion alone offers no table, and no button for all', async () => {
  const { user } = await draw();
  expect(screen.queryByRole('button', { name: /^All/ })).toBeNull();
  await user.click(button('Predict'));
  await screen.findByText('What the network saw');
  expect(screen.queryByRole('region', { name: 'All lesions' })).toBeNull();
});

test('a row shows its result, and a single report is still to be had', async () => {
  const drawn = await drawThree();
  await predictAll(drawn);
  await table();
  screen.getByText('Pick a lesion above to see its result.');
  await drawn.user.click(button('Show the result of Lesion 2'));
  expect(screen.getByRole('radio', { name: /Lesion 2/, checked: true })).toBeTruthy();
  expect(section('Result').getByText(/^Lesion 2 · MMDL/)).toBeTruthy();
  await drawn.user.click(button('Save this alone'));
  expect(drawn.studyHost.reported.map((made) => made.lesion.label)).toEqual(['Lesion 2']);
});

test('says which of how many is being predicted, and what became of it when cancelled', async () => {
  const drawn = await drawThree((modelHost) => {
    modelHost.holds = true;
  });
  await predictAll(drawn);
  const bar = await screen.findByRole('progressbar', { name: 'Lesion 1 of 3: Lesion 1…' });
  const start = Number(bar.getAttribute('aria-valuenow'));
  expect((await rowOf('Lesion 3')).getByText('Waiting')).toBeTruthy();
  await act(async () => drawn.modelHost.finish());
  const next = await screen.findByRole('progressbar', { name: 'Lesion 2 of 3: Lesion 2…' });
  expect(Number(next.getAttribute('aria-valuenow'))).toBeGreaterThan(start);
  await drawn.user.click(button('Cancel'));
  expect(section('All lesions').getAllByText('0.31')).toHaveLength(1);
  expect(screen.getAllByText('Cancelled after 1 of 3 lesions.').length).toBeGreaterThan(0);
  expect(drawn.modelHost.runs).toBe(2);

  drawn.modelHost.holds = false;
  await predictAll(drawn);
  await screen.findByRole('button', { name: 'Save report of all 3' });
  // The one that had a result was not predicted again.
  expect(drawn.modelHost.runs).toBe(4);
});

test('one that fails does not stop the others; its reason stands in the table', async () => {
  const drawn = await drawThree(({ failures }) => {
    failures.set('Lesion 1', new MutationPredictionError('no-segment.gone'));
  });
  await predictAll(drawn);
  const first = await rowOf('Lesion 1');
  await first.findByText('Failed');
  expect(first.getByText(/is no longer there/)).toBeTruthy();
  expect((await rowOf('Lesion 3')).getByText('0.31')).toBeTruthy();
  await drawn.user.click(button('Save report of all 2'));
  expect(drawn.studyHost.reported.map((made) => made.lesion.label)).toEqual([
    'Lesion 2',
    'Lesion 3',
  ]);
});

test('one that a check withholds is listed as withheld, without numbers', async () => {
  const drawn = await drawThree(({ withheld }) => {
    withheld.add('Lesion 2');
  });
  await predictAll(drawn);
  const second = await rowOf('Lesion 2');
  expect(second.getAllByText('Withheld')).toHaveLength(2);
  expect(second.queryByText(/^0\.\d\d$/)).toBeNull();
  expect(second.getByText(/^2 notes: /)).toBeTruthy();
});

test('is sorted by any column, what has no number last', async () => {
  const drawn = await drawThree(({ withheld }) => {
    withheld.add('Lesion 1');
  });
  await predictAll(drawn);
  const shown = within(await table());
  const sortBy = (name: string) => drawn.user.click(shown.getByRole('button', { name }));
  expect(order()).toEqual(['Lesion 1', 'Lesion 2', 'Lesion 3']);
  await sortBy('EGFR');
  expect(order().at(-1)).toBe('Lesion 1');
  expect(screen.getByRole('columnheader', { name: /EGFR/ }).getAttribute('aria-sort')).toBe(
    'descending',
  );
  await sortBy('EGFR');
  expect(order().at(-1)).toBe('Lesion 1');
  await sortBy('Lesion');
  await sortBy('Lesion');
  expect(order()).toEqual(['Lesion 3', 'Lesion 2', 'Lesion 1']);
  await sortBy('Notes');
  expect(order()[0]).toBe('Lesion 1');
});

test('shows the change since the study before, of the same lesion by the same model', async () => {
  const then = priorPrediction({ lesion: { ...prediction().lesion, trackingUid: '2.25.72' } });
  const drawn = await drawThree();
  act(() => drawn.studyHost.change({ prior: { status: 'ready', entries: [then], refused: [] } }));
  await predictAll(drawn);
  const second = await rowOf('Lesion 2');
  // 11 mm now, 23.2 mm then.
  expect(second.getByText('−53 %')).toBeTruthy();
  expect(second.getByText('+0.04')).toBeTruthy();
  expect((await rowOf('Lesion 1')).queryByText(/[+−±]/)).toBeNull();
});

test('results that are out of date are not saved with the others', async () => {
  const drawn = await drawThree();
  await predictAll(drawn);
  await table();
  const [entry] = three;
  const moved = lesion({ centroidLps: [0, 0, 0] });
  act(() =>
    drawn.studyHost.change({
      segmentations: [{ ...entry!, lesions: [moved, ...entry!.lesions.slice(1)] }],
    }),
  );
  expect((await rowOf('Lesion 1')).getAllByText('Out of date')).toHaveLength(2);
  expect(button('Save report of all 2')).toBeTruthy();
});

test('what the report takes over from the one that it replaces is told', async () => {
  const drawn = await drawThree();
  drawn.studyHost.replaced = {
    contentDate: '2026-01-01T10:00:00',
    signature: { kind: 'unsigned' },
  };
  drawn.studyHost.carried = 2;
  await drawn.user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
  await drawn.user.click(button('Predict'));
  await screen.findByText(/2 other lesions in it are taken over unchanged/);
});

describe('a stored report of several lesions', () => {
  const entries = [1, 2, 3].map((n) => ({
    id: n === 1 ? '1.9.1' : `1.9.1#${n}`,
    contentDate: '2026-01-01T10:00:00',
    prediction: prediction({
      uid: `2.25.90${n}`,
      lesion: { ...prediction().lesion, label: `Nodule ${n}`, trackingUid: `2.25.7${n}` },
    }),
  }));

  test('is listed once; opened, it shows all of them, chooses the lesion it is on and goes there', async () => {
    const drawn = await drawThree();
    act(() => drawn.studyHost.change({ earlier: entries }));
    expect(section('Earlier').getByText('3 lesions')).toBeTruthy();
    await drawn.user.click(button(/^Open the prediction of/));
    await table();
    expect(screen.getByRole('radio', { name: /Lesion 1/, checked: true })).toBeTruthy();
    expect(drawn.studyHost.jumps).toEqual([lesion().centroidLps]);
    await drawn.user.click(button('Show the result of Nodule 3'));
    expect(section('Result').getByText(/^Nodule 3 · MMDL/)).toBeTruthy();
    expect(screen.getByRole('radio', { name: /Lesion 3/, checked: true })).toBeTruthy();
  });

  test('that is opened before its lesion was read chooses that once it is', async () => {
    const drawn = await drawThree();
    act(() =>
      drawn.studyHost.change({ segmentations: [], earlier: entries, reportInViewport: '1.9.1' }),
    );
    expect(screen.queryByRole('radio')).toBeNull();
    act(() => drawn.studyHost.change({ segmentations: three }));
    expect(screen.getByRole('radio', { name: /Lesion 1/, checked: true })).toBeTruthy();
    expect(screen.getByText(/^Read-only: stored report/)).toBeTruthy();
  });
});
