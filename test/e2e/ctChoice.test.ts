/** Two CT series of one frame of reference: which one is read, why, and how to read the other. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodePart10, encodePart10, newUid } from '@mutation-prediction/core';
import type { NaturalisedDataset } from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { filesBelow, folderArchive } from '../support/archive.js';
import type { PanelPage } from '../support/panelPage.js';
import { openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-ct-choice-'));
const study = path.join(folder, 'study');
let studyInstanceUid: string;
let browser: Browser;
let archive: Archive;
let opened: PanelPage;

beforeAll(async () => {
  const phantom = await writePhantomStudy(study, { size: [128, 128, 64], seed: 3 });
  studyInstanceUid = phantom.studyInstanceUid;
  await addThickSeries();
  await forgetReferences(path.join(study, 'seg/nodule.dcm'));
  archive = await folderArchive(study, path.join(folder, 'stow'));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});

test('says which CT is read and why; on another CT the result is out of date', async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(studyInstanceUid));
  const { panel } = opened;
  await opened.says(/^Why: the thinnest slices/);
  await opened.run();

  await panel
    .getByLabel(/^CT series for/)
    .selectOption({ label: 'Series 5, Every other slice, 32 images' });
  await opened.says(/Out of date\..*CT under them/);
  await opened.says('Why: chosen by you');
  await panel.getByRole('button', { name: 'Run again' }).click();
  await opened.save.waitFor({ timeout: 120_000 });

  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

/** Every other slice of the CT as a series of its own. */
async function addThickSeries(): Promise<void> {
  const SeriesInstanceUID = newUid();
  const directory = path.join(study, 'ct-thick');
  mkdirSync(directory);
  for (const file of filesBelow(path.join(study, 'ct'))) {
    const dataset = await decodePart10(file);
    const number = Number(dataset['InstanceNumber']);
    if (number % 2 === 1) continue;
    const slice = {
      ...dataset,
      SeriesInstanceUID,
      SeriesNumber: 5,
      SeriesDescription: 'Every other slice',
      SOPInstanceUID: newUid(),
    } as NaturalisedDataset;
    writeFileSync(path.join(directory, `${number}.dcm`), new Uint8Array(await encodePart10(slice)));
  }
}

/** A SEG may name no series at all: then its frame of reference alone says where it belongs. */
async function forgetReferences(seg: string): Promise<void> {
  const dataset = await decodePart10(new Uint8Array(readFileSync(seg)));
  const frames = dataset['PerFrameFunctionalGroupsSequence'] as NaturalisedDataset[];
  const orphan = {
    ...dataset,
    ReferencedSeriesSequence: undefined,
    PerFrameFunctionalGroupsSequence: frames.map((frame) => ({
      ...frame,
      DerivationImageSequence: undefined,
    })),
  } as NaturalisedDataset;
  writeFileSync(seg, new Uint8Array(await encodePart10(orphan)));
}
