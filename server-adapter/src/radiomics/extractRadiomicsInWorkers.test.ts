/** On real threads, so on the build (`npm run build`): Node cannot start one from TypeScript. */
import { jest } from '@jest/globals';
import {
  extractRadiomics,
  RADIOMICS_PRESETS,
  type Grid,
  type RadiomicsProgress,
} from '@mutation-prediction/core';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { extractRadiomicsInWorkers } from './extractRadiomicsInWorkers.js';

// Processes and threads start as fast as the machine lets them.
jest.setTimeout(60_000);

const workerUrl = new URL('../../dist/radiomics/worker.js', import.meta.url);
const dyingWorker = new URL(
  `data:text/javascript,${encodeURIComponent(
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(7));",
  )}`,
);

const grid: Grid = {
  size: [40, 36, 20],
  origin: [0, 0, 0],
  axes: [
    [0.75, 0, 0],
    [0, 0.75, 0],
    [0, 0, 2],
  ],
};
const image = hashedCt(grid, false);
const mask = ellipsoidMask(grid, { centre: [20, 17, 9], weights: [1, 1, 3], limit: 80 });
const parameters = {
  ...RADIOMICS_PRESETS[1316],
  setting: { resegmentRange: [-900, 500] },
} as const;

test('threads find what one thread finds, to the last bit', async () => {
  const progress: RadiomicsProgress[] = [];
  const onProgress = (step: RadiomicsProgress) => void progress.push(step);
  const inline = extractRadiomics(image, mask, parameters);
  const threaded = await extractRadiomicsInWorkers(image, mask, parameters, {
    workers: 3,
    workerUrl,
    onProgress,
  });
  expect(threaded).toStrictEqual(inline);
  expect(threaded.features).toHaveLength(1316);
  expect(progress).toEqual(Array.from({ length: 16 }, (_, done) => ({ done, total: 15 })));
});

test('one worker is this thread', async () => {
  const nowhere = new URL('file:///nowhere.js');
  const options = { workers: 1, workerUrl: nowhere };
  const here = await extractRadiomicsInWorkers(image, mask, RADIOMICS_PRESETS[107], options);
  expect(here).toStrictEqual(extractRadiomics(image, mask, RADIOMICS_PRESETS[107]));
});

test('a cancellation in mid-run stops at once', async () => {
  const abort = new AbortController();
  const running = extractRadiomicsInWorkers(image, mask, parameters, {
    workers: 2,
    workerUrl,
    signal: abort.signal,
    onProgress: ({ done }) => done === 2 && abort.abort(),
  });
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
});

test.each([
  ['dies', dyingWorker, 'code 7'],
  ['cannot be loaded', new URL('file:///nowhere/worker.js'), 'nowhere'],
])('a thread that %s is said so', async (_, url, reason) => {
  const running = extractRadiomicsInWorkers(image, mask, parameters, {
    workers: 2,
    workerUrl: url,
  });
  await expect(running).rejects.toMatchObject({
    code: 'worker-failed',
    message: expect.stringContaining(reason) as string,
  });
});
