/**
 * From a CT that nobody has segmented to a stored report in real OHIF: button, click on the nodule, Predict, Save.
 * The slider and Undo work; what comes of it is an ordinary labelmap, and stored as what an algorithm helped to draw.
 */
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodePart10, isPredictionReport, readPredictionReport } from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser, Page } from 'playwright-core';
import { folderArchive } from '../support/archive.js';
import { attachPanel, openPanel } from '../support/panelPage.js';
import { clickAt, launchChromium, moveTo } from '../support/viewerPage.js';

jest.setTimeout(450_000);

/** In the right upper lobe of the phantom, clear of vessels. */
const IN_LUNG = [-70, 0, 90] as const;
const START = 'Segment a nodule with one click';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-one-click-'));
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a nodule by one click: predicted, adjusted, taken back, reported', async () => {
  const studyFolder = path.join(folder, 'study');
  const study = await writePhantomStudy(studyFolder, { size: [192, 192, 80] });
  rmSync(path.join(studyFolder, 'seg'), { recursive: true });
  const archive = await folderArchive(studyFolder, path.join(folder, 'stow'));
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
    const { page, panel } = opened;
    const button = (name: string) => panel.getByRole('button', { name });
    await opened.says('This study has no segmentation yet.');
    await look(page, 'no-segmentation');

    // OHIF's own tools, by the names that the panel has for them.
    await opened.says(/“Brush”, “Threshold” or “Shapes”/);
    await button('Open segmentation tools').click();
    for (const tool of [/^Brush/, /^Threshold/, /^Shapes/]) {
      await page.getByRole('button', { name: tool }).first().waitFor();
    }
    await page.keyboard.press('Alt+Shift+M');
    await panel.waitFor();

    await button(START).click();
    await opened.says('Click into the nodule in a viewport.');
    await look(page, 'waiting');
    await page.keyboard.press('Escape');
    await button(START).waitFor();

    await button(START).click();
    await clickAt(page, IN_LUNG);
    await opened.says('There is only aerated lung where the point lies.', 60_000);
    const nodule = study.truth.nodule.centreLps;
    await clickAt(page, [nodule[0] + 3, nodule[1] - 3, nodule[2]]);
    const lesion = opened.lesion(/Nodule 1/);
    await lesion.waitFor({ timeout: 120_000 });
    expect(await lesion.isChecked()).toBe(true);
    await look(page, 'made');

    const volume = async () =>
      Number(/([\d.]+) cm³/.exec(await panel.locator('.mp-lesion').first().innerText())![1]);
    const plain = await volume();
    expect(plain).toBeGreaterThan(4);
    expect(plain).toBeLessThan(8);
    const slider = panel.getByRole('slider');
    await slider.fill('1');
    await expectSoon(async () => (await volume()) > plain);
    await slider.fill('0');
    await expectSoon(async () => (await volume()) === plain);

    await button('Undo').click();
    await opened.says('This study has no segmentation yet.', 60_000);
    await moveTo(page, nodule);
    await button('At the middle of the viewport').click();
    await lesion.waitFor({ timeout: 120_000 });
    await button('Keep').click();

    await opened.run();
    await look(page, 'result');
    await opened.save.click();
    await opened.says('Stored in the archive', 60_000);
    const datasets = await Promise.all((await archive.stored()).map(decodePart10));
    const report = datasets.find(isPredictionReport)!;
    const [prediction] = readPredictionReport(report).predictions;
    expect(prediction!.lesion.longestDiameterMm).toBeGreaterThan(18);
    const segmentation = datasets.find((dataset) => dataset['Modality'] === 'SEG');
    expect(segmentation).toMatchObject({
      SegmentSequence: [
        {
          SegmentLabel: 'Nodule 1',
          SegmentAlgorithmType: 'SEMIAUTOMATIC',
          SegmentAlgorithmName: 'OHIF Mutation Prediction one-click segmenter',
        },
      ],
    });

    // Opened again, with the stored contours and the stored report shown.
    await page.reload();
    const reloaded = await attachPanel(page, opened.uncaught);
    await panel.getByRole('button', { name: /^Open the prediction of/ }).click();
    await reloaded.says(/Read-only/);
    await button(START).click();
    await clickAt(page, nodule);
    await panel.getByText('"One-click nodules", drawn here').waitFor({ timeout: 120_000 });
    expect(await lesion.last().isChecked()).toBe(true);
    await look(page, 'reopened');
    expect(opened.uncaught).toEqual([]);
    await opened.close();
  } finally {
    await archive.close();
  }
});

async function expectSoon(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It never came to it.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Pictures for whoever changes the tool, where MP_LOOK names a folder. */
async function look(page: Page, name: string): Promise<void> {
  const out = process.env['MP_LOOK'];
  if (out) await page.screenshot({ path: path.join(out, `one-click-${name}.png`) });
}
