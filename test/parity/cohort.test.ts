/**
 * The lesions on which servers are compared (test/serving/parity), in Chromium by WebAssembly and in Node:
 * views to the last bit, probabilities within 1e-5.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { ParityLesions } from '../support/lesions/parity.js';
import { launchChromium } from '../support/viewerPage.js';
import {
  hostFiles,
  openModelHost,
  predictionInPage,
  requestFiles,
  takeRequest,
} from './support/hostPage.js';
import { expectParity } from './support/parity.js';
import { builtExtension, startPluginServer } from './support/pluginServer.js';

const models = path.join(builtExtension, 'models');
/** A machine with much else to do takes minutes. */
const LONG_MS = 900_000;

let browser: Browser;
let lesions: ParityLesions;

beforeAll(async () => {
  lesions = new ParityLesions({ models, withRequests: true });
  browser = await launchChromium({ webGpu: false });
});
afterAll(async () => {
  await browser.close();
  await lesions.close();
});

test.each(readdirSync(models))(
  '%s',
  async (id) => {
    const outcomes = await lesions.outcomesOf(id);
    const folderOf = (n: number) => `/test/${n}`;
    const files = outcomes.map(({ request }, n) => requestFiles(request!, folderOf(n)));
    const server = await startPluginServer({
      files: Object.assign(hostFiles(outcomes[0]!.request!), ...files),
      isolated: true,
    });
    const page = await (await browser.newContext()).newPage();
    try {
      await openModelHost(page, server.url, 'wasm', id);
      for (const [n, outcome] of outcomes.entries()) {
        await takeRequest(page, folderOf(n));
        expectParity(await predictionInPage(page, id), outcome, 1e-5);
      }
    } finally {
      await page.context().close();
      await server.close();
    }
  },
  LONG_MS,
);
