import {
  chestPhantom,
  cropVolume,
  MutationPredictionError,
  type ExtractedFeatures,
  type FeatureInput,
  type PredictionRequest,
  type Predictor,
} from '@mutation-prediction/core';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { predictionFixture } from '../../../test/support/predictionFixture.js';
import type { Platform } from '../inference/device.js';
import { runDeviceBench, taskWords, type BenchPlaces } from './deviceBench.js';
import { durations, type BenchRow } from './result.js';

const { ct, nodule } = chestPhantom({ size: [48, 48, 24] });
const MODEL = { url: 'https://here/models/one/', manifest: manifestFixture(), digest: 'sha256:00' };
const PLATFORM: Platform = { jspi: true, cores: 4, crossOriginIsolated: true };

interface Seen {
  readonly rows: BenchRow[];
  readonly steps: string[];
  readonly requests: PredictionRequest[];
  readonly inputs: FeatureInput[];
  /** Predictors that were made and given back. */
  readonly opened: string[];
  released: number;
}

/** Places where every run takes as long as `lasting` says, one after the other. */
function places(lasting: readonly number[], overrides: Partial<BenchPlaces> = {}) {
  const seen: Seen = { rows: [], steps: [], requests: [], inputs: [], opened: [], released: 0 };
  let time = 0;
  let calls = 0;
  const all: BenchPlaces = {
    subject: () => ({
      ct: {
        grid: ct.grid,
        acquisition: {},
        readRegion: (box) => Promise.resolve(cropVolume(ct, box)),
      },
      lesion: nodule,
    }),
    predictorOn: (backend) => {
      seen.opened.push(backend);
      return {
        predict: (request: PredictionRequest) => {
          seen.requests.push(request);
          return Promise.resolve({ prediction: predictionFixture() });
        },
        release: () => Promise.resolve(void seen.released++),
      } as unknown as Predictor;
    },
    extract: (input) => {
      seen.inputs.push(input);
      return Promise.resolve({} as ExtractedFeatures);
    },
    // Asked before and after each run.
    now: () => (calls++ % 2 === 0 ? time : (time += lasting[((calls >> 1) - 1) % lasting.length]!)),
    ...overrides,
  };
  const listener = {
    onStep: (words: string) => void seen.steps.push(words),
    onRow: (row: BenchRow) => void seen.rows.push(row),
  };
  return { all, seen, listener };
}

const run = ({ all, listener }: ReturnType<typeof places>, platform = PLATFORM, runs = 3) =>
  runDeviceBench({ models: [MODEL], platform, runs }, all, listener, new AbortController().signal);

test('tells the first run from those after it', async () => {
  const setUp = places([900, 30, 10, 20]);
  await run(setUp);
  const { rows } = setUp.seen;
  expect(rows.map((row) => [taskWords(row), row.measured?.firstMs])).toEqual([
    ['fixture: reading the lesion', 900],
    ['fixture: prediction on WASM', 900],
    ['fixture: prediction on WebGPU', undefined],
    ['107 radiomic features', 900],
  ]);
  expect(rows[1]?.measured?.warm).toEqual({ runs: 3, medianMs: 20, leastMs: 10, mostMs: 30 });
  expect(rows[1]?.measured).toMatchObject({ device: predictionFixture().device.name });
});

test('measures what a model would otherwise withhold, each run on the whole lesion', async () => {
  const setUp = places([1]);
  await run(setUp);
  const { requests, inputs, opened, released } = setUp.seen;
  expect(opened).toEqual(['wasm']);
  expect(released).toBe(1);
  expect(requests.map(({ showWithheld }) => showWithheld)).toEqual([true, true, true, true]);
  // Its voxels go to a worker: none may be asked twice.
  expect(new Set(inputs.map(({ image }) => image.data)).size).toBe(4);
  const marked = inputs[0]!.mask.data.filter((value) => value !== 0).length;
  expect(marked).toBe(nodule.data.filter((value) => value !== 0).length);
});

test.each([
  [undefined, [undefined, 'This browser offers no graphics processor (WebGPU).']],
  [
    { name: 'SwiftShader', shaderF16: true, emulated: true },
    [undefined, 'SwiftShader is emulated on the processor.'],
  ],
  [{ name: 'A real one', shaderF16: true, emulated: false }, [undefined, undefined]],
])('on the adapter %j', async (adapter, reasons) => {
  const setUp = places([1]);
  await run(setUp, { ...PLATFORM, ...(adapter && { adapter }) });
  const networks = setUp.seen.rows.filter(({ task }) => task.kind === 'prediction');
  expect(networks.map(({ notMeasured }) => notMeasured)).toEqual(reasons);
});

test('what fails is a row that says why, and the rest is measured', async () => {
  const error = new MutationPredictionError('inference-failed.no-device', {
    problem: 'No device.',
  });
  const setUp = places([1], {
    predictorOn: () =>
      ({
        predict: () => Promise.reject(error),
        release: () => Promise.resolve(),
      }) as unknown as Predictor,
  });
  await run(setUp);
  expect(setUp.seen.rows.map(({ notMeasured }) => notMeasured)).toEqual([
    undefined,
    error.message,
    'This browser offers no graphics processor (WebGPU).',
    undefined,
  ]);
});

test('stops between two runs', async () => {
  const setUp = places([1]);
  const controller = new AbortController();
  const extract = setUp.all.extract;
  const all: BenchPlaces = {
    ...setUp.all,
    extract: (...args) => {
      controller.abort();
      return extract(...args);
    },
  };
  await expect(
    runDeviceBench(
      { models: [MODEL], platform: PLATFORM, runs: 3 },
      all,
      setUp.listener,
      controller.signal,
    ),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect(setUp.seen.inputs).toHaveLength(1);
  expect(setUp.seen.rows).toHaveLength(3);
});

test('the median of an even number of runs is between the middle two', () => {
  expect(durations([4, 1, 2, 30])).toEqual({ runs: 4, medianMs: 3, leastMs: 1, mostMs: 30 });
  expect(durations([2.25])).toEqual({ runs: 1, medianMs: 2.3, leastMs: 2.3, mostMs: 2.3 });
});
