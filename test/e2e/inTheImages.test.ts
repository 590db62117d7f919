/** What a radiologist sees of lesion and network in the viewports, over every change of layout, until the mode is left. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { axeViolations } from '../support/axe.js';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { folderArchive } from '../support/archive.js';
import { untilDrawn } from '../support/overlays.js';
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
  // The study has one lesion: it is chosen, and the images open there, once.
  await untilDrawn(page, 'contour', 1);
  await picture('stack');
  await scrollAway(page);
  await panel.getByRole('textbox', { name: 'Age' }).fill('63');
  await page.waitForTimeout(1500);
  await untilDrawn(page, 'contour', 0);
  await opened.lesion(/./).click();
  await untilDrawn(page, 'contour', 1);
  expectLung(await windowsOf(page), 1);

  await run(page, 'toggleHangingProtocol', { protocolId: 'mpr' });
  await untilDrawn(page, 'contour', 3);
  await page.waitForTimeout(1500);
  await picture('mpr');
  expectLung(await windowsOf(page), 3);

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

test('a point of a view is gone to and marked; why is shown, and laid over the images until the mode is left', async () => {
  const { page, panel } = opened;
  await opened.run();
  await panel.getByRole('button', { name: /^Sagittal: show/ }).click();
  await untilDrawn(page, 'mark', 1);
  await picture('marked');

  await panel.getByRole('button', { name: 'Why?' }).click();
  const dialog = page.getByRole('dialog', { name: /^Why\?/ });
  await dialog
    .getByRole('img', { name: /Image (speaks|makes)/ })
    .first()
    .waitFor();
  expect(await dialog.getByRole('img', { name: /with where the network looked/ }).count()).toBe(9);
  expect(await hasColour(dialog.locator('.mp-why-image canvas + canvas').first())).toBe(true);
  await picture('why');

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await panel.getByRole('button', { name: 'Why?' }).evaluate(isFocused)).toBe(true);

  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Show in the images' }).click();
  await untilDrawn(page, 'map', 1);
  expect(await hasColour(page.locator('.mp-overlay canvas').first())).toBe(true);
  expect(await liesAround(page)).toEqual([true]);
  await picture('map-stack');
  expect(await axeViolations(page, '.mp-overlay', '.mp-panel')).toEqual([]);

  const opacity = panel.getByRole('slider', { name: 'Opacity' });
  await opacity.fill('25');
  expect(await page.locator('.mp-overlay canvas').first().evaluate(opacityOf)).toBe('0.25');
  await opacity.fill('80');

  await run(page, 'toggleHangingProtocol', { protocolId: 'mpr' });
  await untilDrawn(page, 'map', 3);
  await untilDrawn(page, 'contour', 3);
  expect(await liesAround(page)).toEqual([true, true, true]);
  await page.waitForTimeout(1500);
  await picture('map-mpr');

  await panel.getByRole('button', { name: 'Remove' }).click();
  await untilDrawn(page, 'map', 0);
  await untilDrawn(page, 'contour', 3);

  // The result is unsaved, which the panel asks about.
  page.once('dialog', (dialog) => void dialog.accept());
  await page.locator('[data-cy="return-to-work-list"]').click();
  await page.locator('.mp-panel').waitFor({ state: 'detached' });
  expect(await page.locator('.mp-overlay').count()).toBe(0);
  expect(opened.uncaught).toEqual([]);
});

/** Turns the wheel over the image until the lesion is no longer on it. */
async function scrollAway(page: Page): Promise<void> {
  const { x, y, width, height } = (await page
    .locator('[data-viewport-uid]')
    .first()
    .boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  const outline = page.locator('.mp-overlay [data-part="contour"] path').first();
  for (let turns = 0; turns < 60 && (await outline.getAttribute('d')); turns++) {
    await page.mouse.wheel(0, 100);
    await page.waitForTimeout(100);
  }
  await untilDrawn(page, 'contour', 0);
}

/** Whether a map has drawn anything. */
const hasColour = (canvas: Locator) =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const pixels = (element as HTMLCanvasElement)
      .getContext('2d')!
      .getImageData(0, 0, width, height).data;
    return pixels.some((byte, n) => n % 4 === 3 && byte > 0);
  });

/** Of every viewport whether the map lies around the lesion: 64 mm and more, its middle in the outline. */
const liesAround = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.mp-overlay')].map((overlay) => {
      const map = overlay.querySelector('canvas')!.getBoundingClientRect();
      const lesion = overlay.querySelector('[data-part="contour"]')!.getBoundingClientRect();
      const [x, y] = [map.x + map.width / 2, map.y + map.height / 2];
      const isOver = x > lesion.left && x < lesion.right && y > lesion.top && y < lesion.bottom;
      return isOver && map.width > 2 * lesion.width && map.height > 2 * lesion.height;
    }),
  );

const opacityOf = (element: Element) => (element as HTMLElement).style.opacity;
const isFocused = (element: Element) => element === document.activeElement;

/** Centre −600 HU, width 1500 HU; versions differ by one in where a window ends. */
function expectLung(windows: readonly number[][], viewports: number): void {
  expect(windows).toHaveLength(viewports);
  for (const [lower, upper] of windows) {
    expect(Math.abs(lower! + 1350)).toBeLessThanOrEqual(1);
    expect(Math.abs(upper! - 150)).toBeLessThanOrEqual(1);
  }
}

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
