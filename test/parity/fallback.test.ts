/** Where WebGPU is offered but of no use, WASM runs instead and the reason is said. */
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/viewerPage.js';
import { hostFiles, openModelHost, predictionInPage, workerAfter } from './support/hostPage.js';
import type { PluginServer } from './support/pluginServer.js';
import { startPluginServer } from './support/pluginServer.js';
import { syntheticRequest } from './support/syntheticCase.js';

let browser: Browser;
let server: PluginServer;
let files: Record<string, string | Uint8Array>;

beforeAll(async () => {
  files = hostFiles(await syntheticRequest());
  browser = await launchChromium();
});
afterEach(() => server.close());
afterAll(() => browser.close());

async function deviceUsed(workerPrelude: string) {
  server = await startPluginServer({ files: { ...files, ...workerAfter(workerPrelude) } });
  const page = await browser.newPage();
  await openModelHost(page, server.url, 'auto');
  const { prediction } = await predictionInPage(page);
  const next = await page.evaluate(() => window.modelHost.device());
  await page.close();
  return { device: prediction.device, next };
}

test('an emulated adapter is not used', async () => {
  const { device, next } = await deviceUsed('');

  expect(device.backend).toBe('wasm');
  expect(device.fallbackReason).toMatch(/only emulates WebGPU on the processor \(google swift/);
  expect(next).toMatchObject({ fallbackReason: device.fallbackReason });
});

test('a graphics driver that fails is left for WASM, in a fresh worker', async () => {
  const { device, next } = await deviceUsed(`
    Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });
    GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('driver crashed'));
  `);

  expect(device.backend).toBe('wasm');
  expect(device.fallbackReason).toMatch(/^WebGPU failed in this browser \(/);
  expect(next).toMatchObject({ fallbackReason: device.fallbackReason });
  const workers = server.requested.filter((file) => file === '/inference.worker.js');
  expect(workers).toHaveLength(2);
});
