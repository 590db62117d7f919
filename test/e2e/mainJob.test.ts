/**
 * The main job, in real OHIF in Chromium: study → panel → prediction → SR in the archive → page
 * reloaded → prediction found again. Once over Orthanc, once over the embedded folder store.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Prediction } from '@mutation-prediction/core';
import { decodePart10, quantityOf, readPredictionReport } from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { filesBelow, folderArchive, orthancArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { runCli } from '../support/cli.js';
import { hasOrthanc } from '../support/orthanc.js';
import type { PanelPage } from '../support/panelPage.js';
import { attachPanel, openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';
import { expectSameTargets, predictedTargets } from '../support/predictedTargets.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-main-job-'));
const studyFolder = path.join(folder, 'study');
let browser: Browser;
let study: WrittenPhantom;
let files: Uint8Array[];

beforeAll(async () => {
  study = await writePhantomStudy(studyFolder, { size: [160, 160, 80] });
  files = filesBelow(studyFolder);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const archives: readonly (readonly [string, () => Promise<Archive>])[] = [
  ...(hasOrthanc ? [['Orthanc', () => orthancArchive(studyFolder)] as const] : []),
  ['the embedded store', () => folderArchive(studyFolder, path.join(folder, 'stow'))],
];

test.each(archives)('predict, save, reload and find again, over %s', async (_, open) => {
  const archive = await open();
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));

    // One lesion, so it is picked: one click to a result.
    expect(await opened.lesion(/Nodule/).isChecked()).toBe(true);
    await opened.run();
    await opened.says(/Demonstration weights/);
    expect(await archive.stored()).toHaveLength(0);
    await opened.save.click();
    await opened.says('Stored in the archive', 60_000);
    await expectBannerOnTop(opened);

    const [sr, ...others] = await archive.stored();
    expect(others).toHaveLength(0);
    expect(checkSr(sr!, files)).toEqual([]);
    // Where the network looked, for each gene.
    expect(await archive.maps()).toHaveLength(2);
    const { predictions } = readPredictionReport(await decodePart10(sr!));
    await expectSameAsCommandLine(predictions[0]!);

    await opened.page.reload();
    const reloaded = await attachPanel(opened.page, opened.uncaught);
    const reopen = reloaded.panel.getByRole('button', { name: /^Open the prediction of/ });
    await reopen.waitFor();
    await reopen.click();
    await reloaded.says(/Read-only/);
    for (const target of predictedTargets(predictions[0]!)) {
      const { probability } = target;
      const row = reloaded.panel.getByRole('img', { name: quantityOf(target) });
      expect(await row.first().getAttribute('aria-label')).toContain(probability.toFixed(2));
    }

    expect(opened.uncaught).toEqual([]);
    await opened.close();
  } finally {
    await archive.close();
  }
});

/** However far the panel is scrolled, it says what its numbers are not for. */
async function expectBannerOnTop({ panel }: PanelPage): Promise<void> {
  await panel.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  expect(await panel.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
  const edge = (await panel.boundingBox())!.y;
  const banner = (await panel.getByRole('note').boundingBox())!.y;
  expect(Math.abs(banner - edge)).toBeLessThan(5);
}

/** The command line on the same files, with the patient data that the panel took from DICOM. */
async function expectSameAsCommandLine(fromBrowser: Prediction): Promise<void> {
  const run = await runCli(
    'predict',
    '--ct',
    path.join(studyFolder, 'ct'),
    '--seg',
    path.join(studyFolder, 'seg/nodule.dcm'),
    '--json',
  );
  expect(run.code).toBe(0);
  const fromFiles = JSON.parse(run.stdout) as Prediction;
  expect(fromBrowser.model).toEqual(fromFiles.model);
  expect(fromBrowser.inputs.clinical).toEqual(fromFiles.inputs.clinical);
  expect(fromBrowser.lesion.voxelCount).toBe(fromFiles.lesion.voxelCount);
  expect(fromBrowser.lesion.centroidLps).toEqual(fromFiles.lesion.centroidLps);
  expectSameTargets(fromBrowser, fromFiles);
}
