/** Real processes; their side is the built one. */
import { jest } from '@jest/globals';
import { TaskProcess } from '../processes/taskProcess.js';
import { BackendError } from './backendError.js';
import { ChildPool, type Job } from './childPool.js';

jest.setTimeout(60_000);

const PROGRAM = new URL('./testing/slowTasks.mjs', import.meta.url);

/** What `slowTasks.mjs` serves. */
interface SlowTasks {
  echo(text: string): string;
  block(ms: number): number;
  hang(_: number): never;
  wait(name: string): string;
  cancelled(_: number): readonly string[];
  crash(_: number): never;
}

let pool: ChildPool<SlowTasks>;
let started: TaskProcess<SlowTasks>[];

async function open(size: number, start?: (index: number) => Promise<TaskProcess<SlowTasks>>) {
  started = [];
  pool = new ChildPool({
    size,
    graceMs: 200,
    start:
      start ??
      (async () => {
        const process = new TaskProcess<SlowTasks>(PROGRAM);
        started.push(process);
        await process.call('echo', 'ready', 'a start');
        return process;
      }),
  });
  await pool.open();
}

afterEach(() => pool.close());

type Named = Extract<keyof SlowTasks, string>;

function run<Name extends Named>(
  task: Name,
  argument: Parameters<SlowTasks[Name]>[0],
  limits: Partial<Job<SlowTasks, unknown>> = {},
): Promise<unknown> {
  return pool.run({
    model: 'a model',
    deadlineMs: 30_000,
    ...limits,
    start: ({ process }) => process.start(task, argument as never, 'a model'),
  });
}

const kindOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => 'answered',
    (error: unknown) => (error instanceof BackendError ? error.kind : error),
  );

/** Jobs of one place follow each other, so this one comes after whatever it does now. */
const untilFree = () => run('echo', 'free');

test('jobs wait in turn for a free place, and each has its own answer', async () => {
  await open(2);
  const texts = Array.from({ length: 20 }, (_, n) => `job ${n}`);
  expect(await Promise.all(texts.map((text) => run('echo', text)))).toEqual(texts);
  expect(started).toHaveLength(2);
});

test('a place that is preferred is taken where it is free', async () => {
  await open(2);
  const placeOf = (wanted: number) =>
    pool.run({
      model: 'a model',
      deadlineMs: 30_000,
      prefers: ({ index }) => index === wanted,
      start: ({ index, process }) => ({
        ...process.start('echo', '', 'a model'),
        result: process.call('echo', '', 'a model').then(() => index),
      }),
    });
  // Processes start one after the other.
  while ((await placeOf(1)) !== 1);
  expect([await placeOf(0), await placeOf(1), await placeOf(0)]).toEqual([0, 1, 0]);
});

test('a process that dies fails what it was doing, and another takes its place', async () => {
  await open(2);
  const [doomed, other] = [run('hang', 0), run('block', 300)];
  const waiting = run('echo', 'next');
  started[0]!.kill();
  expect(await kindOf(doomed)).toBe('unavailable');
  expect(await Promise.all([other, waiting])).toEqual([300, 'next']);
  while (started.length < 3) await untilFree();
  expect(started).toHaveLength(3);
});

test('a job that ends its process is answered like that, again and again', async () => {
  await open(1);
  for (let n = 0; n < 3; n++) expect(await kindOf(run('crash', 0))).toBe('unavailable');
  expect(await run('echo', 'still here')).toBe('still here');
});

test('a process that has worked is replaced at once, however many before it have died', async () => {
  await open(1);
  const pauses = jest.spyOn(globalThis, 'setTimeout');
  for (let n = 0; n < 6; n++) {
    await untilFree();
    started[n]!.kill();
    await started[n]!.ended;
  }
  expect(await untilFree()).toBe('free');
  const waited = pauses.mock.calls.map(([, ms]) => ms).filter((ms) => ms !== 30_000);
  pauses.mockRestore();
  expect(waited).toEqual(Array(6).fill(0));
});

