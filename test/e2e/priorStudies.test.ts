/**
 * Two studies of a patient in one archive, in real OHIF in Chromium: the earlier report is found,
 * the lesion followed when the user says so, and its tracking UID stored. A report of somebody else that
 * the archive files under the same ID is never shown.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NaturalisedDataset, Prediction } from '@mutation-prediction/core';
import {
  decodePart10,
  encodePart10,
  newUid,
  readPredictionReport,
} from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { folderArchive, orthancArchive } from '../support/archive.js';
import { runCli } from '../support/cli.js';
import { hasOrthanc } from '../support/orthanc.js';
import type { PanelPage } from '../support/panelPage.js';
import { attachPanel, openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';
import { predictedTargets } from '../support/predictedTargets.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-prior-'));
const archiveFolder = path.join(folder, 'archive');
const now = path.join(archiveFolder, 'now');
const then = path.join(archiveFolder, 'then');
let browser: Browser;
let study: WrittenPhantom;
let prior: Prediction;

beforeAll(async () => {
  study = await writePhantomStudy(now, { size: [160, 160, 80] });
  // The same patient on another scanner grid: another study and frame of reference.
  await writePhantomStudy(then, { size: [128, 128, 64] });
  const report = path.join(then, 'report.dcm');
  const run = await runCli(
    'predict',
    ...['--ct', path.join(then, 'ct'), '--seg', path.join(then, 'seg/nodule.dcm')],
    ...['--model', 'mmdl-demo', '--report', report],
  );
  expect(run.code).toBe(0);
  prior = readPredictionReport(await decodePart10(readFileSync(report))).predictions[0]!;
  await writeReportOfSomebodyElse(report);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy with another name in another study, under the same ID: a mix-up in the archive. */
async function writeReportOfSomebodyElse(file: string): Promise<void> {
  const dataset = (await decodePart10(readFileSync(file))) as NaturalisedDataset;
  const other = {
    ...dataset,
    PatientName: 'Somebody^Else',
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    SOPInstanceUID: newUid(),
  };
  const target = path.join(archiveFolder, 'other');
  mkdirSync(target);
  writeFileSync(path.join(target, 'report.dcm'), new Uint8Array(await encodePart10(other)));
}

const archives: readonly (readonly [string, () => Promise<Archive>])[] = [
  ...(hasOrthanc ? [['Orthanc', () => orthancArchive(archiveFolder)] as const] : []),
  ['the embedded store', () => folderArchive(archiveFolder, path.join(folder, 'stow'))],
];

const earlier = ({ panel }: PanelPage) => panel.getByRole('region', { name: 'Earlier' });

test.each(archives)('a lesion is followed from another study, over %s', async (_, open) => {
  const archive = await open();
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
    await opened.says('Other studies of this patient');
    await opened.says('Same lesion?', 60_000);
    await opened.says('1 report filed under this patient’s ID is not shown: another patient name.');
    const row = earlier(opened).getByRole('listitem');
    expect(await row.count()).toBe(1);

    await opened.run();
    await row.getByRole('button', { name: 'Yes' }).click();
    await opened.says('Same lesion, as you said; its next report says so.');
    const cells = row.getByRole('row', { name: /^EGFR/ }).getByRole('cell');
    const egfr = predictedTargets(prior)
      .find(({ id }) => id === 'EGFR')!
      .probability.toFixed(2);
    expect(await cells.nth(0).textContent()).toBe(egfr);
    expect(await cells.nth(2).textContent()).toMatch(/^[+−±]0\.\d\d$/);

    await opened.save.click();
    await opened.says('Stored in the archive', 60_000);
    const [sr, ...others] = await archive.stored();
    expect(others).toHaveLength(0);
    const { predictions } = readPredictionReport(await decodePart10(sr!));
    expect(predictions[0]!.lesion.trackingUid).toBe(prior.lesion.trackingUid);

    // Nobody is asked again: the stored report says which lesion it is.
    await opened.page.reload();
    const reloaded = await attachPanel(opened.page, opened.uncaught);
    await reloaded.says('Same lesion: it bears the same tracking UID.', 60_000);
    await earlier(reloaded)
      .getByRole('button', { name: /^Open the prediction of .*study of/ })
      .click();
    await reloaded.says(/^Read-only/);
    expect(opened.uncaught).toEqual([]);
    await opened.close();
  } finally {
    await archive.close();
  }
});

test('the earlier study is not loaded into the viewer for that', async () => {
  const archive = await folderArchive(archiveFolder, path.join(folder, 'nothing'));
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
    await opened.says('Same lesion?', 60_000);
    const studies = await opened.page.evaluate(() => {
      const { services } = window as unknown as {
        services: {
          displaySetService: { getActiveDisplaySets(): { StudyInstanceUID: string }[] };
        };
      };
      return services.displaySetService
        .getActiveDisplaySets()
        .map(({ StudyInstanceUID }) => StudyInstanceUID);
    });
    expect([...new Set(studies)]).toEqual([study.studyInstanceUid]);
    await opened.close();
  } finally {
    await archive.close();
  }
});
