import { jest } from '@jest/globals';
import { OpenInferenceError } from '../errors.js';
import { RETRY, withRetries } from './retry.js';

const BUSY = new OpenInferenceError('busy', 'full');
const busyFor = (retryAfterMs: number) => new OpenInferenceError('busy', 'full', { retryAfterMs });

let random: jest.SpiedFunction<typeof Math.random>;
beforeEach(() => {
  jest.useFakeTimers();
  random = jest.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** When each try began, ms, and what came of it in the end. */
async function course(
  outcomes: readonly (unknown | 'done')[],
  { timeLeftMs = () => Infinity, attemptMs = 0 } = {},
) {
  const start = performance.now();
  const begun: number[] = [];
  const running = withRetries(
    RETRY,
    { signal: new AbortController().signal, timeLeftMs },
    async () => {
      const outcome = outcomes[Math.min(begun.length, outcomes.length - 1)];
      begun.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, attemptMs));
      if (outcome !== 'done') throw outcome;
      return outcome;
    },
  ).catch((error: unknown) => error);
  await jest.runAllTimersAsync();
  return { begun, end: await running };
}

test('waits are twice as long after each try, at most', async () => {
  expect(await course([BUSY])).toEqual({ begun: [0, 500, 1500, 3500], end: BUSY });
});

test('waits are random from nothing', async () => {
  random.mockReturnValueOnce(0).mockReturnValueOnce(0.5);
  expect(await course([BUSY, BUSY, 'done'])).toEqual({ begun: [0, 0, 500], end: 'done' });
});

test('begin once the time is over for which the server asked', async () => {
  expect(await course([busyFor(4000), 'done'])).toEqual({ begun: [0, 4500], end: 'done' });
});

test('no try begins 30 s after the first', async () => {
  const error = busyFor(20_000);
  expect(await course([error])).toEqual({ begun: [0, 20_500], end: error });
  const longer = busyFor(30_000);
  expect(await course([longer])).toEqual({ begun: [0], end: longer });
  expect(await course([BUSY], { attemptMs: 15_000 })).toEqual({ begun: [0, 15_500], end: BUSY });
});

test('no wait outlasts the deadline: the reason is told at once', async () => {
  const error = busyFor(2000);
  expect(await course([error], { timeLeftMs: () => 2400 })).toEqual({ begun: [0], end: error });
});

test.each(['server', 'invalid', 'timeout', 'protocol', 'not-found'] as const)(
  '%s is not tried again',
  async (kind) => {
    const error = new OpenInferenceError(kind, 'x');
    expect(await course([error])).toEqual({ begun: [0], end: error });
  },
);

test("what is not the server's doing is not tried again", async () => {
  const error = new Error('no token');
  expect(await course([error])).toEqual({ begun: [0], end: error });
});
