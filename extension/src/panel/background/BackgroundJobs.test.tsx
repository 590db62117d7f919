/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { act, screen } from '@testing-library/react';
import { button, draw } from '../testing/drawPanel.js';
import { FakeBackgroundServer } from '../testing/fakeBackgroundServer.js';
import { FakeModelServer } from '../testing/fakeModelServer.js';
import { modelEntry, segmentation } from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';
// What is fetched on demand is there before the tests ask for it.
import './BackgroundJobs.js';

const stored = {
  source: 'SEG “GTV-1”, series 1000',
  studyInstanceUid: '1.2.3',
  seriesInstanceUid: '1.2.3.7',
  sopInstanceUid: '1.2.3.6',
};
const LONG = { timeout: 20_000 };

/** A site whose server takes jobs, and sees the segmentation. */
async function drawServed(change: (jobs: FakeBackgroundServer) => void = () => undefined) {
  const modelServer = new FakeModelServer('here');
  const jobs = new FakeBackgroundServer();
  jobs.reachable.set(stored.sopInstanceUid, 'pacs');
  change(jobs);
  modelServer.jobs = jobs;
  const drawn = await draw({}, undefined, undefined, modelServer);
  drawn.studyHost.storedContours = [stored];
  await act(async () => drawn.studyHost.change({ segmentations: [segmentation()] }));
  return { ...drawn, jobs };
}

const submit = () => screen.findByRole('button', { name: 'Predict in the background' }, LONG);

test('is offered only where the server sees the segmentation, and says what it does', async () => {
  await drawServed();
  const offered = await submit();
  const meaning = document.getElementById(offered.getAttribute('aria-describedby')!)!;
  expect(meaning.textContent).toMatch(
    /^Server gpu\.example\.org reads every lesion of SEG “GTV-1”/,
  );
});

test('is not offered for contours that the server does not see', async () => {
  await drawServed(({ reachable }) => reachable.clear());
  await act(async () => undefined);
  expect(screen.queryByRole('button', { name: 'Predict in the background' })).toBeNull();
});

test('leaves the lesions to the server, follows them, and has the viewer look for the report', async () => {
  const { user, jobs, studyHost } = await drawServed();
  await user.click(await submit());
  expect(jobs.submitted).toEqual([['1.2.3.6', 'pacs', modelEntry.digest]]);
  await screen.findByText(/waits for its turn/);
  expect(button('Predict in the background').getAttribute('aria-disabled')).toBe('true');
  act(() => jobs.tell({ id: 'job-1.2.3.6', state: 'running' }));
  screen.getByText(/is being predicted/);
  expect(studyHost.looksForReports).toBe(0);
  await act(async () => jobs.tell({ id: 'job-1.2.3.6', state: 'done' }));
  screen.getByText(/is done; the report is under Earlier/);
  expect(studyHost.looksForReports).toBe(1);
});

test('a report of a study that was left is looked for when it is opened again', async () => {
  const { user, jobs, studyHost } = await drawServed();
  await user.click(await submit());
  studyHost.isStudyOpen = false;
  await act(async () => jobs.tell({ id: 'job-1.2.3.6', state: 'done' }));
  studyHost.isStudyOpen = true;
  await act(async () => studyHost.change({ segmentations: [segmentation()] }));
  expect(studyHost.looksForReports).toBe(2);
  await act(async () => studyHost.change({ segmentations: [segmentation()] }));
  expect(studyHost.looksForReports).toBe(2);
});

test('one that fails says why; one that is cancelled is gone, here and there', async () => {
  const { user, jobs } = await drawServed();
  await user.click(await submit());
  await act(async () =>
    jobs.tell({ id: 'job-1.2.3.6', state: 'failed', failure: 'The archive was away.' }),
  );
  screen.getByText(/failed\. The archive was away\./);
  await user.click(await submit());
  await user.click(button('Cancel'));
  expect(jobs.cancelled).toEqual(['job-1.2.3.6']);
  expect(screen.queryByText(/waits for its turn/)).toBeNull();
});

test('a server that refuses is quoted', async () => {
  const { user } = await drawServed((jobs) => {
    jobs.refusal = new MutationPredictionError('server-busy.full', { server: 'gpu.example.org' });
  });
  await user.click(await submit());
  await screen.findByText(/has too much to do/);
});
