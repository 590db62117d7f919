/** A part of the plugin that is missing or throws: OHIF starts without it, and the page says so. */
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OhifVersion } from '@mutation-prediction/server-adapter/viewer';
import {
  OHIF_PACKAGES,
  OHIF_VERSION,
  writePhantomStudy,
} from '@mutation-prediction/server-adapter/viewer';
import type { Browser, Page, Route } from 'playwright-core';
import { folderArchive, type Archive } from '../support/archive.js';
import { launchChromium } from '../support/viewerPage.js';

jest.setTimeout(300_000);

const folder = mkdtempSync(path.join(tmpdir(), 'mp-damaged-plugin-'));
const studies = path.join(folder, 'studies');
let browser: Browser;
let archive: Archive;

beforeAll(async () => {
  await writePhantomStudy(studies, { size: [64, 64, 24] });
  browser = await launchChromium();
  archive = await folderArchive(studies, path.join(folder, 'stow'));
});

afterAll(async () => {
  await archive?.close();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const missing = (route: Route) => route.fulfill({ status: 404, body: 'Not Found' });
/** As many servers answer for files that are not there. */
const ohifsPage = (route: Route) =>
  route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>OHIF</title>' });
const throwing = (route: Route) =>
  route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("damaged bundle");' });

test.each([
  ['an extension that is missing', 'extension', missing],
  ['an extension that is answered with OHIF’s page', 'extension', ohifsPage],
  ['an extension that throws', 'extension', throwing],
  ['a mode that throws', 'mode', throwing],
] as const)(
  '%s: OHIF’s studies can be opened, and the page says what is not there',
  async (_, part, answer) => {
    const page = await studyListWith(part, answer);
    await expectStudiesWithoutUs(page);
  },
);

const others = (Object.keys(OHIF_PACKAGES) as OhifVersion[]).filter((v) => v !== OHIF_VERSION);

test.each(others)('OHIF %s starts without an extension that throws, too', async (version) => {
  const other = await folderArchive(studies, path.join(folder, version), { version });
  try {
    await expectStudiesWithoutUs(await studyListWith('extension', throwing, other));
  } finally {
    await other.close();
  }
});

test('a plugin that is whole: nothing is said', async () => {
  const page = await studyListWith('extension', (route) => route.continue());
  await page.getByText('MP-PHANTOM-1').first().click({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Mutation Prediction' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.close();
});

async function expectStudiesWithoutUs(page: Page): Promise<void> {
  await page.getByText('MP-PHANTOM-1').first().click({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Basic Viewer' }).waitFor();
  expect(await page.getByRole('alert').allTextContents()).toEqual([
    expect.stringMatching(/^Mutation Prediction could not be loaded/),
  ]);
  // A study list shows only modes that can be used, or says of one why it cannot.
  const usable = page.getByRole('button', { name: 'Mutation Prediction', disabled: false });
  expect(await usable.count()).toBe(0);
  await page.close();
}

async function studyListWith(
  part: 'extension' | 'mode',
  answer: (route: Route) => Promise<void>,
  { viewer } = archive,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.route(`**/plugins/mutation-prediction/${part}/index.js`, answer);
  await page.goto(`${viewer.url}/`);
  return page;
}
