/** Workers that are run warm before the first extraction, with the engine itself behind each. */
import { jest } from '@jest/globals';
import {
  createRadiomicsService,
  extractFeatures,
  RADIOMICS_PRESETS,
  type FeatureInput,
  type RadiomicsRequest,
} from '@mutation-prediction/core';
import { hashedLesion } from '../../../test/support/hashedLesion.js';
import { hashedCt } from '../../../test/support/hashedCt.js';

const URL_OF_WORKER = 'https://viewer.example/radiomics.worker.js';

let started: FakeWorker[];
let isServed: boolean;

class FakeWorker extends EventTarget {
  readonly asked: RadiomicsRequest['kind'][] = [];
  terminated = 0;
  private readonly serve = createRadiomicsService();

  constructor() {
    super();
    started.push(this);
    if (!isServed) queueMicrotask(() => this.dispatchEvent(new ErrorEventLike('404')));
  }

  postMessage(request: RadiomicsRequest): void {
    this.asked.push(request.kind);
    const reply = this.serve(request);
    queueMicrotask(() => reply && this.dispatchEvent(new MessageEvent('message', { data: reply })));
  }

  terminate(): void {
    this.terminated++;
  }
}

class ErrorEventLike extends Event {
  constructor(readonly message: string) {
    super('error');
  }
}

function input(): FeatureInput {
  const { grid, mask } = hashedLesion;
  return { image: hashedCt(grid, false), mask, parameters: RADIOMICS_PRESETS[107] };
}

beforeEach(() => {
  jest.resetModules();
  started = [];
  isServed = true;
  Object.assign(globalThis, { Worker: FakeWorker, navigator: { hardwareConcurrency: 4 } });
});

test('the first extraction takes the workers that were run warm, and gives what it always gives', async () => {
  const { extractInBrowser, makePoolReady } = await import('./browserPool.js');
  await makePoolReady(URL_OF_WORKER);
  expect(started.map(({ asked }) => asked)).toEqual([
    ['plan', 'run', 'run'],
    ['plan', 'run', 'run'],
  ]);
  await makePoolReady(URL_OF_WORKER);
  expect(started).toHaveLength(2);

  const { image, mask, parameters } = input();
  const found = await extractInBrowser(URL_OF_WORKER, input(), {});
  expect(started).toHaveLength(2);
  expect(started.map(({ terminated }) => terminated > 0)).toEqual([true, true]);
  expect(found).toEqual(extractFeatures(image, mask, parameters));

  await extractInBrowser(URL_OF_WORKER, input(), {});
  expect(started).toHaveLength(4);
});

test('workers that cannot be run warm keep nothing from the first extraction', async () => {
  const { extractInBrowser, makePoolReady } = await import('./browserPool.js');
  isServed = false;
  await makePoolReady(URL_OF_WORKER);
  isServed = true;
  const found = await extractInBrowser(URL_OF_WORKER, input(), {});
  expect(found.features.length).toBe(107);
});
