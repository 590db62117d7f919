/**
 * One bundle in every OHIF that sites run: study → panel → lesion outlined → all lesions predicted → why → another
 * language → report saved → page reloaded → found again → lesion drawn → nodule segmented by a click. Tests of each of these
 * do more in the release that the viewer shows.
 */
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodePart10, isPredictionReport, readPredictionReport } from '@mutation-prediction/core';
import type { OhifVersion } from '@mutation-prediction/server-adapter/viewer';
import { OHIF_PACKAGES, OHIF_VERSION } from '@mutation-prediction/server-adapter/viewer';
import type { Browser, Locator } from 'playwright-core';
import { words as de } from '../../extension/src/panel/words/de.js';
import { folderArchive } from '../support/archive.js';
import { untilDrawn } from '../support/overlays.js';
import { attachPanel, drawBall, openPanel, type PanelPage } from '../support/panelPage.js';
import { predictedTargets } from '../support/predictedTargets.js';
import { writeSeveralLesions } from '../support/severalLesions.js';
import { changeLanguage } from '../support/viewerLanguage.js';
import { clickAt, launchChromium } from '../support/viewerPage.js';

jest.setTimeout(600_000);

const folder = mkdtempSync(path.join(tmpdir(), 'mp-ohif-versions-'));
const studyFolder = path.join(folder, 'study');
let browser: Browser;
let study: string;

beforeAll(async () => {
  study = await writeSeveralLesions(studyFolder);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const others = (Object.keys(OHIF_PACKAGES) as OhifVersion[]).filter((v) => v !== OHIF_VERSION);

test.each(others)('OHIF %s', async (version) => {
  const archive = await folderArchive(studyFolder, path.join(folder, version), { version });
  try {
    await expectOfferedInStudyList(archive.viewer.url);

    const opened = await openPanel(browser, archive.viewer.studyUrl(study));
    const { page, panel } = opened;
    await expectReadable(opened.predict);
    await opened.lesion(/Upper nodule/).check();
    await untilDrawn(page, 'contour', 1);

    await panel.getByRole('button', { name: 'All 3 lesions' }).click();
    const save = panel.getByRole('button', { name: 'Save report of all 3' });
    await save.waitFor({ timeout: 240_000 });
    await opened.says(/Demonstration weights/);
    await panel.getByRole('row', { name: 'Show the result of Upper nodule' }).click();
    await expectWhy(opened);
    await changeLanguage(page, 'de');
    await panel.getByRole('heading', { name: de['result.heading'], exact: true }).waitFor();
    await changeLanguage(page, 'en-US');
    await save.click();
    await opened.says('Stored in the archive', 120_000);
    const stored = await Promise.all((await archive.stored()).map(decodePart10));
    const { predictions } = readPredictionReport(stored.find(isPredictionReport)!);
    expect(predictions).toHaveLength(3);

    await page.reload();
    const reloaded = await attachPanel(page, opened.uncaught);
    await reloaded.panel.getByRole('button', { name: /^Open the prediction of/ }).click();
    await reloaded.says(/Read-only/);
    await reloaded.says(predictedTargets(predictions[0]!)[0]!.probability.toFixed(2));

    const { centroidLps } = predictions[0]!.lesion;
    await drawBall(page, { centreLps: centroidLps, radiusMm: 9 });
    await reloaded.lesion(/Segment 1/).waitFor({ timeout: 30_000 });

    await panel.getByRole('button', { name: 'Segment a nodule with one click' }).click();
    await clickAt(page, centroidLps);
    const nodule = reloaded.lesion(/^Nodule 1/);
    // Minutes where the machine is busy: a labelmap is drawn without a graphics processor.
    await nodule.waitFor({ timeout: 180_000 });
    expect(await nodule.isChecked()).toBe(true);

    expect(opened.uncaught).toEqual([]);
    await opened.close();
  } finally {
    await archive.close();
  }
});

/** A mode that OHIF could not compose is not there, without a word. */
async function expectOfferedInStudyList(url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(`${url}/`);
  await page.getByText('MP-PHANTOM-1').first().click({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Mutation Prediction' }).waitFor();
  await page.close();
}

/** The images that the network saw, with the map over them, and the map over the viewports. */
async function expectWhy({ page, panel }: PanelPage): Promise<void> {
  await panel.getByRole('button', { name: 'Why?' }).click();
  const dialog = page.getByRole('dialog', { name: /^Why\?/ });
  const images = dialog.getByRole('img', { name: /with where the network looked/ });
  await images.nth(8).waitFor({ timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Show in the images' }).click();
  await untilDrawn(page, 'map', 1);
  await panel.getByRole('button', { name: 'Remove' }).click();
  await untilDrawn(page, 'map', 0);
}

/** The looks that the button takes from OHIF are there: its words stand out (WCAG 2.2, 1.4.3). */
async function expectReadable(button: Locator): Promise<void> {
  const [text, ...layers] = await button.evaluate((element) => {
    const backgrounds = [];
    for (let at: Element | null = element; at; at = at.parentElement)
      backgrounds.push(getComputedStyle(at).backgroundColor);
    return [getComputedStyle(element).color, ...backgrounds];
  });
  const background = layers.reduceRight((below, layer) => over(rgba(layer), below), [0, 0, 0]);
  const lights = [luminance(over(rgba(text!), background)), luminance(background)];
  const contrast = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
  expect(contrast).toBeGreaterThanOrEqual(4.5);
}

const rgba = (css: string): number[] => css.match(/[\d.]+/g)!.map(Number);

const over = ([r, g, b, alpha = 1]: number[], below: number[]): number[] =>
  [r!, g!, b!].map((value, n) => alpha * value + (1 - alpha) * below[n]!);

/** Relative luminance of sRGB, of 0 to 255 each. */
function luminance(rgb: number[]): number {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
