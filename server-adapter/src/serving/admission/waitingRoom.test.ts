import type { Refusal } from '../refusal.js';
import { RunEnd } from './runEnd.js';
import { WaitingRoom, type Place } from './waitingRoom.js';

const never = new AbortController().signal;

function room(capacity = 1, queueLength = 2, perUser = 10): WaitingRoom {
  return new WaitingRoom({ capacity, queueLength, perUser });
}

function refusal(admit: () => Place): Refusal {
  try {
    admit();
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('It was admitted.');
}

test('turns come in the order in which they are asked for, as many at once as can run', async () => {
  const here = room(2, 3);
  const places = ['a', 'b', 'c', 'd', 'e'].map((user) => here.admit(user));
  const begun: number[] = [];
  const turns = [3, 0, 4, 1, 2].map((n) => places[n]!.turn(never).then(() => begun.push(n)));
  await Promise.all(turns.slice(0, 2));
  expect(begun).toEqual([3, 0]);
  expect(places.map(({ position }) => position)).toEqual([undefined, 2, 3, undefined, 1]);
  expect([here.running, here.waiting, here.occupied]).toEqual([2, 3, 5]);

  places[3]!.leave();
  places[0]!.leave();
  await Promise.all(turns.slice(2, 4));
  expect(begun).toEqual([3, 0, 4, 1]);
  expect(places[2]!.position).toBe(1);
});

test('a full room says so, and when to come again', () => {
  const here = room(1, 2);
  for (const user of ['a', 'b', 'c']) here.admit(user);
  const { status, message, options } = refusal(() => here.admit('d'));
  expect([status, message]).toEqual([503, 'The queue is full (2 wait).']);
  expect(options.retryAfterS).toBe(3); // three runs of a second, one at a time
});

test('nobody can fill it alone, and others still come in', () => {
  const here = room(1, 10, 3);
  for (let n = 0; n < 3; n++) here.admit('greedy');
  const { status, options } = refusal(() => here.admit('greedy'));
  expect(status).toBe(429);
  expect(options.retryAfterS).toBeGreaterThanOrEqual(1);
  here.admit('other');
});

test('leaving frees a place once, however often it is said', async () => {
  const here = room(1, 0);
  const first = here.admit('a');
  await first.turn(never);
  first.leave();
  first.leave();
  const second = here.admit('b');
  await second.turn(never);
  expect(here.running).toBe(1);
  expect(refusal(() => here.admit('c')).status).toBe(503);
});

test('who gives up while waiting leaves at once, and the others move up', async () => {
  const here = room(1, 3);
  const [running, leaving, staying] = ['a', 'b', 'c'].map((user) => here.admit(user));
  await running!.turn(never);
  const controller = new AbortController();
  const turn = leaving!.turn(controller.signal);
  const last = staying!.turn(never);
  expect(staying!.position).toBe(2);
  controller.abort(new RunEnd('disconnected'));
  expect([here.occupied, staying!.position]).toEqual([2, 1]);
  await expect(turn).rejects.toMatchObject({ kind: 'disconnected' });
  running!.leave();
  await last;
});

test('who has given up before gets no turn', async () => {
  const here = room();
  const signal = AbortSignal.abort(new RunEnd('deadline'));
  await expect(here.admit('a').turn(signal)).rejects.toMatchObject({ kind: 'deadline' });
  expect(here.running).toBe(0);
});

test('a closed room admits nobody, and those inside still get their turn', async () => {
  const here = room();
  const inside = here.admit('a');
  here.close();
  expect(refusal(() => here.admit('b'))).toMatchObject({
    status: 503,
    message: 'The server is stopping.',
  });
  await inside.turn(never);
});
