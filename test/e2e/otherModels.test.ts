/** Models that look at no views, in the panel of real OHIF: chosen, run, and as the command line says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quantityOf, type Prediction } from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { folderArchive } from '../support/archive.js';
import { runCli } from '../support/cli.js';
import type { PanelPage } from '../support/panelPage.js';
import { openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';
import { predictedTargets } from '../support/predictedTargets.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-other-models-'));
const studyFolder = path.join(folder, 'study');
const screenshots = process.env['MP_SCREENSHOTS'];
let browser: Browser;
let archive: Archive;
let study: WrittenPhantom;
let opened: PanelPage;

beforeAll(async () => {
  study = await writePhantomStudy(studyFolder, { size: [160, 160, 80] });
  browser = await launchChromium();
  archive = await folderArchive(studyFolder, path.join(folder, 'stow'));
});

beforeEach(async () => {
  opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
});

afterEach(() => opened.close());

afterAll(async () => {
  await archive.close();
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(['cnn3d-demo', 'clinical-tcia'])('%s', async (id) => {
  await opened.panel.getByRole('combobox', { name: 'Model' }).selectOption(id);
  await opened.run();

  const expected = await commandLine(id);
  for (const target of predictedTargets(expected)) {
    const { probability } = target;
    const row = opened.panel.getByRole('img', { name: quantityOf(target) });
    expect(await row.first().getAttribute('aria-label')).toContain(probability.toFixed(2));
  }
  // Nothing is shown of views that it has not seen.
  expect(await opened.panel.getByRole('group', { name: 'Views of the lesion' }).count()).toBe(0);
  expect(opened.uncaught).toEqual([]);
  if (screenshots) await opened.page.screenshot({ path: path.join(screenshots, `${id}.png`) });
});

async function commandLine(modelId: string): Promise<Prediction> {
  const files = [
    '--ct',
    path.join(studyFolder, 'ct'),
    '--seg',
    path.join(studyFolder, 'seg/nodule.dcm'),
  ];
  const run = await runCli('predict', ...files, '--model', modelId, '--json');
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout) as Prediction;
}
