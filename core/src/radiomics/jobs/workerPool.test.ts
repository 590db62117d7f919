import { ellipsoidMask, hashedCt } from '../../../../test/support/hashedCt.js';
import type { Grid } from '../../imaging/grid.js';
import type { Mask } from '../../imaging/volume.js';
import { extractRadiomics } from '../extractRadiomics.js';
import { extractIbsi } from '../ibsi/extractIbsi.js';
import { IBSI_CONFIGURATIONS } from '../ibsi/ibsiParameters.js';
import type { RadiomicsPlan } from './jobs.js';
import { planRadiomics } from './jobs.js';
import { RADIOMICS_PRESETS } from '../parameters/parameters.js';
import { extractRadiomicsInPool, radiomicsWorkerCount, runRadiomicsJobs } from './workerPool.js';
import type { RadiomicsPort, RadiomicsReply, RadiomicsRequest } from './workerProtocol.js';
import { createRadiomicsService, radiomicsWorker } from './workerProtocol.js';

const grid: Grid = {
  size: [24, 22, 18],
  origin: [-10, 20, 5],
  axes: [
    [0.8, 0, 0],
    [0, 0.8, 0],
    [0, 0, 1.5],
  ],
};
const image = hashedCt(grid, false);
const mask: Mask = ellipsoidMask(grid, { centre: [11, 10, 9], weights: [1, 1, 1], limit: 36 });
const parameters = RADIOMICS_PRESETS[851];

/** A worker on this thread that answers later and sees copies only, as a real one does. */
class FakePort implements RadiomicsPort {
  readonly requests: RadiomicsRequest['kind'][] = [];
  isTerminated = false;
  /** Jobs after which it dies. */
  lives = Infinity;
  readonly #serve = createRadiomicsService();
  #onReply: (reply: RadiomicsReply) => void = () => {};
  #onDeath: (reason: string) => void = () => {};

  listen(onReply: (reply: RadiomicsReply) => void, onDeath: (reason: string) => void): void {
    this.#onReply = onReply;
    this.#onDeath = onDeath;
  }

  post(request: RadiomicsRequest): void {
    this.requests.push(request.kind);
    const copy = structuredClone(request);
    setTimeout(() => {
      if (this.isTerminated) return;
      if (request.kind === 'run' && this.lives-- <= 0) return this.#onDeath('out of memory');
      const reply = this.#serve(copy);
      if (reply) this.#onReply(structuredClone(reply));
    });
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

const pool = (count: number) => Array.from({ length: count }, () => new FakePort());
const run = (plan: RadiomicsPlan, ports: readonly FakePort[], options = {}) =>
  runRadiomicsJobs(plan, ports.map(radiomicsWorker), options);

test.each([1, 3, 8])('%i workers find what one thread finds, to the last bit', async (count) => {
  const inline = extractRadiomics(image, mask, parameters);
  const ports = pool(count);
  const progress: number[] = [];
  const plan = planRadiomics({ image, mask, parameters });
  const pooled = await run(plan, ports, {
    onProgress: ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(10);
      progress.push(done);
    },
  });

  expect(pooled).toStrictEqual(inline);
  expect(progress).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (const port of ports) {
    expect(port.isTerminated).toBe(true);
    // The plan crosses once, however many jobs follow.
    expect(port.requests.filter((kind) => kind === 'open')).toHaveLength(1);
  }
});

test('the pool plans in its first worker and starts no more than there are jobs', async () => {
  const ports: FakePort[] = [];
  const start = () => radiomicsWorker(ports[ports.push(new FakePort()) - 1]!);
  const input = { image, mask, parameters: RADIOMICS_PRESETS[107] };
  const pooled = await extractRadiomicsInPool(input, start, 16);

  expect(pooled).toStrictEqual(extractRadiomics(image, mask, RADIOMICS_PRESETS[107]));
  expect(ports.map(({ requests }) => requests)).toEqual([
    ['plan', 'run'],
    ['open', 'run'],
  ]);
});

test('the pool takes the features of the profile ibsi as well, to the last bit', async () => {
  const setting = { ...IBSI_CONFIGURATIONS.B, outlierSigma: 2 };
  const input = { image, mask, parameters: { profile: 'ibsi', setting } as const };
  const progress: number[] = [];
  const pooled = await extractRadiomicsInPool(input, () => radiomicsWorker(new FakePort()), 2, {
    onProgress: ({ done, total }) => progress.push(done / total),
  });
  expect(pooled).toStrictEqual(extractIbsi(image, mask, input.parameters));
  expect(progress).toEqual([0, 1 / 3, 2 / 3, 1]);
});

test('as many workers as jobs, cores and sense allow', () => {
  expect(radiomicsWorkerCount(10, 4)).toBe(4);
  expect(radiomicsWorkerCount(2, 16)).toBe(2);
  expect(radiomicsWorkerCount(20, 64)).toBe(8);
  expect(radiomicsWorkerCount(0, 4)).toBe(1);
});

test('a cancellation in mid-run ends the workers and every wait', async () => {
  const abort = new AbortController();
  const ports = pool(2);
  const plan = planRadiomics({ image, mask, parameters });
  const running = run(plan, ports, {
    signal: abort.signal,
    onProgress: ({ done }: { done: number }) => done === 3 && abort.abort(),
  });
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(ports.every(({ isTerminated }) => isTerminated)).toBe(true);
});

test('a cancellation while the first worker plans ends it', async () => {
  const abort = new AbortController();
  const port = new FakePort();
  const input = { image, mask, parameters };
  const running = extractRadiomicsInPool(input, () => radiomicsWorker(port), 4, {
    signal: abort.signal,
  });
  abort.abort();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(port.isTerminated).toBe(true);
});

test('nothing starts once it is cancelled', async () => {
  const start = () => {
    throw new Error('a worker was started');
  };
  const options = { signal: AbortSignal.abort() };
  await expect(
    extractRadiomicsInPool({ image, mask, parameters }, start, 4, options),
  ).rejects.toMatchObject({ code: 'cancelled' });
});

test('a worker that dies is said so, and takes the others with it', async () => {
  const ports = pool(3);
  ports[1]!.lives = 1;
  const plan = planRadiomics({ image, mask, parameters });
  await expect(run(plan, ports)).rejects.toMatchObject({
    code: 'worker-failed',
    message: expect.stringContaining('out of memory') as string,
  });
  expect(ports.every(({ isTerminated }) => isTerminated)).toBe(true);
});

test('what the engine refuses keeps its code and words across the worker', async () => {
  const empty = { grid, data: new Uint8Array(mask.data.length) };
  const start = () => radiomicsWorker(new FakePort());
  await expect(
    extractRadiomicsInPool({ image, mask: empty, parameters }, start, 4),
  ).rejects.toMatchObject({
    code: 'unsuitable-roi',
    message: 'The mask has no voxel.',
    advice: 'Draw the lesion, or choose another label.',
  });
});
