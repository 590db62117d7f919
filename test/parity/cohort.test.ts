/**
 * The lesions on which servers are compared (test/serving/parity), in Chromium by WebAssembly and in Node:
 * views to the last bit, probabilities within 1e-5.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { parityCases, requestOf, type ParityCase } from '../support/lesions/parityCases.js';
import { launchChromium } from '../support/viewerPage.js';
import {
  hostFiles,
  openModelHost,
  predictionInPage,
  requestFiles,
  takeRequest,
} from './support/hostPage.js';
import { predictInNode, readPackage } from './support/nodeReference.js';
import { expectParity } from './support/parity.js';
import { builtExtension, startPluginServer } from './support/pluginServer.js';

const ids = readdirSync(path.join(builtExtension, 'models'));

let cases: readonly ParityCase[];
let browser: Browser;

beforeAll(async () => {
  cases = await parityCases();
  browser = await launchChromium({ webGpu: false });
}, 600_000);
afterAll(() => browser.close());

test.each(ids)(
  '%s',
  async (id) => {
    const { manifest } = await readPackage(id);
    const requests = await Promise.all(cases.map((one) => requestOf(one, manifest)));
    const folderOf = (n: number) => `/test/${n}`;
    const files = requests.map((request, n) => requestFiles(request, folderOf(n)));
    const server = await startPluginServer({
      files: Object.assign(hostFiles(requests[0]!), ...files),
      isolated: true,
    });
    const page = await (await browser.newContext()).newPage();
    try {
      await openModelHost(page, server.url, 'wasm', id);
      for (const [n, request] of requests.entries()) {
        await takeRequest(page, folderOf(n));
        expectParity(await predictionInPage(page, id), await predictInNode(request, id), 1e-5);
      }
    } finally {
      await page.context().close();
      await server.close();
    }
  },
  900_000,
);
