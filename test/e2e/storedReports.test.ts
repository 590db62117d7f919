/** What is stored in a study, opened in real OHIF: measurements by others, maps of a report of ours, a PDF of it. */
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
import { attachPanel, openPanel } from '../support/panelPage.js';
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
    // Without private attributes, which have no keyword.
    ...Object.fromEntries(Object.entries(dataset).filter(([name]) => !/^[\dA-F]{8}$/i.test(name))),
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
  await dialog.getByRole('searchbox').fill('lesion entropy');
  await dialog.getByText('2 of 30').waitFor();
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

test('a reopened report shows its stored maps, in the dialog and over the images; it is printed, too', async () => {
  const opened = await openPanel(browser, archive.viewer.studyUrl(phantom.studyInstanceUid));
  const { page } = opened;
  await opened.run();
  const printed = page.waitForEvent('download');
  await opened.panel.getByRole('button', { name: 'PDF', exact: true }).click();
  const pdf = readFileSync(await (await printed).path());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  if (pictures) writeFileSync(path.join(pictures, 'report.pdf'), pdf);
  await opened.save.click();
  await opened.says('Stored in the archive', 120_000);
  expect((await archive.maps()).length).toBeGreaterThan(0);

  await page.reload();
  const again = await attachPanel(page, opened.uncaught);
  await again.panel.getByRole('button', { name: /^Open the prediction of/ }).click();
  await again.panel.getByRole('button', { name: 'Why?' }).click();
  const dialog = page.getByRole('dialog', { name: /^Why\?/ });
  const tiles = dialog.getByRole('img', { name: /with where the network looked/ });
  await tiles.nth(2).waitFor({ timeout: 60_000 });
  expect(await tiles.count()).toBe(3);
  if (pictures) await page.screenshot({ path: path.join(pictures, 'stored-why.png') });
  const colours = await tiles.first().evaluate((tile) => {
    const [grey, map] = [...tile.querySelectorAll('canvas')].map((canvas) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return [...data];
    });
    const values = (pixels: number[]) => new Set(pixels.filter((_, n) => n % 4 === 0)).size;
    return {
      grey: values(grey!),
      drawn: map!.filter((value, n) => n % 4 === 3 && value > 0).length,
    };
  });
  expect(colours.grey).toBeGreaterThan(20);
  expect(colours.drawn).toBeGreaterThan(50);

  await dialog.getByRole('button', { name: 'Show in the images' }).click();
  await again.panel
    .getByRole('region', { name: 'Where the network looked, over the images' })
    .waitFor();
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLCanvasElement>('.mp-overlay canvas')].some((canvas) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value, n) => n % 4 === 3 && value > 0);
      }),
    null,
    { timeout: 60_000 },
  );
  if (pictures) await page.screenshot({ path: path.join(pictures, 'stored-map-over-images.png') });
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});
