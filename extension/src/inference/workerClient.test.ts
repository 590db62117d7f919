import { MutationPredictionError } from '@mutation-prediction/core';
import { ALIVE } from './life.js';
import type { Answers, WorkerReply, WorkerRequest } from './messages.js';
import { WebGpuFailure } from './webGpuFailure.js';
import { WorkerClient } from './workerClient.js';

/** A worker that does what the test says. */
class FakeWorker extends EventTarget {
  readonly asked: WorkerRequest[] = [];
  isTerminated = false;

  readonly name: string;

  constructor(
    readonly url: string,
    { name }: WorkerOptions,
  ) {
    super();
    this.name = name ?? '';
    if (refusal) throw new Error(refusal);
    workers.push(this);
  }

  postMessage(request: WorkerRequest): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  reply(data: WorkerReply): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  die(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

let workers: FakeWorker[];
let refusal: string | undefined;
let client: WorkerClient<WorkerRequest, Answers>;

beforeEach(() => {
  workers = [];
  refusal = undefined;
  Object.assign(globalThis, { Worker: FakeWorker });
  client = new WorkerClient('https://viewer.example/inference.worker.js');
});

const request = { kind: 'describe', policy: { preference: 'auto' } } as const;
const answer = { runtime: 'onnxruntime-web', backend: 'wasm', name: 'CPU' } as const;
const done: WorkerReply = { kind: 'done', answer };
/** Lets what has been asked reach the worker. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('a worker that the browser ends without a word', () => {
  /** Locks that are free when a test says so. */
  let free: Map<string, () => void>;

  beforeEach(() => {
    free = new Map();
    const locks = { request: (name: string, granted: () => void) => free.set(name, granted) };
    Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  });
  afterEach(() => {
    Object.defineProperty(globalThis, 'navigator', { value: undefined, configurable: true });
  });

  const alive = (worker: FakeWorker) =>
    worker.dispatchEvent(new MessageEvent('message', { data: ALIVE }));

  test('fails what was asked of it, and the next request starts another', async () => {
    const asked = client.ask(request);
    await settle();
    alive(workers[0]!);
    free.get(workers[0]!.name)!();
    await expect(asked).rejects.toMatchObject({
      code: 'inference-failed',
      reason: 'inference-failed.worker-ended',
    });
    const next = client.ask(request);
    await settle();
    expect(workers).toHaveLength(2);
    expect(workers[1]!.name).not.toBe(workers[0]!.name);
    workers[1]!.reply(done);
    expect(await next).toEqual(answer);
  });

  test('is replaced, too, when it ends between two requests', async () => {
    const first = client.ask(request);
    await settle();
    alive(workers[0]!);
    workers[0]!.reply(done);
    await first;
    free.get(workers[0]!.name)!();
    const second = client.ask(request);
    await settle();
    expect(workers).toHaveLength(2);
    workers[1]!.reply(done);
    expect(await second).toEqual(answer);
  });

  test('is not waited for before it holds its lock', async () => {
    const asked = client.ask(request);
    await settle();
    expect(free.size).toBe(0);
    workers[0]!.reply(done);
    await asked;
  });
});

test('the first request starts the worker, and later ones use it', async () => {
  expect(workers).toEqual([]);
  for (let n = 0; n < 2; n++) {
    const asked = client.ask(request);
    await settle();
    workers[0]!.reply(done);
    expect(await asked).toEqual(answer);
  }
  expect(workers.map(({ url }) => url)).toEqual(['https://viewer.example/inference.worker.js']);
  expect(workers[0]!.asked).toEqual([request, request]);
});

test('one request is made at a time, each answered with its own answer', async () => {
  const first = client.ask(request);
  const second = client.ask(request);
  await settle();
  expect(workers[0]!.asked).toHaveLength(1);

  workers[0]!.reply(done);
  expect(await first).toEqual(answer);
  await settle();
  expect(workers[0]!.asked).toHaveLength(2);
  workers[0]!.reply({ kind: 'done', answer: { ...answer, name: 'other' } });
  expect((await second).name).toBe('other');
});

