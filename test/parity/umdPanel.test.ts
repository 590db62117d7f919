/** The UMD builds inside a site's own webpack build: its React, and no other, draws our panel. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/viewerPage.js';
import type { PluginServer } from './support/pluginServer.js';
import { startPluginServer } from './support/pluginServer.js';

const root = path.resolve(import.meta.dirname, '../..');

/** Every copy of React DOM on a page announces itself to the developer tools. */
const PAGE = `<!doctype html><link rel="icon" href="data:," /><div id="site"></div>
  <script>
    globalThis.reactCopies = 0;
    globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      supportsFiber: true,
      inject: () => ++reactCopies,
      onCommitFiberRoot() {},
      onCommitFiberUnmount() {},
    };
    globalThis.dcmjs = {};
  </script>
  <script src="/site.js"></script>`;

/** What the site's page offers the test. */
interface SiteGlobals {
  readonly pluginIds: readonly string[];
  readonly reactCopies: number;
  showPanel(isShown: boolean): void;
}

let server: PluginServer;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  server = await startPluginServer({ files: { '/index.html': PAGE, '/site.js': bundleSite() } });
  browser = await launchChromium({ webGpu: false });
  page = await browser.newPage();
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await page.goto(`${server.url}/index.html`);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

test('the site’s React draws the panel, again after it was away', async () => {
  for (const isShown of [true, false, true]) {
    await page.evaluate(
      (isShown) => (window as unknown as SiteGlobals).showPanel(isShown),
      isShown,
    );
    await page
      .getByRole('heading', { name: 'Mutation Prediction' })
      .waitFor({ state: isShown ? 'visible' : 'detached' });
  }
  // The model package comes from where the site's configuration says.
  await page.getByText('MMDL nine views').first().waitFor();

  const { pluginIds, reactCopies } = await page.evaluate(() => {
    const { pluginIds, reactCopies } = window as unknown as SiteGlobals;
    return { pluginIds, reactCopies };
  });
  expect(pluginIds).toEqual([
    '@mutation-prediction/ohif-extension',
    '@mutation-prediction/ohif-mode',
  ]);
  expect(reactCopies).toBe(1);
  expect(troubles).toEqual([]);
});

/** As a site's webpack does, from our packages as they are published. */
function bundleSite(): string {
  const webpack = path.join(root, 'node_modules/webpack/bin/webpack.js');
  const configuration = path.join(import.meta.dirname, 'support/site/webpack.config.mjs');
  execFileSync(process.execPath, [webpack, '--config', configuration], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return readFileSync(path.join(root, 'test-results/site/site.js'), 'utf8');
}
