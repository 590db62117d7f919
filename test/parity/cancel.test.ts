/** Cancel works at every stage, at once, and the next prediction is as good as the first. */
import type { Stage } from '@mutation-prediction/core';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/viewerPage.js';
import { hostFiles, openModelHost, predictInPage, predictionInPage } from './support/hostPage.js';
import type { PluginServer } from './support/pluginServer.js';
import { startPluginServer } from './support/pluginServer.js';
import { syntheticRequest } from './support/syntheticCase.js';

let browser: Browser;
let files: Record<string, string | Uint8Array>;
let page: Page;
let server: PluginServer;

beforeAll(async () => {
  files = hostFiles(await syntheticRequest());
  browser = await launchChromium({ webGpu: false });
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
});

afterEach(async () => {
  await page.context().close();
  await server.close();
});

afterAll(() => browser.close());

const stages: Stage[] = ['download', 'verify', 'compile', 'views', 'run'];

/** The inference worker and ONNX Runtime's threads, which are workers of its own. */
async function untilNoWorkerRuns(): Promise<void> {
  await Promise.all(page.workers().map((worker) => worker.waitForEvent('close')));
}

test.each(stages)(
  'cancelled at %s, nothing runs on, and the next prediction works',
  async (stage) => {
    server = await startPluginServer({ files });
    await openModelHost(page, server.url, 'wasm');

    const refusal = await predictInPage(page, stage);

    expect(refusal).toMatchObject({ code: 'cancelled' });
    expect(refusal.stages).toEqual(stages.slice(0, stages.indexOf(stage) + 1));
    await untilNoWorkerRuns();
    const { prediction } = await predictionInPage(page);
    expect(prediction.targets).toHaveLength(2);
  },
);

test('cancelled amid a download, the connection is closed', async () => {
  const graph = '/models/mmdl-demo/model.onnx';
  server = await startPluginServer({ files, stallOnceAt: graph });
  await openModelHost(page, server.url, 'wasm');
  const outcome = predictInPage(page);
  // Not when the page asks: cancelled before the server has heard of it, there would be no connection to close.
  await server.stalled;

  await page.evaluate(() => window.canceller.abort());

  expect(await outcome).toMatchObject({ code: 'cancelled', stages: ['download'] });
  await server.clientLeft;
  await predictionInPage(page);
});

test('a prediction cancelled while it waits leaves the running one alone', async () => {
  server = await startPluginServer({ files });
  await openModelHost(page, server.url, 'wasm');
  const running = predictionInPage(page);
  await page.waitForRequest('**/inference.worker.js');

  const waiting = predictInPage(page);
  await page.evaluate(() => window.canceller.abort());

  expect(await waiting).toMatchObject({ code: 'cancelled', stages: [] });
  expect((await running).prediction.targets).toHaveLength(2);
});
