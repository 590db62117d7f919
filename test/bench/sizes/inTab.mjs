import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../support/chromium.mjs';
import { median, tensorsOf } from './feeds.mjs';
import { manifestOf, sizeTest } from './packages.mjs';
import { predictInPage, startPanelSite, whyNoTab } from './panelSite.mjs';

const MODEL = 'mmdl-shared';
/** The first download and compilation of 147 MB on a slow machine, and a run. */
const LIMIT_MS = 600_000;

/** The panel's host in a tab, by WebAssembly, against one batch of ONNX Runtime in another tab, in turns. */
export async function inTab(runs) {
  const skipped = whyNoTab();
  if (skipped) return { skipped };
  const manifest = manifestOf(sizeTest(MODEL));
  sizeTest('mmdl-shared-whole');
  const site = await startPanelSite(MODEL);
  const browser = await chromium.launch(CHROMIUM);
  try {
    const context = await browser.newContext();
    const first = await oneTab(context, site.url, 1);
    const pairs = [];
    const shares = [];
    let peakMB = first.peakMB;
    const starts = [];
    for (let n = 0; n < runs; n++) {
      const ours = await oneTab(context, site.url, 2);
      const bareMs = await bareRun(context, site.url, 'mmdl-shared-whole', manifest, ours.threads);
      pairs.push([ours.runMs, bareMs]);
      shares.push(ours.firstViewMs / ours.runMs);
      starts.push(ours.readyMs / 1000);
      peakMB = Math.max(peakMB, ours.peakMB);
    }
    return {
      browser: `Chromium ${browser.version()}`,
      threads: first.threads,
      firstStartS: first.readyMs / 1000,
      secondStartS: median(starts),
      runMs: median(pairs.map(([a]) => a)),
      bareBatchMs: median(pairs.map(([, b]) => b)),
      ratio: median(pairs.map(([a, b]) => a / b)),
      firstViewShare: median(shares),
      peakMB,
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

/** A new tab predicts so often; the last run counts. Memory is that of the tab's process. */
async function oneTab(context, url, times) {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(`${url}/index.html`);
  const watched = watchRenderers();
  const measured = await page.evaluate(predictInPage, {
    model: MODEL,
    times,
    device: 'wasm',
  });
  const peakMB = watched();
  await page.close();
  return { ...measured, threads: measured.device.threads, peakMB };
}

/** Milliseconds of one run of a package's one graph in ONNX Runtime's WebAssembly, in a new tab. */
export async function bareRun(context, url, id, manifest, threads) {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(`${url}/index.html`);
  const asked = { folder: `/models/${id}`, threads, inputs: tensorsOf(manifest), runs: 1 };
  const times = await page.evaluate(
    (asked) =>
      new Promise((resolve, reject) => {
        const worker = new Worker('/bare.worker.js', { type: 'module' });
        worker.addEventListener('message', ({ data }) => {
          if (data.problem) reject(new Error(data.problem));
          else resolve(data);
        });
        worker.addEventListener('error', ({ message }) => reject(new Error(message)));
        worker.postMessage(asked);
      }),
    asked,
  );
  await page.close();
  return times[0];
}

/** Samples the largest of Chromium's renderers until the function that it returns is called. @returns MB */
function watchRenderers() {
  let peak = 0;
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('--type=renderer')) continue;
        const status = readFileSync(`/proc/${pid}/status`, 'latin1');
        peak = Math.max(peak, Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) / 1000);
      } catch {
        // It has ended.
      }
    }
  }, 100);
  return () => {
    clearInterval(timer);
    return peak;
  };
}
