/** The panel in OHIF's languages: followed live, kept over a reload, nothing cut off, and reports in English. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { words as de } from '../../extension/src/panel/words/de.js';
import { words as en } from '../../extension/src/panel/words/en.js';
import { words as es } from '../../extension/src/panel/words/es.js';
import { words as fr } from '../../extension/src/panel/words/fr.js';
import { words as ja } from '../../extension/src/panel/words/ja.js';
import { words as zh } from '../../extension/src/panel/words/zh.js';
import type { Archive } from '../support/archive.js';
import { folderArchive } from '../support/archive.js';
import type { PanelPage } from '../support/panelPage.js';
import { attachPanel } from '../support/panelPage.js';
import { changeLanguage, hotkeyLabel } from '../support/viewerLanguage.js';
import { launchChromium, untilImageShown, watchTrouble } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-languages-'));
/** Pictures of what is shown, for people to look at. */
const pictures = process.env['MP_PICTURES'];
let browser: Browser;
let phantom: WrittenPhantom;
let archive: Archive;
let opened: PanelPage;

beforeAll(async () => {
  const studies = path.join(folder, 'studies');
  phantom = await writePhantomStudy(studies, { size: [160, 160, 96], seed: 1 });
  browser = await launchChromium();
  archive = await folderArchive(studies, path.join(folder, 'stow'));
});

afterAll(async () => {
  await archive?.close();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'en-US',
  });
  const page = await context.newPage();
  const { uncaught } = watchTrouble(page);
  await page.goto(archive.viewer.studyUrl(phantom.studyInstanceUid));
  opened = await attachPanel(page, uncaught);
});

afterEach(() => opened.close());

test('the panel follows the viewer’s language as it is changed, with its result, and cuts nothing off', async () => {
  const { page, panel } = opened;
  await opened.run();
  const languages = { de, es, fr, 'ja-JP': ja, zh, 'en-US': en };
  for (const [language, words] of Object.entries(languages)) {
    await changeLanguage(page, language);
    await panel.getByRole('heading', { name: words['result.heading'], exact: true }).waitFor();
    expect(await panel.getAttribute('lang')).toBe(language === 'en-US' ? 'en' : language);
    expect(await panel.getByRole('button', { name: words['why.ask'] }).count()).toBe(1);
    if (words !== en) expect(await englishSentences(page)).toEqual([]);
    expect([language, await cutOff(page)]).toEqual([language, []]);
    await picture(`result-${language}`);
    await panel.evaluate((element) => element.scrollTo(0, 0));
    await picture(`top-${language}`);
    await panel.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await picture(`end-${language}`);
  }
  expect(await hotkeyLabel(page, 'de', en['command.nextLesion'])).toBe(de['command.nextLesion']);
  expect(opened.uncaught).toEqual([]);
});

test('a report that is saved from a German panel is in English', async () => {
  const { page, panel } = opened;
  await opened.run();
  await changeLanguage(page, 'de');
  await panel.getByRole('button', { name: de['report.save'] }).click();
  await panel
    .getByRole('button', { name: de['report.saved'], exact: true })
    .waitFor({ timeout: 60_000 });
  const files = [...(await archive.stored()), ...(await archive.maps())];
  const stored = files.map((bytes) => Buffer.from(bytes).toString('utf8'));
  expect(stored.length).toBeGreaterThan(0);
  expect(stored.join()).toContain('Demonstration weights');
  expect(stored.join()).not.toMatch(/Demonstrationsgewichte|Läsion|Vorhersage/);
});

test('the language that was chosen is spoken after a reload, and why is told in it', async () => {
  const { page, panel } = opened;
  await changeLanguage(page, 'ja-JP');
  await page.reload();
  await untilImageShown(page);
  await panel.getByRole('button', { name: ja['run.predict'], exact: true }).click();
  await panel.getByRole('button', { name: ja['report.save'] }).waitFor({ timeout: 120_000 });
  await panel.getByRole('button', { name: ja['why.ask'] }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(1500);
  await picture('why-ja-JP');
  await changeLanguage(page, 'de');
  await page.getByRole('button', { name: de['dialog.close'] }).waitFor();
  await picture('why-de');
  expect(opened.uncaught).toEqual([]);
});

test('a language whose file is not served leaves English', async () => {
  const { page } = opened;
  await page.route(/language-de/, (route) => route.abort());
  await changeLanguage(page, 'de');
  await page.waitForTimeout(1000);
  await opened.says(en['lesion.heading']);
  await changeLanguage(page, 'fr');
  await opened.says(fr['lesion.heading']);
  expect(opened.uncaught).toEqual([]);
});

/** English sentences of the panel without values that still stand in it as they are. */
async function englishSentences(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(
      document.querySelector('.mp-panel')!,
      NodeFilter.SHOW_TEXT,
    );
    const found: string[] = [];
    while (walker.nextNode()) found.push(walker.currentNode.textContent!.trim());
    return found;
  });
  const english = new Set<string>(Object.values(en).filter((text) => /^[A-Z].*\s/.test(text)));
  return texts.filter((text) => english.has(text));
}

/** Texts of the panel that do not fit where they stand. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const panel = document.querySelector<HTMLElement>('.mp-panel')!;
    const right = panel.getBoundingClientRect().right;
    return [...panel.querySelectorAll<HTMLElement>('button, label, legend, h2, h3, h4, dt, p, th')]
      .filter((element) => element.offsetParent !== null && !element.closest('.sr-only'))
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        const isClipped = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
        return isClipped || element.getBoundingClientRect().right > right + 1;
      })
      .map((element) => element.textContent ?? '');
  });

async function picture(name: string): Promise<void> {
  if (pictures) await opened.page.screenshot({ path: path.join(pictures, `${name}.png`) });
}
