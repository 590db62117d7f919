/** What a radiologist meets when something goes wrong: plain words, nothing lost, nothing mixed up. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  encodePart10,
  isPredictionReport,
  newUid,
  readPredictionReport,
} from '@mutation-prediction/core';
import type { NaturalisedDataset } from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { filesBelow, folderArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import type { PanelPage } from '../support/panelPage.js';
import { attachPanel, drawBall, growBall, openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-failure-paths-'));
const studies = path.join(folder, 'studies');
let browser: Browser;
let first: WrittenPhantom;
let second: WrittenPhantom;
let archive: Archive;
let opened: PanelPage;

beforeAll(async () => {
  const size = [128, 128, 64] as const;
  first = await writePhantomStudy(path.join(studies, 'first'), { size, seed: 1 });
  second = await writePhantomStudy(path.join(studies, 'second'), { size, seed: 2 });
  await addSegmentationOfAnotherFrame(path.join(studies, 'second/seg'));
  browser = await launchChromium();
});

beforeEach(async () => {
  archive = await folderArchive(studies, mkdtempSync(path.join(folder, 'stow-')));
});

afterEach(async () => {
  await opened.close();
  await archive.close();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a refused report is kept: reason, download, retry', async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(first.studyInstanceUid));
  const { page, panel } = opened;
  await opened.run();
  await page.route('**/dicom-web/studies**', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 409, json: failedStow(0xa700) })
      : route.fallback(),
  );

  await opened.save.click();
  await opened.says(/Not saved\..*out of resources \(A700H\)/);
  expect(await archive.stored()).toHaveLength(0);

  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Download' }).click();
  const file = readFileSync(await (await download).path());
  expect(isPredictionReport(await decodePart10(new Uint8Array(file)))).toBe(true);

  await page.unroute('**/dicom-web/studies**');
  await panel.getByRole('button', { name: 'Retry' }).click();
  await opened.says('Stored in the archive');
  expect(await archive.stored()).toHaveLength(1);
});

test('a model whose bytes do not match its hash never runs', async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(first.studyInstanceUid));
  await opened.page.context().route('**/mmdl-demo/*.onnx', async (route) => {
    const response = await route.fetch();
    const bytes = await response.body();
    bytes[bytes.length >> 1]! ^= 1;
    await route.fulfill({ response, body: bytes });
  });

  await opened.predict.click();

  await opened.says(/model\.onnx.*(hash|SHA-256)/);
  expect(await opened.panel.getByText('No result yet').isVisible()).toBe(true);
});

test('a SEG of another frame of reference is refused, the good one stays usable', async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(second.studyInstanceUid));

  await opened.says(/frame of reference/);
  await opened.lesion(/Nodule/).waitFor();
  expect(await opened.panel.getByRole('radio').count()).toBe(1);
  await opened.run();
});

test('Cancel stops a run at once, and the next run works', async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(first.studyInstanceUid));
  const { panel } = opened;
  await opened.predict.click();
  await panel.getByRole('progressbar').waitFor();

  await panel.getByRole('button', { name: 'Cancel' }).click();
  await opened.says(/Cancelled/, 5_000);
  expect(await panel.getByText('No result yet').isVisible()).toBe(true);

  await opened.run();
});

test('a drawn lesion is saved with its SEG; edited afterwards, its result is out of date', async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(first.studyInstanceUid));
  const { page, panel } = opened;
  const ball = { centreLps: first.truth.nodule.centreLps, radiusMm: 9 };
  const labelmap = await drawBall(page, ball);
  const drawn = panel.getByRole('radio', { name: /^Segment 1/ });
  await drawn.check();
  await opened.run();
  await opened.save.click();
  await opened.says('Stored in the archive');

  const stored = await archive.stored();
  expect(stored).toHaveLength(2);
  const [report, segmentation] = await reportFirst(stored);
  expect(checkSr(report, [segmentation, ...filesBelow(path.join(studies, 'first/ct'))])).toEqual(
    [],
  );
  const { predictions } = readPredictionReport(await decodePart10(report));
  expect(predictions[0]!.inputs.segmentation.kind).toBe('labelmap');

  // The SEG that went with the report is in the study, but not a lesion more.
  const browserEntry = page.locator('[data-cy="study-browser-thumbnail-no-image"]');
  await browserEntry.filter({ hasText: 'for mutation prediction' }).first().waitFor();
  expect(await panel.getByRole('radio').count()).toBe(2);

  await growBall(page, labelmap, { ...ball, radiusMm: 12 });
  await opened.says(/Out of date\..*contours/);
  expect(await opened.save.count()).toBe(0);

  // What was drawn is gone with the page; its SEG is there.
  await page.reload();
  const reloaded = await attachPanel(page, opened.uncaught);
  await reloaded.lesion(/^Segment 1/).waitFor();
  await reloaded.says(/^SEG .*for mutation prediction/);
  expect(opened.uncaught).toEqual([]);
});

test('from the worklist to another patient: the result does not come along', async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(first.studyInstanceUid));
  const { page, uncaught } = opened;
  await opened.run();

  // The result is unsaved, which the panel asks about.
  page.once('dialog', (dialog) => void dialog.accept());
  await page.locator('[data-cy="return-to-work-list"]').click();
  await page.getByText('MP-PHANTOM-2').first().click();
  await page.getByText('Mutation Prediction').first().click();
  const other = await attachPanel(page, uncaught);
  await other.says('No result yet');
  expect(await other.save.count()).toBe(0);
  expect(uncaught).toEqual([]);
});

test('our report opens from the study browser', async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(first.studyInstanceUid));
  await opened.run();
  await opened.save.click();
  await opened.says('Stored in the archive');

  const thumbnail = opened.page.locator('[data-cy="study-browser-thumbnail-no-image"]', {
    hasText: 'SR',
  });
  await thumbnail.first().dblclick();

  await opened.says(/Read-only/);
  expect(opened.uncaught).toEqual([]);
});

/** A copy of the study's SEG under new UIDs that claims another frame of reference. */
async function addSegmentationOfAnotherFrame(directory: string): Promise<void> {
  const dataset = await decodePart10(
    new Uint8Array(readFileSync(path.join(directory, 'nodule.dcm'))),
  );
  const other = {
    ...dataset,
    SOPInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    FrameOfReferenceUID: newUid(),
    SeriesDescription: 'Elsewhere',
    SeriesNumber: 3,
  } as NaturalisedDataset;
  writeFileSync(path.join(directory, 'elsewhere.dcm'), new Uint8Array(await encodePart10(other)));
}

/** A STOW-RS answer that refuses every instance it may be asked to (PS3.18 table 10.5.3-1). */
function failedStow(reason: number) {
  const item = {
    '00081150': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.88.34'] },
    '00081155': { vr: 'UI', Value: ['1.2.3'] },
    '00081197': { vr: 'US', Value: [reason] },
  };
  return { '00081198': { vr: 'SQ', Value: [item] } };
}

async function reportFirst(files: readonly Uint8Array[]): Promise<[Uint8Array, Uint8Array]> {
  const [a, b] = [files[0]!, files[1]!];
  return isPredictionReport(await decodePart10(a)) ? [a, b] : [b, a];
}
