/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { act, screen, within } from '@testing-library/react';
import { draw, predict, type Drawn } from '../testing/drawPanel.js';
import { segmentation } from '../testing/fixtures.js';
import { contributionBar, reachOf } from './contributionBars.js';
import '../testing/jsdomGaps.js';

const heading = () => screen.getByText('What it goes by');
const fold = () => within(heading().closest('details')!);

async function unfold(drawn: Drawn): Promise<void> {
  await drawn.user.click(heading());
  // The event comes after the click.
  await act(async () => undefined);
}

test('a result does without until a user unfolds it, and then runs the network once more', async () => {
  const drawn = await draw();
  await predict(drawn);
  expect(drawn.modelHost.runs).toBe(1);
  expect(fold().queryByRole('list')).toBeNull();

  await unfold(drawn);
  expect(drawn.modelHost.runs).toBe(2);
  const bars = await fold().findAllByRole('img');
  expect(bars.map((bar) => bar.getAttribute('aria-label'))).toEqual([
    // 2.5, of which 0.5 is usual.
    'Image speaks for it: log odds +2.0',
    'Patient speaks against it: log odds −0.5',
    'Image speaks for it: log odds +2.0',
    'Patient speaks against it: log odds −0.5',
  ]);
  expect(fold().getByText(/beyond what it does in a usual case/)).toBeTruthy();

  // Folded and unfolded again, nothing runs; nor is the result another one.
  await unfold(drawn);
  await unfold(drawn);
  expect(drawn.modelHost.runs).toBe(2);
  expect(screen.getByRole('button', { name: 'Save report' })).toBeTruthy();
});

test('says while it runs that it does, and may fail and be tried again', async () => {
  const drawn = await draw();
  await predict(drawn);
  drawn.modelHost.holds = true;
  await unfold(drawn);
  expect(fold().getByRole('status').textContent).toMatch(/once more for each part/);
  await act(async () =>
    drawn.modelHost.fail(
      new MutationPredictionError('inference-failed.unexpected', { problem: '' }),
    ),
  );
  drawn.modelHost.holds = false;
  await drawn.user.click(fold().getByRole('button', { name: 'Try again' }));
  expect(await screen.findAllByRole('img', { name: /^Image speaks for it/ })).toHaveLength(2);
});

test('nobody waits for it once the lesion was predicted anew', async () => {
  const drawn = await draw();
  await predict(drawn);
  drawn.modelHost.holds = true;
  await unfold(drawn);
  const { lastSignal, finish } = drawn.modelHost;
  drawn.modelHost.holds = false;
  await drawn.user.click(screen.getByRole('button', { name: 'Predict' }));
  expect(lastSignal!.aborted).toBe(true);
  await act(async () => finish());
  expect(fold().queryByRole('img')).toBeNull();
});

test('is not offered for a result that is out of date', async () => {
  const drawn = await draw();
  await predict(drawn);
  act(() => drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] }));
  expect(screen.queryByText('What it goes by')).toBeNull();
});

test('bars begin in the middle, and compare over all targets', () => {
  const image = { group: 'image', change: 3, usual: -1 } as const;
  const patient = { group: 'clinical', change: -1 } as const;
  const reach = reachOf([image, patient]);
  expect(reach).toBe(4);
  expect(contributionBar(image, reach)).toEqual({ group: 'image', value: 4, left: 50, width: 50 });
  expect(contributionBar(patient, reach)).toEqual({
    group: 'clinical',
    value: -1,
    left: 37.5,
    width: 12.5,
  });
  // A small difference stays one where there is no large one.
  expect(contributionBar(patient, reachOf([{ group: 'ring', change: 0.1 }])).width).toBe(25);
});
