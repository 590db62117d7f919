/**
 * Segmentations are read beside the viewer, in real OHIF in Chromium: an object that keeps its reader
 * busy for ever, or that has none, costs the viewer nothing and is refused by name.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { folderArchive } from '../support/archive.js';
import { attachPanel } from '../support/panelPage.js';
import { launchChromium, watchTrouble } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-parsing-'));
let browser: Browser;
let study: WrittenPhantom;
let archive: Archive;

beforeAll(async () => {
  study = await writePhantomStudy(path.join(folder, 'study'), { size: [96, 96, 48] });
  archive = await folderArchive(path.join(folder, 'study'), path.join(folder, 'stow'));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The study, with another script in place of the parsing worker's. */
async function openWith(respond: Parameters<Page['route']>[1]) {
  const page = await (await browser.newContext()).newPage();
  const { uncaught } = watchTrouble(page);
  await page.route('**/parsing.worker.js', respond);
  await page.goto(archive.viewer.studyUrl(study.studyInstanceUid));
  return attachPanel(page, uncaught);
}

const NAME = 'SEG "Nodule of the phantom", series 2';

test('an object that is read for ever is given up after a while, and the viewer never waits', async () => {
  const opened = await openWith((route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: {
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
      },
      body: 'onmessage = () => { for (;;); };',
    }),
  );
  await opened.says(`Reading ${NAME}…`);
  // The page answers while the worker does not.
  const patient = opened.panel.getByRole('button', { name: 'Patient', exact: true });
  await patient.click();
  expect(await patient.getAttribute('aria-expanded')).toBe('false');
  await opened.says(`${NAME} could not be read: it took longer than 20 s.`, 60_000);
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

test('a site that does not serve the worker is told so', async () => {
  const opened = await openWith((route) => route.fulfill({ status: 404, body: '' }));
  await opened.says(/could not be read: .*parsing\.worker\.js could not be loaded/, 60_000);
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});
