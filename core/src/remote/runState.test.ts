import { progressOfRun } from './runState.js';

const views = [{ plane: 'axial', targets: [{ id: 'EGFR', probability: 0.25 }] }];

test.each([
  [
    { stage: 'waiting', position: 2 },
    { stage: 'queue', place: 2 },
  ],
  [{ stage: 'waiting' }, { stage: 'queue' }],
  [{ stage: 'running' }, { stage: 'run' }],
  [
    { id: 'mine', stage: 'running', loaded: 1, total: 9, views },
    { stage: 'run', loaded: 1, total: 9, views },
  ],
])('%j is how far a run is', (answer, progress) => {
  expect(progressOfRun(answer)).toEqual(progress);
});

test.each([
  [undefined],
  ['running'],
  [{ stage: 'done' }],
  [{ stage: 'waiting', position: 0 }],
  [{ stage: 'running', loaded: 1, total: 9, views: [{ plane: 'axial' }] }],
  [
    {
      stage: 'running',
      views: [{ plane: 'axial', targets: [{ id: 'EGFR', probability: 2 }] }],
    },
  ],
])('%j says nothing of a run', (answer) => {
  expect(progressOfRun(answer)).toBeUndefined();
});
