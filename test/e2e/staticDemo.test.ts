/**
 * The live demonstration of `npm run site` on a host that only has files and is not at its root, and that sends none of
 * the headers that threads need: the study opens, a lesion is predicted, and nothing is said to be stored.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';

interface StaticHost {
  readonly url: string;
  readonly missing: readonly string[];
  close(): Promise<void>;
}
interface SiteTools {
  writeDemo(folder: string, base: string, say: (message: string) => void): Promise<void>;
  serveFolder(folder: string, options: { readonly base: string }): Promise<StaticHost>;
}

const BASE = '/some/where/demo/';
const folder = mkdtempSync(path.join(tmpdir(), 'mp-static-demo-'));
let tools: SiteTools;
let host: StaticHost;

beforeAll(async () => {
  const load = async (name: string) =>
    (await import(path.resolve(`tools/site/${name}.mjs`))) as SiteTools;
  const [demo, served] = await Promise.all(['demo', 'staticHost'].map(load));
  tools = { ...demo!, ...served! };
  await tools.writeDemo(folder, BASE, () => undefined);
  host = await tools.serveFolder(folder, { base: BASE });
}, 600_000);

afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('predicts from static files', async () => {
  const browser = await launchChromium({ webGpu: false });
  try {
    const opened = await openPanel(browser, `${host.url}${BASE}`);
    await opened.run();
    await opened.says(/Probability of EGFR mutation/);
    await opened.says(/WASM runs on one thread/);
    await opened.save.click();
    await opened.says('The data source of this viewer cannot store DICOM objects.');
    expect(opened.uncaught).toEqual([]);
    expect(host.missing.filter((name) => name.startsWith(BASE))).toEqual([]);
  } finally {
    await browser.close();
  }
}, 600_000);

test('measures a device from static files', async () => {
  const browser = await launchChromium({ webGpu: false });
  try {
    const page = await browser.newPage();
    await page.goto(`${host.url}${BASE}bench/`);
    await page.getByRole('button', { name: 'Start' }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('checkbox').count()).toBeGreaterThan(3);
    await page.getByText('WebAssembly has one thread').waitFor();
    expect(host.missing.filter((name) => name.startsWith(BASE))).toEqual([]);
  } finally {
    await browser.close();
  }
}, 120_000);
