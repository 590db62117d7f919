/** One request, in Chromium by WebAssembly and in Node: the same views, the same probabilities. */
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/viewerPage.js';
import { hostFiles, openModelHost, predictionInPage } from './support/hostPage.js';
import type { Outcome } from './support/nodeReference.js';
import { predictInNode } from './support/nodeReference.js';
import { expectParity } from './support/parity.js';
import type { PluginServer } from './support/pluginServer.js';
import { startPluginServer } from './support/pluginServer.js';
import { syntheticRequest } from './support/syntheticCase.js';

let browser: Browser;
let page: Page;
let reference: Outcome;
let files: Record<string, string | Uint8Array>;
const servers: PluginServer[] = [];

beforeAll(async () => {
  const request = await syntheticRequest();
  reference = await predictInNode(request);
  files = hostFiles(request);
  browser = await launchChromium({ webGpu: false });
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
});

afterEach(async () => {
  await page.context().close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(() => browser.close());

async function serve(options: { isolated: boolean }): Promise<PluginServer> {
  const server = await startPluginServer({ ...options, files });
  servers.push(server);
  return server;
}

test('a cross-origin isolated page runs on every core and agrees with Node', async () => {
  const server = await serve({ isolated: true });
  await openModelHost(page, server.url, 'auto');
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);

  const { prediction, ...outcome } = await predictionInPage(page);

  expectParity({ ...outcome, prediction }, reference, 1e-5);
  expect(prediction.device).toMatchObject({
    backend: 'wasm',
    threads: Math.min(cores, 8),
    fallbackReason: 'This browser offers no WebGPU adapter.',
  });
  expect(outcome.stages).toEqual(['download', 'verify', 'compile', 'views', 'run']);
});

test('without COOP/COEP headers it runs on one thread, says so, and still agrees', async () => {
  const server = await serve({ isolated: false });
  await openModelHost(page, server.url, 'wasm');

  const outcome = await predictionInPage(page);

  expectParity(outcome, reference, 1e-5);
  expect(outcome.prediction.device.threads).toBe(1);
  expect(outcome.prediction.device.fallbackReason).toBe(
    'This site is configured to use WASM. The server does not send COOP/COEP headers, so WASM runs on one thread.',
  );
  expect(outcome.prediction.warnings.map(({ code }) => code)).toContain('device-fallback');
});

test('a second prediction neither downloads nor compiles again', async () => {
  const server = await serve({ isolated: true });
  await openModelHost(page, server.url, 'wasm');
  const first = await predictionInPage(page);

  const second = await predictionInPage(page);

  expect(second.stages).toEqual(['views', 'run']);
  expect(second.viewsSha256).toBe(first.viewsSha256);
});

test('the device is told before a model is loaded', async () => {
  const server = await serve({ isolated: true });
  await openModelHost(page, server.url, 'auto');

  const device = await page.evaluate(() => window.modelHost.device());

  expect(device).toMatchObject({
    backend: 'wasm',
    fallbackReason: 'This browser offers no WebGPU adapter.',
  });
  expect(server.requested.filter((path) => /onnx$|wasm$/.test(path))).toEqual([]);
});

test('a site that demands WebGPU gets an error where there is none', async () => {
  const server = await serve({ isolated: true });
  await openModelHost(page, server.url, 'webgpu');

  await expect(predictionInPage(page)).rejects.toThrow('This browser offers no WebGPU adapter.');
});

test('a worker that is not served is named by its URL', async () => {
  const server = await serve({ isolated: true });
  await page.route('**/inference.worker.js', (route) => route.fulfill({ status: 404 }));
  await openModelHost(page, server.url, 'wasm');

  await expect(predictionInPage(page)).rejects.toThrow(
    `could not be loaded from ${server.url}/inference.worker.js`,
  );
});
