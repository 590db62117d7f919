/**
 * Every scene of the panel (tools/panel-harness), in OHIF's own styles and in a browser: axe finds nothing to object
 * to, and every control can be reached by Tab from the first one.
 */
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  cacheDirectory,
  fetchOhif,
  OHIF_PACKAGES,
  OHIF_VERSION,
} from '@mutation-prediction/server-adapter/viewer';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import webpack from 'webpack';
import {
  harnessConfiguration,
  sceneNames,
  serveHarness,
} from '../../tools/panel-harness/harnessPage.mjs';
import { launchChromium } from '../support/viewerPage.js';

jest.setTimeout(600_000);

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const folder = mkdtempSync(path.join(tmpdir(), 'mp-accessibility-'));
let browser: Browser;
let harness: Awaited<ReturnType<typeof serveHarness>>;

beforeAll(async () => {
  const ohif = { cacheDirectory: cacheDirectory(), package: OHIF_PACKAGES[OHIF_VERSION] };
  const stats = await promisify<webpack.Configuration, webpack.Stats | undefined>(webpack)(
    harnessConfiguration(folder),
  );
  expect(stats?.toString('errors-only')).toBe('');
  harness = await serveHarness({ bundleDirectory: folder, ohifDist: await fetchOhif(ohif) });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  harness.server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What axe-core's script adds to a page. */
interface Axe {
  run(selector: string, options: RunOptions): Promise<AxeResults>;
}

async function openScene(name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 300, height: 700 } });
  await page.goto(`${harness.origin}/#${name}`);
  await page.waitForSelector('body[data-scene]', { timeout: 60_000 });
  return page;
}

test('axe objects to nothing in any scene', async () => {
  const found: string[] = [];
  for (const name of await sceneNames()) {
    const page = await openScene(name);
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate<AxeResults>(() =>
      // What it finds nothing wrong with need not be described.
      (window as unknown as { axe: Axe }).axe.run('#panel', { resultTypes: ['violations'] }),
    );
    for (const { id, nodes } of violations) {
      found.push(...nodes.map(({ target }) => `${name}: ${id} at ${target.join(' ')}`));
    }
    await page.close();
  }
  expect(found).toEqual([]);
});

test('Tab reaches every control of a result from the first one, and shows where it is', async () => {
  const page = await openScene('all-lesions');
  const unseen = await page.evaluate(
    () => document.querySelectorAll('#panel :is(button, select, summary, a[href])').length,
  );
  const reached = new Set<string>();
  for (let n = 0; n < 2 * unseen; n++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement: element } = document;
      const all = [...document.querySelectorAll('#panel :is(button, select, summary, a[href])')];
      return element && all.includes(element) ? String(all.indexOf(element)) : '';
    });
    if (name !== '') reached.add(name);
  }
  expect(reached.size).toBe(unseen);
  await page.close();
});
