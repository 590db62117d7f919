/** What a radiologist sees of lesion and network in the viewports, over every change of layout, until the mode is left. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { folderArchive } from '../support/archive.js';
import type { PanelPage } from '../support/panelPage.js';
import { attachPanel } from '../support/panelPage.js';
import { launchChromium, watchTrouble } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-in-the-images-'));
/** Pictures of what is shown, for people to look at. */
const pictures = process.env['MP_PICTURES'];
let browser: Browser;
let phantom: WrittenPhantom;
let archive: Archive;
let opened: PanelPage;

beforeAll(async () => {
  const studies = path.join(folder, 'studies');
  phantom = await writePhantomStudy(studies, { size: [160, 160, 96], seed: 1 });
  browser = await launchChromium();
  archive = await folderArchive(studies, path.join(folder, 'stow'));
});

afterAll(async () => {
  await archive?.close();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  const size = (process.env['MP_SIZE'] ?? '1600x1000').split('x').map(Number);
  const context = await browser.newContext({ viewport: { width: size[0]!, height: size[1]! } });
  const page = await context.newPage();
  await page.addInitScript(countListeners);
  const { uncaught } = watchTrouble(page);
  await page.goto(archive.viewer.studyUrl(phantom.studyInstanceUid));
  opened = await attachPanel(page, uncaught);
});

afterEach(() => opened.close());

test('the picked lesion is outlined in every layout, in the lung window, and nothing stays', async () => {
  const { page, panel } = opened;
  const before = await listenersOf(page);
  await panel
    .getByRole('button', { name: /^Show .* in the viewports/ })
    .first()
    .click();
  await untilDrawn(page, 'contour', 1);
  await picture('stack');
  expect(await windowsOf(page)).toEqual([LUNG]);

  await run(page, 'toggleHangingProtocol', { protocolId: 'mpr' });
  await untilDrawn(page, 'contour', 3);
  await page.waitForTimeout(1500);
  await picture('mpr');
  expect(await windowsOf(page)).toEqual([LUNG, LUNG, LUNG]);

  await run(page, 'toggleHangingProtocol', { protocolId: 'mpr' });
  await untilDrawn(page, 'contour', 1);
  await run(page, 'setViewportGridLayout', { numRows: 1, numCols: 2 });
  await untilDrawn(page, 'contour', 1);
  await picture('one-by-two');

  await panel.getByRole('checkbox', { name: 'Outline in the images' }).uncheck();
  await untilDrawn(page, 'contour', 0);
  await panel.getByRole('checkbox', { name: 'Outline in the images' }).check();
  await untilDrawn(page, 'contour', 1);

  await page.locator('[data-cy="return-to-work-list"]').click();
  await page.locator('.mp-panel').waitFor({ state: 'detached' });
  expect(await page.locator('.mp-overlay').count()).toBe(0);
  expect(await listenersOf(page)).toBeLessThan(before);
  expect(opened.uncaught).toEqual([]);
});

/** Centre −600 HU, width 1500 HU. */
const LUNG = [-1350, 150];

interface Globals {
  readonly commandsManager: { run(name: string, options: unknown): unknown };
  readonly cornerstone: {
    getRenderingEngines(): {
      getViewports(): {
        readonly id: string;
        getProperties(): { readonly voiRange?: { readonly lower: number; readonly upper: number } };
        getFrameOfReferenceUID(): string | undefined;
      }[];
    }[];
  };
  mpListeners: number;
}

/** In every page: how many of our listeners to Cornerstone hang on the document. */
function countListeners() {
  const page = globalThis as unknown as Globals;
  page.mpListeners = 0;
  const { addEventListener, removeEventListener } = document;
  const isOurs = (type: string, options: unknown) =>
    type.startsWith('CORNERSTONE_') && options === true;
  document.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    if (isOurs(args[0], args[2])) page.mpListeners++;
    addEventListener.apply(document, args);
  };
  document.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    if (isOurs(args[0], args[2])) page.mpListeners--;
    removeEventListener.apply(document, args);
  };
}

const listenersOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as Globals).mpListeners);

const run = (page: Page, name: string, options: unknown) =>
  page.evaluate(
    ([command, given]) =>
      void (globalThis as unknown as Globals).commandsManager.run(command as string, given),
    [name, options] as const,
  );

/** Waits until so many viewports show a part of ours, and visibly so. */
async function untilDrawn(page: Page, part: 'contour' | 'mark' | 'map', count: number) {
  await page.waitForFunction(
    ([wanted, expected]) => {
      const isShown = (overlay: Element) => {
        const { width, height } = overlay.getBoundingClientRect();
        if (width === 0 || height === 0) return false;
        if (wanted === 'map') return overlay.querySelector('canvas')!.style.display === '';
        const group = overlay.querySelector<SVGElement>(`[data-part="${wanted}"]`)!;
        const box = group.getBoundingClientRect();
        return group.style.display !== 'none' && box.width > 4 && box.height > 4;
      };
      return [...document.querySelectorAll('.mp-overlay')].filter(isShown).length === expected;
    },
    [part, count] as const,
    { timeout: 30_000 },
  );
}

/** Greys of the viewports that show a CT, HU. */
const windowsOf = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as Globals).cornerstone
      .getRenderingEngines()
      .flatMap((engine) => engine.getViewports())
      .filter((viewport) => viewport.getFrameOfReferenceUID())
      .map((viewport) => viewport.getProperties().voiRange)
      .map((range) => [Math.round(range!.lower), Math.round(range!.upper)]),
  );

async function picture(name: string): Promise<void> {
  if (pictures) await opened.page.screenshot({ path: path.join(pictures, `${name}.png`) });
}
