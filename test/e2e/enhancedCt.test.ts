/** CT in one multi-frame image: its lesion is predicted in the panel as on the command line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Prediction } from '@mutation-prediction/core';
import { decodePart10, readPredictionReport, SOP_CLASS } from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser } from 'playwright-core';
import { filesBelow, folderArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { runCli } from '../support/cli.js';
import { drawBall, openPanel } from '../support/panelPage.js';
import { expectSameTargets } from '../support/predictedTargets.js';
import { makeEnhanced } from '../support/remadeStudy.js';
import { launchChromium } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-enhanced-ct-'));
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['Enhanced CT', SOP_CLASS.enhancedCt],
  ['Legacy Converted Enhanced CT', SOP_CLASS.legacyConvertedEnhancedCt],
])('%s', async (name, sopClassUid) => {
  const study = path.join(folder, name, 'study');
  const { studyInstanceUid, truth } = await writePhantomStudy(study, { size: [128, 128, 64] });
  await makeEnhanced(study, sopClassUid);
  const archive = await folderArchive(study, path.join(folder, name, 'stow'));
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(studyInstanceUid));
    expect(await opened.lesion(/Nodule/).isChecked()).toBe(true);
    await opened.run();
    await opened.save.click();
    await opened.says('Stored in the archive', 60_000);

    const [sr] = await archive.stored();
    expect(checkSr(sr!, filesBelow(study))).toEqual([]);
    const [prediction] = readPredictionReport(await decodePart10(sr!)).predictions;
    const fromFiles = await onTheCommandLine(study);
    expect(prediction!.lesion.voxelCount).toBe(fromFiles.lesion.voxelCount);
    expect(prediction!.lesion.centroidLps).toEqual(fromFiles.lesion.centroidLps);
    expect(saidOf(prediction!)).toEqual(saidOf(fromFiles));
    expectSameTargets(prediction!, fromFiles);

    // A lesion drawn on its frames, too.
    await drawBall(opened.page, { centreLps: truth.nodule.centreLps, radiusMm: 9 });
    await opened.lesion(/Segment 1/).click({ timeout: 30_000 });
    await opened.run();
    expect(opened.uncaught).toEqual([]);
    await opened.close();
  } finally {
    await archive.close();
  }
});

/** What a prediction warns of, wherever it ran. */
const saidOf = ({ warnings }: Prediction): string[] =>
  warnings.filter(({ code }) => code !== 'device-fallback').map(({ message }) => message);

async function onTheCommandLine(study: string): Promise<Prediction> {
  const run = await runCli(
    ...['predict', '--ct', path.join(study, 'ct'), '--seg', path.join(study, 'seg/nodule.dcm')],
    '--json',
  );
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout) as Prediction;
}
