/** The page that measures a device, as the viewer serves it: real networks on WASM, a table, and JSON to share. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { folderArchive, type Archive } from '../support/archive.js';
import { launchChromium } from '../support/viewerPage.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const folder = mkdtempSync(path.join(tmpdir(), 'mp-device-bench-'));
let browser: Browser;
let archive: Archive;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  archive = await folderArchive(folder, path.join(folder, 'stow'));
  page = await browser.newPage({ viewport: { width: 1366, height: 768 }, acceptDownloads: true });
  await page.goto(`${archive.viewer.url}/bench`);
  await button('Start').waitFor({ timeout: 60_000 });
});

afterAll(async () => {
  await browser.close();
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});

const button = (name: string) => page.getByRole('button', { name });
const row = (name: RegExp) => page.getByRole('row', { name });

/** Leaves one model, for a test is no bench. */
async function chooseOnly(model: RegExp): Promise<void> {
  for (const box of await page.getByRole('checkbox').all()) await box.setChecked(false);
  await page.getByRole('checkbox', { name: model }).setChecked(true);
  await page.getByLabel(/Runs of each/).fill('2');
}

test('times what a prediction consists of, and gives it as JSON', async () => {
  await chooseOnly(/MMDL|nine views/i);
  await button('Start').click();
  await page.getByText('Done.').waitFor({ timeout: 120_000 });

  for (const name of [/reading the lesion/, /prediction on WASM/, /107 radiomic features/]) {
    const cells = await row(name).getByRole('cell').allTextContents();
    expect([name, cells[0], cells[1]]).toEqual([
      name,
      expect.stringMatching(/^[\d.]+$/),
      expect.stringMatching(/^[\d.]+$/),
    ]);
  }
  expect(await row(/prediction on WASM/).textContent()).toMatch(/processor, \d+ threads/);
  expect(await row(/prediction on WebGPU/).textContent()).toContain('emulated on the processor');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByText('Download JSON').click(),
  ]);
  const result = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
    rows: { task: { kind: string; digest?: string }; measured?: { warm: { runs: number } } }[];
  };
  expect(result).toMatchObject({ format: 'mutation-prediction-device-bench', version: 1 });
  expect(result.rows.map(({ task, measured }) => [task.kind, measured?.warm.runs])).toEqual([
    ['preparation', 2],
    ['prediction', 2],
    ['prediction', undefined],
    ['radiomics', 2],
  ]);
  expect(result.rows[1]?.task.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
}, 200_000);

test('axe objects to nothing', async () => {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('stops when asked to, and keeps what was measured', async () => {
  await page.getByLabel(/Runs of each/).fill('50');
  await button('Start').click();
  await row(/reading the lesion/).waitFor({ timeout: 60_000 });
  await button('Stop').click();
  await page.getByText('Stopped. What was measured stays.').waitFor({ timeout: 30_000 });
  expect(await row(/reading the lesion/).count()).toBe(1);
  await button('Start').waitFor();
}, 120_000);

test('takes no model from elsewhere', async () => {
  const other = await browser.newPage();
  const asked: string[] = [];
  other.on('request', (request) => asked.push(request.url()));
  const own = new URL(page.url());
  await other.goto(`${own.origin}${own.pathname}?model=https://models.example/evil/`);
  await other.getByText('No model package could be read.').waitFor({ timeout: 30_000 });
  expect(asked.filter((url) => url.startsWith('https://'))).toEqual([]);
});
