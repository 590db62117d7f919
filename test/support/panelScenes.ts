/** The panel's scenes (tools/panel-harness) in a browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  cacheDirectory,
  fetchOhif,
  OHIF_PACKAGES,
  OHIF_VERSION,
} from '@mutation-prediction/server-adapter/viewer';
import type { Page } from 'playwright-core';
import webpack from 'webpack';
import { harnessConfiguration, serveHarness } from '../../tools/panel-harness/harnessPage.mjs';
import { launchChromium } from './viewerPage.js';

export { sceneNames } from '../../tools/panel-harness/harnessPage.mjs';

/** Each scene is shown in the same window as the one before, loaded anew and with nothing kept of it. */
export interface PanelScenes {
  /** @param styles OHIF's, or none but the panel's own */
  open(scene: string, styles?: 'ohif' | 'none'): Promise<Page>;
  /** On a screen that fingers touch. */
  touch(scene: string): Promise<Page>;
  close(): Promise<void>;
}

export async function buildScenes(): Promise<PanelScenes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mp-panel-scenes-'));
  const ohif = { cacheDirectory: cacheDirectory(), package: OHIF_PACKAGES[OHIF_VERSION] };
  const stats = await promisify<webpack.Configuration, webpack.Stats | undefined>(webpack)(
    harnessConfiguration(folder),
  );
  if (stats?.hasErrors()) throw new Error(stats.toString('errors-only'));
  const harness = await serveHarness({ bundleDirectory: folder, ohifDist: await fetchOhif(ohif) });
  const browser = await launchChromium();
  /** A window costs more than what is shown in it. */
  const windowOf = async (hasTouch: boolean) => {
    const page = await browser.newPage({ viewport: { width: 300, height: 700 }, hasTouch });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript(() => localStorage.clear());
    return page;
  };
  const windows = { mouse: await windowOf(false), fingers: await windowOf(true) };
  let count = 0;
  const show = async (page: Page, scene: string, styles: 'ohif' | 'none') => {
    // Another query, for a scene that is loaded anew and not gone to within the page.
    await page.goto(`${harness.origin}${styles === 'ohif' ? '/' : '/bare'}?${++count}#${scene}`);
    await page.waitForSelector(`body[data-scene="${scene}"]`, { timeout: 60_000 });
    return page;
  };
  return {
    open: (scene, styles = 'ohif') => show(windows.mouse, scene, styles),
    touch: (scene) => show(windows.fingers, scene, 'ohif'),
    async close() {
      await browser.close();
      harness.server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
