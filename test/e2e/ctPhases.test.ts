/** A classic CT series of several phases: which one is read is asked, said, and written into the report. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Prediction } from '@mutation-prediction/core';
import { decodePart10, readPredictionReport } from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser } from 'playwright-core';
import type { Archive } from '../support/archive.js';
import { filesBelow, folderArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { runCli } from '../support/cli.js';
import { openPanel } from '../support/panelPage.js';
import { expectSameTargets } from '../support/predictedTargets.js';
import { makePhases } from '../support/remadeStudy.js';
import { launchChromium } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-ct-phases-'));
const study = path.join(folder, 'study');
let studyInstanceUid: string;
let browser: Browser;
let archive: Archive;

beforeAll(async () => {
  ({ studyInstanceUid } = await writePhantomStudy(study, {
    size: [128, 128, 64],
    seed: 3,
    phase: 'venous',
  }));
  await makePhases(study, [40, 75]);
  archive = await folderArchive(study, path.join(folder, 'stow'));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the phase is asked for, predicted on as on the command line, and named in the report', async () => {
  const opened = await openPanel(browser, archive.viewer.studyUrl(studyInstanceUid));
  await opened.says(/does not say on which phase of its CT series it was drawn/);
  const choice = opened.panel.getByLabel(/^CT series for/);
  await choice.selectOption({ label: phaseNamed(75) });
  await opened.says('Why: chosen by you');
  await opened.run();
  await opened.save.click();
  await opened.says('Stored in the archive', 60_000);

  const [sr] = await archive.stored();
  expect(checkSr(sr!, filesBelow(study))).toEqual([]);
  const [prediction] = readPredictionReport(await decodePart10(sr!)).predictions;
  expect(prediction!.inputs.image?.phase).toBe('cardiac phase 75 %');
  const fromFiles = await onTheCommandLine(75);
  expect(prediction!.inputs.image).toEqual(fromFiles.inputs.image);
  expectSameTargets(prediction!, fromFiles);

  // Another phase is another result.
  await choice.selectOption({ label: phaseNamed(40) });
  await opened.says(/Out of date\..*CT under them/);
  await opened.run();
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

const phaseNamed = (percentage: number) =>
  `Series 1, Chest phantom, venous phase, cardiac phase ${percentage} %, 64 images`;

async function onTheCommandLine(phase: number): Promise<Prediction> {
  const run = await runCli(
    ...['predict', '--ct', path.join(study, 'ct'), '--seg', path.join(study, 'seg/nodule.dcm')],
    ...['--phase', String(phase), '--json'],
  );
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout) as Prediction;
}