test('progress is passed on to the request that is under way, and to no other', async () => {
  const seen: string[] = [];
  const listen = (name: string) => ({
    onProgress: ({ stage }: { stage: string }) => void seen.push(`${name} ${stage}`),
  });
  const first = client.ask(request, listen('first'));
  const second = client.ask(request, listen('second'));
  await settle();
  workers[0]!.reply({ kind: 'progress', progress: { stage: 'verify' } });
  workers[0]!.reply(done);
  await first;
  await settle();
  workers[0]!.reply({ kind: 'progress', progress: { stage: 'verify' } });
  workers[0]!.reply(done);
  await second;
  expect(seen).toEqual(['first verify', 'second verify']);
});

test.each<[string, (worker: FakeWorker) => void, object]>([
  [
    'a refusal',
    (worker) =>
      worker.reply({
        kind: 'failed',
        error: {
          code: 'model-hash-mismatch',
          reason: 'model-hash-mismatch.size',
          values: { file: 'model.onnx', found: 1, expected: 2 },
        },
      }),
    {
      code: 'model-hash-mismatch',
      message: 'The model file model.onnx has 1 bytes instead of 2.',
      advice: expect.stringContaining('fetch the package again') as string,
    },
  ],
  [
    'a failure of WebGPU',
    (worker) =>
      worker.reply({
        kind: 'webgpu-failed',
        error: {
          code: 'inference-failed',
          reason: 'inference-failed.not-run',
          values: { backend: 'WebGPU', problem: 'no Conv' },
        },
      }),
    new WebGpuFailure('The network could not be run on WebGPU: no Conv'),
  ],
  [
    'its death',
    (worker) => worker.die('out of memory'),
    { code: 'inference-failed', message: 'The inference worker stopped: out of memory' },
  ],
  [
    'a script that does not load',
    (worker) => worker.die(''),
    { code: 'inference-failed', message: expect.stringContaining('could not be loaded from') },
  ],
])('after %s the worker is ended, and the next request starts a fresh one', async (...row) => {
  const [, fail, error] = row;
  const failed = client.ask(request);
  const waiting = client.ask(request);
  await settle();
  fail(workers[0]!);
  await expect(failed).rejects.toMatchObject(error);
  expect(workers[0]!.isTerminated).toBe(true);

  await settle();
  expect(workers).toHaveLength(2);
  workers[1]!.reply(done);
  expect(await waiting).toEqual(answer);
});

test('ending waits for what was asked before; what is asked afterwards starts a fresh worker', async () => {
  await client.end();
  expect(workers).toEqual([]);
  const before = client.ask(request);
  const ended = client.end();
  const after = client.ask(request);
  await settle();
  expect(workers[0]!.isTerminated).toBe(false);

  workers[0]!.reply(done);
  expect(await before).toEqual(answer);
  await ended;
  expect(workers[0]!.isTerminated).toBe(true);
  await settle();
  workers[1]!.reply(done);
  expect(await after).toEqual(answer);
  expect(workers[1]!.isTerminated).toBe(false);
});

test('a worker that cannot be made is said so', async () => {
  refusal = 'another origin';
  await expect(client.ask(request)).rejects.toMatchObject({
    code: 'inference-failed',
    message: 'The inference worker stopped: another origin',
  });
});

describe('cancelling', () => {
  const cancelled = { code: 'cancelled' };

  test('a running request ends the worker at once', async () => {
    const controller = new AbortController();
    const asked = client.ask(request, { signal: controller.signal });
    await settle();
    controller.abort();
    await expect(asked).rejects.toMatchObject(cancelled);
    expect(workers[0]!.isTerminated).toBe(true);
  });

  test('a waiting request leaves the running one alone, and lets no other overtake it', async () => {
    const controller = new AbortController();
    const running = client.ask(request);
    const waiting = client.ask(request, { signal: controller.signal });
    const last = client.ask(request);
    await settle();
    controller.abort();
    await expect(waiting).rejects.toBeInstanceOf(MutationPredictionError);
    await expect(waiting).rejects.toMatchObject(cancelled);
    await settle();
    expect(workers).toHaveLength(1);
    expect(workers[0]).toMatchObject({ isTerminated: false, asked: [request] });

    workers[0]!.reply(done);
    expect(await running).toEqual(answer);
    await settle();
    workers[0]!.reply(done);
    expect(await last).toEqual(answer);
  });

  test('a request that is cancelled already starts no worker', async () => {
    const asked = client.ask(request, { signal: AbortSignal.abort() });
    await expect(asked).rejects.toMatchObject(cancelled);
    expect(workers).toEqual([]);
  });
});
