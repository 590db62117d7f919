import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cohortCase, cropVolume, preparePrediction, tensorDims } from '@mutation-prediction/core';
import { loadModelPackage } from '@mutation-prediction/server-adapter/inference';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../support/chromium.mjs';
import { median } from './feeds.mjs';
import { SIZES, sizeTest } from './packages.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const MODEL = 'mmdl-shared';
/** The first download and compilation of 147 MB on a slow machine, and a run. */
const LIMIT_MS = 600_000;

/** The panel's host in a tab, by WebAssembly, against one batch of ONNX Runtime in another tab, in turns. */
export async function inTab(runs) {
  if (!existsSync(CHROMIUM.executablePath)) {
    return { skipped: `no Chromium at ${CHROMIUM.executablePath} (set MP_CHROMIUM)` };
  }
  sizeTest(MODEL);
  sizeTest('mmdl-shared-whole');
  const { startSite } = await import('./siteServer.mjs');
  const { manifest } = await loadModelPackage(MODEL, SIZES);
  const site = await startSite(
    [
      ['/models/', SIZES],
      ['/ort/', path.join(root, 'node_modules/onnxruntime-web/dist')],
      ['/', path.join(root, 'extension/dist/esm')],
    ],
    {
      '/index.html': '<!doctype html>',
      '/host.js': bundledHost(),
      '/bare.worker.js': readFileSync(path.join(import.meta.dirname, 'bare.worker.js')),
      ...(await requestFiles(manifest)),
    },
  );
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
      const bareMs = await bareRun(context, site.url, manifest, ours.threads);
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
  const measured = await page.evaluate(predictInPage, { model: MODEL, times });
  const peakMB = watched();
  await page.close();
  return { ...measured, peakMB };
}

/** In the page. */
async function predictInPage({ model, times }) {
  const { createSiteHosts } = await import('/host.js');
  const assetsUrl = `${location.origin}/`;
  const models = [`${assetsUrl}models/${model}/`];
  const { modelHost } = createSiteHosts({ assetsUrl, models, device: 'wasm' });
  const read = async (name) => (await fetch(`/request/${name}`)).arrayBuffer();
  const { grid, ...request } = JSON.parse(new TextDecoder().decode(await read('request.json')));
  request.region = { grid, data: new Int16Array(await read('region.i16')) };
  request.regionMask = { grid, data: new Uint8Array(await read('mask.u8')) };
  let readyMs;
  let last;
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    let runStart;
    let firstViewMs;
    const onProgress = ({ stage, loaded }) => {
      if (stage === 'views') readyMs ??= performance.now() - start;
      if (stage !== 'run') return;
      runStart ??= performance.now();
      if (loaded === 1) firstViewMs = performance.now() - runStart;
    };
    const signal = new AbortController().signal;
    const { prediction } = await modelHost.predict(model, request, { signal, onProgress });
    last = { firstViewMs, runMs: prediction.timingsMs.run, threads: prediction.device.threads };
  }
  return { readyMs, ...last };
}

async function bareRun(context, url, { inputs }, threads) {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(`${url}/index.html`);
  const [views, clinical] = inputs.map(tensorDims);
  const times = await page.evaluate(
    (asked) =>
      new Promise((resolve, reject) => {
        const worker = new Worker('/bare.worker.js', { type: 'module' });
        worker.addEventListener('message', ({ data }) => resolve(data));
        worker.addEventListener('error', ({ message }) => reject(new Error(message)));
        worker.postMessage(asked);
      }),
    { folder: '/models/mmdl-shared-whole', threads, views, clinical, runs: 1 },
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

/** The main-thread half of inference, as test/parity has it. */
function bundledHost() {
  const config = path.join(root, 'test/parity/support/modelHost.webpack.mjs');
  const webpack = path.join(root, 'node_modules/webpack/bin/webpack.js');
  execFileSync(process.execPath, [webpack, '--config', config], { cwd: root, stdio: 'ignore' });
  return readFileSync(path.join(root, 'test-results/model-host/modelHost.js'));
}

async function requestFiles(manifest) {
  const { ct, mask } = cohortCase(1, 0);
  const { region, regionMask, ...rest } = await preparePrediction(
    { grid: ct.grid, acquisition: {}, readRegion: async (box) => cropVolume(ct, box) },
    mask,
    { label: 'Lesion', trackingUid: '2.25.1', segmentation: { kind: 'nifti', segmentNumber: 1 } },
    {},
    manifest,
  );
  const { buffer, byteOffset, byteLength } = region.data;
  return {
    '/request/request.json': JSON.stringify({ ...rest, showWithheld: true, grid: region.grid }),
    '/request/region.i16': new Uint8Array(buffer, byteOffset, byteLength),
    '/request/mask.u8': regionMask.data,
  };
}
