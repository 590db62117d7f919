/** What a reader meets on each page: whether axe-core finds fault with it, and what it weighs. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../../test/support/chromium.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Text travels compressed. */
const TEXT = /\.(html|css|js|json|svg)$/;

/**
 * @param {string} folder the built site
 * @param {string} url where it is served
 * @param {string[]} pages paths below it
 * @returns {Promise<{ page: string, faults: string[], kb: number, picturesKb: number }[]>}
 */
export async function visitPages(folder, url, pages) {
  const weigh = scales(folder, url);
  const browser = await chromium.launch(CHROMIUM);
  try {
    const visits = [];
    for (const page of pages) visits.push({ page, ...(await visit(browser, url + page, weigh)) });
    return visits;
  } finally {
    await browser.close();
  }
}

async function visit(browser, url, weigh) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  const asked = new Set();
  page.on('response', (response) => asked.add(response.url()));
  await page.goto(url, { waitUntil: 'networkidle' });
  const kb = await weigh([...asked]);
  await page.addScriptTag({ path: AXE });
  const faults = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const fault of await page.evaluate(faultsFound)) faults.push(`${colorScheme}: ${fault}`);
  }
  await context.close();
  return { faults, ...kb };
}

/** Runs in the page. */
async function faultsFound() {
  const { violations } = await globalThis.axe.run();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`,
  );
}

/** Kilobytes of files, each compressed once; pictures apart. */
function scales(folder, url) {
  const known = new Map();
  const weightOf = async (file) => {
    if (!known.has(file)) {
      const bytes = await readFile(path.join(folder, file)).catch(() => Buffer.alloc(0));
      known.set(file, (TEXT.test(file) ? gzipSync(bytes).length : bytes.length) / 1000);
    }
    return known.get(file);
  };
  return async (asked) => {
    let kb = 0;
    let picturesKb = 0;
    for (const one of asked.filter((address) => address.startsWith(url))) {
      const { pathname } = new URL(one);
      const name = decodeURIComponent(pathname.slice(new URL(url).pathname.length));
      const weight = await weightOf(name === '' || name.endsWith('/') ? `${name}index.html` : name);
      if (/\.(jpg|png|webm)$/.test(name)) picturesKb += weight;
      else kb += weight;
    }
    return { kb, picturesKb };
  };
}
