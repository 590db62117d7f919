/**
 * What is no lung lesion, in real OHIF: a ball drawn in the phantom's liver has no number in the panel, in the
 * stored report or when that is opened again; shown on request, it is marked in all of them.
 */
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  isPredictionReport,
  readPredictionReport,
  type Prediction,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser } from 'playwright-core';
import { folderArchive, type Archive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { attachPanel, drawBall, openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';
import { predictedTargets } from '../support/predictedTargets.js';

// Two predictions, and two reports before the validators.
jest.setTimeout(450_000);

const folder = mkdtempSync(path.join(tmpdir(), 'mp-withheld-'));
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a ball in the liver is withheld, and marked where it is shown all the same', async () => {
  const studyFolder = path.join(folder, 'study');
  const study = await writePhantomStudy(studyFolder, { size: [128, 128, 70] });
  const archive = await folderArchive(studyFolder, path.join(folder, 'stow'));
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
    await drawBall(opened.page, { centreLps: [-70, 0, -135], radiusMm: 14 });
    const lesion = opened.lesion(/Segment 1/);
    await lesion.waitFor({ timeout: 60_000 });
    await lesion.check();
    await opened.run();
    await opened.says('No result: what the model says is withheld.');
    await opened.says(/There is no aerated lung within 22 mm of the lesion/);
    const bars = opened.panel.getByRole('img', { name: /^Probability of/ });
    expect(await bars.count()).toBe(0);
    await opened.save.click();
    await opened.says('Stored in the archive', 60_000);

    const withheld = await storedPrediction(archive);
    expect(withheld.targets.map(({ status }) => status)).toEqual(['withheld', 'withheld']);
    expect(withheld.lesion).not.toHaveProperty('finding');

    await opened.panel.getByRole('button', { name: 'Show the figures all the same' }).click();
    await opened.says(/^Withheld figures, shown because a user asked/, 120_000);
    const label = await bars.first().getAttribute('aria-label');
    expect(label).toMatch(/reads as .*Withheld by a check, shown on request/);
    await opened.save.click();
    await opened.says('Stored in the archive', 60_000);
    const shown = await storedPrediction(archive);
    for (const target of predictedTargets(shown)) {
      expect(target.shownDespite).toEqual(['outside-lung']);
    }

    await opened.page.reload();
    const reloaded = await attachPanel(opened.page, opened.uncaught);
    await reloaded.panel
      .getByRole('button', { name: /^Open the prediction of/ })
      .first()
      .click();
    await reloaded.says(/^Withheld figures, shown because a user asked/);
    expect(opened.uncaught).toEqual([]);
    await opened.close();
  } finally {
    await archive.close();
  }
});

/** Of the newest report that was stored. */
async function storedPrediction(archive: Archive): Promise<Prediction> {
  const stored = await archive.stored();
  const datasets = await Promise.all(stored.map(decodePart10));
  const others = stored.filter((_, n) => !isPredictionReport(datasets[n]!));
  const reports = datasets.flatMap((dataset, n) =>
    isPredictionReport(dataset)
      ? [{ file: stored[n]!, prediction: readPredictionReport(dataset).predictions[0]! }]
      : [],
  );
  const [newest] = reports.sort((a, b) =>
    b.prediction.createdAt.localeCompare(a.prediction.createdAt),
  );
  expect(checkSr(newest!.file, others)).toEqual([]);
  return newest!.prediction;
}
