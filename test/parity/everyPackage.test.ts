/** Every shipped package, in Chromium by WebAssembly and by WebGPU, and in Node: the same probabilities. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/viewerPage.js';
import { hostFiles, openModelHost, predictionInPage } from './support/hostPage.js';
import { predictInNode } from './support/nodeReference.js';
import { expectParity } from './support/parity.js';
import { builtExtension, startPluginServer } from './support/pluginServer.js';
import { syntheticRequest } from './support/syntheticCase.js';
import { emulatedRunMs } from './support/webGpuParity.js';

/** Those of mmdl-demo have tests of their own. */
const ids = readdirSync(path.join(builtExtension, 'models')).filter((id) => id !== 'mmdl-demo');

describe.each(['wasm', 'webgpu'] as const)('%s', (backend) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium({ webGpu: backend === 'webgpu' });
  });
  afterAll(() => browser.close());

  test.each(ids)(
    '%s',
    async (id) => {
      const request = await syntheticRequest(id);
      const reference = await predictInNode(request, id);
      const server = await startPluginServer({ files: hostFiles(request) });
      const page = await (await browser.newContext()).newPage();
      try {
        await openModelHost(page, server.url, backend, id);
        const outcome = await predictionInPage(page, id);
        expect(outcome.prediction.device.backend).toBe(backend);
        expectParity(outcome, reference, 1e-4);
      } finally {
        await page.context().close();
        await server.close();
      }
    },
    emulatedRunMs,
  );
});
