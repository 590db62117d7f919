/**
 * Photographs every scene of the panel in OHIF's real CSS, for people to look at:
 *
 *   node tools/panel-harness/look.mjs OHIF_DIST OUT [scene…]
 *
 * OHIF_DIST is the `dist` folder of an unpacked OHIF. Exits with 1 when a scene scrolls sideways, when
 * the page throws, or when the panel uses a class that its own CSS does not define.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import webpack from 'webpack';
import { harnessConfiguration, PANEL_WIDTH, sceneNames, serveHarness } from './harnessPage.mjs';

const [ohifDist, out, ...wanted] = process.argv.slice(2);
if (!ohifDist || !out) throw new Error('usage: look.mjs OHIF_DIST OUT [scene…]');

const bundleDirectory = path.resolve(out, 'bundle');
await mkdir(bundleDirectory, { recursive: true });
const stats = await promisify(webpack)(harnessConfiguration(bundleDirectory));
if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
const { server, origin } = await serveHarness({ bundleDirectory, ohifDist });
const browser = await chromium.launch({
  executablePath: process.env.MP_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox'],
});
const problems = [];
try {
  const names = wanted.length > 0 ? wanted : await sceneNames();
  for (const name of names) await photograph(name);
} finally {
  await browser.close();
  server.close();
}
problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length > 0 ? 1 : 0;

async function photograph(name) {
  const page = await browser.newPage({
    viewport: viewportOf(name),
    deviceScaleFactor: 2,
  });
  page.on('pageerror', (error) => problems.push(`${name}: ${error.stack}`));
  await page.goto(`${origin}/#${name}`);
  await page.waitForSelector('body[data-scene]', { timeout: 20_000 });
  await page.waitForTimeout(300);
  const found = await page.evaluate(() => {
    const defined = new Set();
    const visit = (rules) => {
      for (const rule of rules) {
        if (rule.cssRules) visit(rule.cssRules);
        for (const [, name] of (rule.selectorText ?? '').matchAll(/\.((?:\\.|[\w-])+)/g)) {
          defined.add(name.replaceAll('\\', ''));
        }
      }
    };
    const own = document.querySelectorAll('style[id^="mutation-prediction-styles"]');
    for (const { sheet } of own) visit(sheet.cssRules);
    const used = [...document.querySelectorAll('#panel *')].flatMap((e) => [...e.classList]);
    const panel = document.querySelector('.mp-panel');
    const overflow = [260, 280, 300, 330].filter((width) => {
      panel.style.width = `${width}px`;
      return panel.scrollWidth > panel.clientWidth;
    });
    panel.style.width = '';
    return {
      unknown: [...new Set(used)].filter((name) => !defined.has(name)),
      overflow,
    };
  });
  if (found.unknown.length > 0) problems.push(`${name}: undefined classes ${found.unknown}`);
  if (found.overflow.length > 0) problems.push(`${name}: overflows at ${found.overflow} px`);
  const isDialog = viewportOf(name).width > PANEL_WIDTH;
  await page.screenshot({ path: path.join(out, `${name}.png`), fullPage: !isDialog });
  await page.close();
}

/** Dialogs are wider than the panel. */
function viewportOf(name) {
  if (name === 'card') return { width: 900, height: 560 };
  if (name.startsWith('why')) return { width: 1366, height: 768 };
  return { width: PANEL_WIDTH, height: 560 };
}