test('one that dies before it has worked is replaced later and later', async () => {
  await open(1);
  const pauses = jest.spyOn(globalThis, 'setTimeout');
  for (let n = 0; n < 3; n++) expect(await kindOf(run('crash', 0))).toBe('unavailable');
  expect(await untilFree()).toBe('free');
  const waited = pauses.mock.calls.map(([, ms]) => ms).filter((ms) => ms !== 30_000);
  pauses.mockRestore();
  expect(waited).toEqual([100, 200, 400]);
});

test('past its deadline a job is over, and its process with it', async () => {
  await open(1);
  expect(await kindOf(run('hang', 0, { deadlineMs: 100 }))).toBe('timeout');
  expect(await untilFree()).toBe('free');
  expect(started).toHaveLength(2);
});

test('the deadline counts while a job waits', async () => {
  await open(1);
  const long = run('block', 1000);
  expect(await kindOf(run('echo', 'late', { deadlineMs: 50 }))).toBe('timeout');
  expect(await long).toBe(1000);
  expect(started).toHaveLength(1);
});

describe('a job that is cancelled', () => {
  test('while it waits is never done', async () => {
    await open(1);
    const controller = new AbortController();
    const long = run('block', 500);
    const waiting = run('wait', 'b', { signal: controller.signal });
    controller.abort();
    expect(await kindOf(waiting)).toBe('cancelled');
    await long;
    expect(await run('cancelled', 0)).toEqual([]);
  });

  test('while it runs is told so, and its process lives if it heeds that', async () => {
    await open(1);
    const controller = new AbortController();
    const running = run('wait', 'a', { signal: controller.signal });
    controller.abort();
    expect(await kindOf(running)).toBe('cancelled');
    expect(await run('cancelled', 0)).toEqual(['a']);
    expect(started).toHaveLength(1);
  });

  test('and cannot be stopped is stopped with its process, after the grace', async () => {
    await open(1);
    const controller = new AbortController();
    const running = run('hang', 0, { signal: controller.signal });
    controller.abort();
    expect(await kindOf(running)).toBe('cancelled');
    expect(await untilFree()).toBe('free');
    expect(started).toHaveLength(2);
  });

  test('but ends within the grace costs no process', async () => {
    await open(1);
    const controller = new AbortController();
    const running = run('block', 50, { signal: controller.signal });
    controller.abort();
    expect(await kindOf(running)).toBe('cancelled');
    expect(await untilFree()).toBe('free');
    expect(started).toHaveLength(1);
  });

  test('before it is begun is not begun', async () => {
    await open(1);
    expect(await kindOf(run('hang', 0, { signal: AbortSignal.abort() }))).toBe('cancelled');
    expect(await untilFree()).toBe('free');
    expect(started).toHaveLength(1);
  });
});

test('what keeps the first process from starting keeps the pool from opening', async () => {
  const why = new Error('no device');
  await expect(open(2, () => Promise.reject(why))).rejects.toBe(why);
  expect(await kindOf(run('echo', 'nobody there'))).toBe('unavailable');
});

test('where no process can be started any more, jobs do not wait for one', async () => {
  let first = true;
  await open(1, async () => {
    if (!first) throw new Error('no memory');
    first = false;
    const process = new TaskProcess<SlowTasks>(PROGRAM);
    await process.call('echo', 'ready', 'a start');
    return process;
  });
  expect(await kindOf(run('crash', 0))).toBe('unavailable');
  expect(await kindOf(run('echo', 'nobody there'))).toBe('unavailable');
});

test('a pool that is closed answers nobody and leaves no process', async () => {
  await open(2);
  const running = [run('hang', 0), run('hang', 0), run('echo', 'never')].map(kindOf);
  pool.close();
  expect(await Promise.all(running)).toEqual(Array(3).fill('unavailable'));
  await Promise.all(started.map(({ ended }) => ended));
});
