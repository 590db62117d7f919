/** What is stored in a study, opened in real OHIF: measurements by others. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NaturalisedDataset } from '@mutation-prediction/core';
import { decodePart10, encodePart10 } from '@mutation-prediction/core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser } from 'playwright-core';
import { folderArchive, type Archive } from '../support/archive.js';
import { dataFolder } from '../support/dicomFiles.js';
import { openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-stored-reports-'));
const studies = path.join(folder, 'studies');
/** Pictures of what is shown, for people to look at. */
const pictures = process.env['MP_PICTURES'];
const samples = dataFolder('dicom-samples/sr');
let browser: Browser;
let phantom: WrittenPhantom;
let archive: Archive;

beforeAll(async () => {
  phantom = await writePhantomStudy(studies, { size: [160, 160, 96], seed: 1 });
  await fileInStudy('test/golden/measurements/radiomics.sr.dcm', 'highdicom.dcm');
  if (samples) await fileInStudy(path.join(samples, 'sr.dcm'), 'dcmqi.dcm');
  browser = await launchChromium();
  archive = await folderArchive(studies, path.join(folder, 'stow'));
});

afterAll(async () => {
  await archive?.close();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A report as if it were of the phantom. */
async function fileInStudy(file: string, name: string): Promise<void> {
  const dataset = (await decodePart10(readFileSync(file))) as NaturalisedDataset;
  const ofPhantom = {
    ...dataset,
    StudyInstanceUID: phantom.studyInstanceUid,
    ...{ PatientID: '', PatientName: '', PatientBirthDate: '', PatientSex: '' },
  };
  writeFileSync(path.join(studies, name), new Uint8Array(await encodePart10(ofPhantom)));
}

test('others’ measurements are listed and open as numbers that say whose they are', async () => {
  const opened = await openPanel(browser, archive.viewer.studyUrl(phantom.studyInstanceUid));
  const { page, panel } = opened;
  await opened.says('Measurements by others', 60_000);
  await panel
    .getByRole('button', { name: 'Open the measurements Radiomics of two lesions' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Measurements: Radiomics of two lesions' });
  await dialog.getByText('Not of this product: made by Radiomics Inc., and not checked.').waitFor();
  const lesion = dialog.getByRole('table', { name: 'Lesion B' });
  expect(await lesion.getByRole('row', { name: /Volume \(mesh\)/ }).textContent()).toBe(
    'Volume (mesh)2060.13mm3',
  );
  if (pictures) await page.screenshot({ path: path.join(pictures, 'measured-by-others.png') });
  await dialog.getByRole('searchbox').fill('lesion a mean');
  await dialog.getByText('1 of 30').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  if (samples) {
    await panel.getByRole('button', { name: /^Open the measurements tumor measurements/ }).click();
    const theirs = page.getByRole('dialog', { name: /tumor measurements/ });
    const row = theirs.getByRole('row', { name: /^SUVbw, Mean/ });
    expect(await row.textContent()).toBe('SUVbw, Mean6.01529g/ml');
  }
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});
