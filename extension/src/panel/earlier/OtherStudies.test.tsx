/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { act, screen, within } from '@testing-library/react';
import type { PriorReports } from '../../contract.js';
import type { Drawn } from '../testing/drawPanel.js';
import { button, draw, predict, section, twoLesions } from '../testing/drawPanel.js';
import { lesion, modelEntry, priorPrediction } from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';

const earlier = () => section('Earlier');
const prior = (...entries: PriorReports['entries']): PriorReports => ({
  status: 'ready',
  entries,
  refused: [],
});

/** The rows of the table of one lesion, cell by cell. */
function thenAndNow(): string[][] {
  const table = earlier().getByRole('table', { name: 'Then and now' });
  const rows = within(table).getAllByRole('row').slice(1);
  return rows.map((row) => [...row.children].map((cell) => cell.textContent ?? ''));
}

const answer = async ({ user }: Drawn, name: string) =>
  user.click(earlier().getByRole('button', { name }));

test('a lesion with the same tracking UID stands beside the current one', async () => {
  const drawn = await draw({ prior: prior(priorPrediction()) });
  drawn.studyHost.trackingUids.set('seg-1:1:1', '2.25.500');
  await predict(drawn);
  earlier().getByText('12 Mar 2024');
  earlier().getByText('Same lesion: it bears the same tracking UID.');
  expect(thenAndNow()).toEqual([
    ['EGFR', '0.27', '0.31', '+0.04'],
    ['KRAS', '0.60', '0.56', '−0.04'],
    ['Diameter', '20 mm', '23 mm', '+16 %'],
    ['Volume', '3.2 cm³', '4.1 cm³', '+29 %'],
  ]);
  expect(earlier().queryByRole('group', { name: /Same lesion/ })).toBeNull();
});

test('sizes compare before a prediction, probabilities only after', async () => {
  const drawn = await draw({ prior: prior(priorPrediction()) });
  act(() => drawn.studyHost.trackingUids.set('seg-1:1:1', '2.25.500'));
  act(() => drawn.studyHost.change({ prior: prior(priorPrediction()) }));
  expect(thenAndNow()[0]).toEqual(['EGFR', '0.27', '–', '']);
  expect(thenAndNow()[2]).toEqual(['Diameter', '20 mm', '23 mm', '+16 %']);
  earlier().getByText('Predict to compare the probabilities.');
});

test('probabilities of another model are shown, not subtracted', async () => {
  const { model } = priorPrediction().prediction;
  const other = priorPrediction({ model: { ...model, digest: `sha256:${'1'.repeat(64)}` } });
  const drawn = await draw({ prior: prior(other) });
  drawn.studyHost.trackingUids.set('seg-1:1:1', '2.25.500');
  await predict(drawn);
  expect(modelEntry.digest).not.toBe(other.prediction.model.digest);
  expect(thenAndNow()[0]).toEqual(['EGFR', '0.27', '0.31', '']);
  earlier().getByText('Another model: its probabilities are not comparable.');
});

describe('a lesion that may be the same', () => {
  test('is compared only after a Yes, which can be taken back', async () => {
    const drawn = await draw({ prior: prior(priorPrediction()) });
    await predict(drawn);
    expect(earlier().queryByRole('table')).toBeNull();
    earlier().getByRole('group', { name: 'Same lesion as Lesion 1 of 12 Mar 2024?' });
    earlier().getByText(/Positions in two scans do not compare/);

    await answer(drawn, 'Yes');
    expect(thenAndNow()[0]).toEqual(['EGFR', '0.27', '0.31', '+0.04']);
    expect(drawn.studyHost.trackingUids.get('seg-1:1:1')).toBe('2.25.500');

    await answer(drawn, 'Not the same');
    expect(earlier().queryByRole('table')).toBeNull();
    expect(drawn.studyHost.trackingUids.get('seg-1:1:1')).not.toBe('2.25.500');
    earlier().getByText('Taken for another lesion.');
  });

  test('gives its tracking UID to the report of a result that is there already', async () => {
    const drawn = await draw({ prior: prior(priorPrediction()) });
    await predict(drawn);
    await answer(drawn, 'Yes');
    await drawn.user.click(button('Save report'));
    await screen.findByText(/Stored in the archive/);
    expect(drawn.studyHost.reported.map(({ lesion: { trackingUid } }) => trackingUid)).toEqual([
      '2.25.500',
    ]);
  });

  test('is not asked about again after a No, but the answer can be changed', async () => {
    const drawn = await draw({ prior: prior(priorPrediction()) });
    await answer(drawn, 'No');
    earlier().getByText('Taken for another lesion.');
    expect(drawn.studyHost.trackingUids.size).toBe(0);
    await answer(drawn, 'Same lesion as Lesion 1 of 12 Mar 2024? Yes');
    earlier().getByText(/Same lesion, as you said/);
  });

  test('cannot be two lesions of now', async () => {
    const drawn = await draw({ segmentations: twoLesions, prior: prior(priorPrediction()) });
    earlier().getByText('Choose a lesion to compare it.');
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
    await answer(drawn, 'Yes');
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 2/ }));
    await answer(drawn, 'Yes');
    const { trackingUids } = drawn.studyHost;
    expect(trackingUids.get('seg-1:2:1')).toBe('2.25.500');
    expect(trackingUids.get('seg-1:1:1')).not.toBe('2.25.500');
  });

  test('in one frame of reference is near or apart', async () => {
    const { inputs, lesion: then } = priorPrediction().prediction;
    const image = { ...inputs.image!, frameOfReferenceUid: lesion().frameOfReferenceUid };
    const at = (x: number, uid: string, id: string) =>
      priorPrediction(
        {
          inputs: { ...inputs, image },
          lesion: { ...then, trackingUid: uid, centroidLps: [x, -20, 110] },
        },
        id,
      );
    await draw({ prior: prior(at(60, '2.25.501', '1.8.1'), at(-63.4, '2.25.502', '1.8.2')) });
    const items = earlier().getAllByRole('listitem');
    expect(items[0]!.textContent).toContain('3.4 mm apart in one frame of reference.');
    expect(items[1]!.textContent).toContain('Taken for another lesion.');
  });
});

test('a prediction of another study is opened read-only', async () => {
  const drawn = await draw({ prior: prior(priorPrediction()) });
  await answer(drawn, 'Open the prediction of Lesion 1, study of 12 Mar 2024');
  await screen.findByText(/^Read-only: stored report of 14 Mar 2024/);
});

test('what is not shown is counted, and why', async () => {
  await draw({
    prior: {
      status: 'ready',
      entries: [],
      refused: ['PatientName', 'PatientName', 'unreadable'],
    },
  });
  earlier().getByText('No stored prediction in another study.');
  earlier().getByText(
    '2 reports filed under this patient’s ID are not shown: another patient name.',
  );
  earlier().getByText('1 report filed under this patient’s ID is not shown: it cannot be read.');
});

test('a search under way and one that failed say so', async () => {
  const drawn = await draw({ prior: { status: 'searching', entries: [], refused: [] } });
  earlier().getByText('Looking in the archive…');
  const error = new MutationPredictionError('unsupported-object.studies-not-searched');
  act(() =>
    drawn.studyHost.change({ prior: { status: 'failed', entries: [], refused: [], error } }),
  );
  earlier().getByText('The archive could not be searched for other studies of the patient.');
});
