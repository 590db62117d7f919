/**
 * Three lesions in real OHIF: one click predicts them all, one report holds them, and it comes back as one; a lesion
 * that is read anew takes the others with it.
 */
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  isPredictionReport,
  readPredictionReport,
  type PredictionReport,
} from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import { folderArchive, type Archive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { attachPanel, openPanel, type PanelPage } from '../support/panelPage.js';
import { writeSeveralLesions } from '../support/severalLesions.js';
import { launchChromium } from '../support/viewerPage.js';

// Four predictions, and two reports before the validators.
jest.setTimeout(600_000);

const folder = mkdtempSync(path.join(tmpdir(), 'mp-several-'));
const studyFolder = path.join(folder, 'study');
let browser: Browser;
let archive: Archive;
let study: string;

beforeAll(async () => {
  study = await writeSeveralLesions(studyFolder);
  archive = await folderArchive(studyFolder, path.join(folder, 'stow'));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});

const row = ({ panel }: PanelPage, lesion: string) =>
  panel.getByRole('row', { name: `Show the result of ${lesion}` });

test('one click predicts them all, one report holds them and comes back as one', async () => {
  const opened = await openPanel(browser, archive.viewer.studyUrl(study));
  const { panel, says } = opened;
  await panel.getByRole('button', { name: 'All 3 lesions' }).click();
  const save = panel.getByRole('button', { name: 'Save report of all 3' });
  await save.waitFor({ timeout: 240_000 });
  expect(
    await row(opened, 'Upper nodule')
      .getByText(/^0\.\d\d$/)
      .count(),
  ).toBe(2);
  expect(await row(opened, 'In the liver').getByText('Withheld').count()).toBe(2);
  expect(
    await row(opened, 'In the liver')
      .getByText(/^0\.\d\d$/)
      .count(),
  ).toBe(0);

  await row(opened, 'Its core').click();
  await panel.getByRole('radio', { name: /Its core/, checked: true }).waitFor();
  await says(/^Its core · MMDL/);
  await save.click();
  await says('Stored in the archive', 60_000);
  const [first] = await storedReports();
  expect(first!.predictions.map(({ lesion }) => lesion.label)).toEqual([
    'Upper nodule',
    'Its core',
    'In the liver',
  ]);
  expect(first!.seriesDescription).toMatch(/^3 lesions, .*DEMONSTRATION, research use only$/);

  await opened.page.reload();
  const again = await attachPanel(opened.page, opened.uncaught);
  await again.says('3 lesions', 60_000);
  await again.panel.getByRole('button', { name: /^Open the prediction of/ }).click();
  await again.panel.getByRole('radio', { name: /Upper nodule/, checked: true }).waitFor();
  await row(again, 'Its core').click();
  await again.says(/^Its core · MMDL/);
  await again.panel.getByRole('radio', { name: /Its core/, checked: true }).waitFor();

  await again.panel.getByRole('button', { name: 'Back to current' }).click();
  await again.run();
  await again.says(/2 other lesions in it are taken over unchanged/);
  await again.save.click();
  await again.says('Stored in the archive', 60_000);
  const reports = await storedReports();
  const second = reports.find(({ replaces }) => replaces.length > 0);
  expect(second!.replaces).toEqual([first!.sopInstanceUid]);
  expect(second!.predictions.map(({ lesion }) => lesion.label).sort()).toEqual([
    'In the liver',
    'Its core',
    'Upper nodule',
  ]);
  const uidOf = (report: PredictionReport, label: string) =>
    report.predictions.find(({ lesion }) => lesion.label === label)!.uid;
  expect(uidOf(second!, 'Upper nodule')).toBe(uidOf(first!, 'Upper nodule'));
  expect(uidOf(second!, 'Its core')).not.toBe(uidOf(first!, 'Its core'));
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

/** Each sound to every validator at hand. */
async function storedReports(): Promise<PredictionReport[]> {
  const files = await archive.stored();
  const reports: PredictionReport[] = [];
  for (const file of files) {
    const dataset = await decodePart10(file);
    if (!isPredictionReport(dataset)) continue;
    expect(checkSr(file, [])).toEqual([]);
    reports.push(readPredictionReport(dataset));
  }
  return reports;
}
