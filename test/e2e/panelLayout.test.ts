/** The panel in OHIF's own layout, on a small reading-room screen: what is reached without scrolling, and by keyboard. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser, Locator, Page } from 'playwright-core';
import { folderArchive, type Archive } from '../support/archive.js';
import { attachPanel, type PanelPage } from '../support/panelPage.js';
import { launchChromium, watchTrouble } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-panel-layout-'));
const WINDOW = { width: 1366, height: 768 };
let browser: Browser;
let archive: Archive;
let opened: PanelPage;
/** Lets the model's weights come. */
let serveWeights: () => void;

beforeAll(async () => {
  const studies = path.join(folder, 'studies');
  const { studyInstanceUid } = await writePhantomStudy(studies, { size: [160, 160, 96], seed: 1 });
  browser = await launchChromium();
  archive = await folderArchive(studies, path.join(folder, 'stow'));
  const page = await (await browser.newContext({ viewport: WINDOW })).newPage();
  const served = new Promise<void>((resolve) => (serveWeights = resolve));
  await page.context().route('**/mmdl-demo/*.onnx', async (route) => {
    await served;
    await route.continue();
  });
  const { uncaught } = watchTrouble(page);
  await page.goto(archive.viewer.studyUrl(studyInstanceUid));
  opened = await attachPanel(page, uncaught);
});

afterAll(async () => {
  await opened?.close();
  await archive?.close();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a hotkey puts the focus on the panel, from another panel too; Tab goes on to its first control', async () => {
  const { page, panel } = opened;
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  expect(await panel.evaluate(hasFocus)).toBe(false);
  await page.keyboard.press('Alt+Shift+M');
  await untilFocused(panel);

  await page.locator('[data-cy="panelSegmentationWithToolsLabelMap-btn"]').click();
  await panel.waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+Shift+M');
  await panel.waitFor();
  await untilFocused(panel);
  await page.keyboard.press('Tab');
  expect(await panel.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  expect(await panel.evaluate(hasFocus)).toBe(false);
});

test('of a download all is read, how much of how much too', async () => {
  const { panel, predict, save } = opened;
  await predict.click();
  const words = panel.locator('.mp-progress p');
  await words.getByText(/of [\d.]+ MB$/).waitFor();
  expect(await words.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  serveWeights();
  await save.waitFor({ timeout: 120_000 });
});

test('after a prediction nothing has stretched the page, and the report can be saved without scrolling', async () => {
  const { page, panel, save, predict } = opened;
  expect(await stretched(page)).toEqual([]);
  await predict.focus();
  await page.keyboard.press('Enter');
  await save.waitFor({ timeout: 120_000 });
  await opened.says(/Result for .*Probability/);
  expect(await stretched(page)).toEqual([]);
  // A result comes into sight smoothly.
  await page.waitForTimeout(1500);
  expect(await isInSight(save)).toBe(true);
  expect(await isInSight(panel.getByRole('img', { name: /^Probability of EGFR/ }))).toBe(true);
  expect(opened.uncaught).toEqual([]);
});

test('a panel that the reader draws wider uses its width', async () => {
  const { page, panel } = opened;
  const meter = panel.getByRole('img', { name: /^Probability of EGFR/ });
  const views = panel.locator('.mp-view canvas');
  const widths = async () => ({
    panel: (await panel.boundingBox())!.width,
    meter: (await meter.boundingBox())!.width,
    view: (await views.first().boundingBox())!.width,
  });
  const narrow = await widths();
  expect(narrow.panel).toBeLessThan(420);
  const handle = page.locator('[data-panel-resize-handle-id]').last();
  const { x, y, width, height } = (await handle.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x - 260, y + height / 2, { steps: 8 });
  await page.mouse.up();
  const wide = await widths();
  expect(wide.panel).toBeGreaterThan(narrow.panel + 100);
  expect(wide.meter - narrow.meter).toBeGreaterThan(0.8 * (wide.panel - narrow.panel));
  expect(wide.view).toBeGreaterThan(narrow.view);
  expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  expect(await stretched(page)).toEqual([]);
});

const hasFocus = (element: Element) => element === document.activeElement;

async function untilFocused(panel: Locator): Promise<void> {
  for (let tries = 0; tries < 100 && !(await panel.evaluate(hasFocus)); tries++) {
    await panel.page().waitForTimeout(100);
  }
  expect(await panel.evaluate(hasFocus)).toBe(true);
}

/** The document, and what the panel lies in, as far as they are higher than what is seen of them. */
const stretched = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    for (let at = document.querySelector('.mp-panel')?.parentElement; at; at = at.parentElement) {
      if (at.scrollHeight > at.clientHeight) {
        found.push(`${at.tagName} ${at.className} ${at.scrollHeight} > ${at.clientHeight}`);
      }
    }
    return found;
  });

/** Whether all of it is within the window, and nothing lies over it. */
const isInSight = (locator: Locator) =>
  locator.first().evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return isInside && above !== null && (element.contains(above) || above.contains(element));
  });
