import type { OnProgress } from '@mutation-prediction/core';
import type { RunEnd } from './runEnd.js';
import { Runs } from './runs.js';
import { WaitingRoom } from './waitingRoom.js';

let room: WaitingRoom;
let runs: Runs;

beforeEach(() => {
  room = new WaitingRoom({ capacity: 1, queueLength: 10, perUser: 10 });
  runs = new Runs();
});
afterEach(() => runs.drain(0));

/** Work that goes on until it is told to end, and then ends for that reason. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as RunEnd));
  });

const start = <T>(
  work: (signal: AbortSignal, onProgress: OnProgress) => Promise<T>,
  id?: string,
  deadlineMs = 60_000,
) =>
  runs.start(
    { subject: 'user-1', place: room.admit('user-1'), deadlineMs, ...(id && { id }) },
    work,
  );

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('a run waits for its turn, works, and makes room', async () => {
  const first = start(endless, 'a');
  const second = start(async () => 'answer', 'b');
  await nextTurn();
  expect([first.state(), second.state()]).toEqual([
    { stage: 'running' },
    { stage: 'waiting', position: 1 },
  ]);
  first.cancel('cancelled');
  expect(await second.answer).toBe('answer');
  expect(room.occupied).toBe(0);
});

test('a run that tells how far it is says the latest', async () => {
  const views = [{ plane: 'axial', targets: [{ id: 'EGFR', probability: 0.4 }] }] as const;
  let end = () => {};
  const run = start((_, onProgress) => {
    onProgress({ stage: 'run', loaded: 1, total: 9 });
    onProgress({ stage: 'run', loaded: 2, total: 9, views });
    return new Promise<void>((resolve) => (end = resolve));
  });
  await nextTurn();
  expect(run.state()).toEqual({ stage: 'running', loaded: 2, total: 9, views });
  end();
  await run.answer;
});

test('a run is known to its caller by the caller’s id, as long as it lasts', async () => {
  const run = start(async () => 'answer', 'mine');
  expect(runs.find('user-1', 'mine')).toBe(run);
  expect(runs.find('user-2', 'mine')).toBeUndefined();
  await run.answer;
  await nextTurn();
  expect(runs.find('user-1', 'mine')).toBeUndefined();
});

test('of two runs with one id the later one is meant, also when the first ends', async () => {
  const first = start(endless, 'same');
  const second = start(endless, 'same');
  first.cancel('cancelled');
  await first.answer.catch(() => {});
  await nextTurn();
  expect(runs.find('user-1', 'same')).toBe(second);
  second.cancel('cancelled');
});

test('a run goes on while anybody waits for it, and ends with the last', async () => {
  const run = start(endless);
  const [detachFirst, detachSecond] = [run.attach(), run.attach()];
  detachFirst();
  detachFirst();
  await nextTurn();
  expect(run.state()).toEqual({ stage: 'running' });
  detachSecond();
  await expect(run.answer).rejects.toMatchObject({ kind: 'disconnected' });
  expect(room.occupied).toBe(0);
});

test('a queued run that nobody waits for is gone at once', async () => {
  start(endless);
  const queued = start(endless);
  expect(room.waiting).toBe(1);
  queued.attach()();
  expect(room.waiting).toBe(0);
  await expect(queued.answer).rejects.toMatchObject({ kind: 'disconnected' });
});

test('a deadline ends runs that wait and runs that work', async () => {
  const [working, waiting] = [start(endless, 'a', 20), start(endless, 'b', 30)];
  await expect(working.answer).rejects.toMatchObject({ kind: 'deadline' });
  await expect(waiting.answer).rejects.toMatchObject({ kind: 'deadline' });
});

test('draining waits for those that end, and ends those that do not', async () => {
  const good = start(async () => 'answer');
  const bad = start(endless);
  await runs.drain(50);
  expect(await good.answer).toBe('answer');
  await expect(bad.answer).rejects.toMatchObject({ kind: 'stopping' });
});

test('draining takes no longer than it must', async () => {
  start(async () => 'answer');
  await runs.drain(60_000);
});
