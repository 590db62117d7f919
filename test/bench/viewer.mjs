/**
 * What the plugin costs in real OHIF, in Chromium without a GPU: the delay of OHIF's own viewer route,
 * and of a prediction beyond the work it reports. Needs `npm run build`.
 *
 *     npm run bench -- viewer
 *     MP_BENCH_MODELS=FOLDER npm run bench -- viewer    # by the package in this folder, e.g. a light tier
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FolderStore } from '@mutation-prediction/server-adapter/dicomweb';
import {
  openPackageSession,
  loadModelPackage,
  modelsDirectory,
} from '@mutation-prediction/server-adapter/inference';
import {
  cacheDirectory,
  fetchOhif,
  startViewer,
  writePhantomStudy,
} from '@mutation-prediction/server-adapter/viewer';
import { chromium } from 'playwright-core';
import { asIfNew, feedsOf } from './sizes/feeds.mjs';

const RUNS = 11;
/** After Predict can be clicked: at once, while OHIF still loads the series, and once it has. */
const FIRST_CLICK_AFTER_MS = [0, 2000, 5000];
/** No further run of a part starts after this long, so that a busy machine ends it too. */
const PART_LIMIT_MS = 75_000;
const STEP_LIMIT_MS = 30_000;
const MODELS = process.env.MP_BENCH_MODELS && path.resolve(process.env.MP_BENCH_MODELS);
const MODEL = MODELS ? readdirSync(MODELS)[0] : 'mmdl-demo';

export async function bench() {
  const executablePath = process.env.MP_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    return { skipped: `no Chromium at ${executablePath} (set MP_CHROMIUM)` };
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'viewer-bench-'));
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless=new', '--no-sandbox', '--disable-background-networking'],
  });
  try {
    const { studyInstanceUid } = await writePhantomStudy(folder);
    const dicomWeb = await FolderStore.open({ directory: folder });
    const ohifDirectory = await fetchOhif({ cacheDirectory: cacheDirectory() });
    const viewer = await startViewer({ ohifDirectory, dicomWeb, models: MODELS });
    try {
      const stockUrl = `${viewer.url}/viewer?StudyInstanceUIDs=${studyInstanceUid}`;
      return {
        model: MODEL,
        browser: `Chromium ${browser.version()}, ${os.cpus().length} × ${os.cpus()[0].model}`,
        startUp: await withLoad(() => startUp(browser, stockUrl)),
        firstClick: await withLoad(() => firstClicks(browser, viewer.studyUrl(studyInstanceUid))),
        prediction: await withLoad(() => prediction(browser, viewer.studyUrl(studyInstanceUid))),
        networkInNode: await withLoad(networkInNode),
      };
    } finally {
      await viewer.close();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** From navigation to the first image drawn, in turns with and without the plugin; caches are warm. */
async function startUp(browser, url) {
  const variants = [];
  for (const name of ['withPlugin', 'withoutPlugin']) {
    variants.push({ name, context: await stockContext(browser), times: [] });
  }
  await repeat(async (isWarmUp, n) => {
    for (const { name, context, times } of n % 2 === 0 ? variants : variants.toReversed()) {
      const isWith = name === 'withPlugin';
      const { ms, pluginRequests } = await timeFirstImage(context, url, isWith ? same : dropPlugin);
      if (pluginRequests > 0 !== isWith) {
        throw new Error(`${name}: ${pluginRequests} requests for files of the plugin`);
      }
      if (!isWarmUp) times.push(ms);
    }
  });
  for (const { context } of variants) await context.close();
  const [withPlugin, withoutPlugin] = variants.map(({ times }) => summary(times));
  return {
    withPlugin,
    withoutPlugin,
    slowerByMs: round(withPlugin.medianMs - withoutPlugin.medianMs),
    slowerByOfPairs: summary(variants[0].times.map((ms, n) => ms - variants[1].times[n])),
  };
}

async function stockContext(browser) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  await context.addInitScript(noteFirstImage);
  return context;
}

async function timeFirstImage(context, url, change) {
  const page = await context.newPage();
  await changeConfig(page, change);
  let pluginRequests = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/plugins/')) pluginRequests++;
  });
  await page.goto(url, { waitUntil: 'commit' });
  const shown = await page.waitForFunction(() => window.firstImageMs, null, {
    timeout: STEP_LIMIT_MS,
  });
  const ms = await shown.jsonValue();
  await page.close();
  return { ms, pluginRequests };
}

/** In the page. Cornerstone also reports rendering before there is an image. */
function noteFirstImage() {
  const onRendered = () => {
    const viewports = window.cornerstone?.getRenderingEngines()[0]?.getViewports() ?? [];
    if (!viewports.some((viewport) => viewport.getImageData())) return;
    window.firstImageMs = performance.now();
    document.removeEventListener('CORNERSTONE_IMAGE_RENDERED', onRendered, true);
  };
  document.addEventListener('CORNERSTONE_IMAGE_RENDERED', onRendered, true);
}

/** Gives the page app-config.js as `change` makes it: not by a route, with which Chromium would keep no files. */
async function changeConfig(page, change) {
  const session = await page.context().newCDPSession(page);
  session.on('Fetch.requestPaused', async ({ requestId, responseHeaders }) => {
    const { body, base64Encoded } = await session.send('Fetch.getResponseBody', { requestId });
    const script = Buffer.from(body, base64Encoded ? 'base64' : 'utf8').toString();
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 200,
      responseHeaders: responseHeaders.filter(
        ({ name }) => !/^content-/i.test(name) || /type$/i.test(name),
      ),
      body: Buffer.from(change(script)).toString('base64'),
    });
  });
  await session.send('Fetch.enable', {
    patterns: [{ urlPattern: '*/app-config.js', requestStage: 'Response' }],
  });
}

const same = (script) => script;

/** With empty lists of plugins, as OHIF ships it. */
const dropPlugin = (script) => script.replace(/"(extensions|modes)": \[[^\]]*\]/g, '"$1": []');

/** The first Predict in a browser that holds nothing of the page yet: from the click to the drawn result. */
async function firstClicks(browser, url) {
  const times = FIRST_CLICK_AFTER_MS.map((afterMs) => ({ afterMs, ms: [] }));
  await repeat(async (isWarmUp) => {
    for (const { afterMs, ms } of times) {
      const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
      const page = await context.newPage();
      await page.goto(url, { waitUntil: 'commit' });
      await page.waitForFunction(canPredict, null, { timeout: STEP_LIMIT_MS });
      await page.waitForTimeout(afterMs);
      const { clickToDrawnMs } = await page.evaluate(predictInPage, STEP_LIMIT_MS);
      if (!isWarmUp) ms.push(clickToDrawnMs);
      await context.close();
    }
  });
  return times.map(({ afterMs, ms }) => ({ afterMs, clickToDrawn: summary(ms) }));
}

/** In the page. */
function canPredict() {
  const panel = document.querySelector('.mp-panel');
  const button = panel?.querySelector('button[type=submit]');
  return (
    panel?.querySelector('input[type=radio]:checked') &&
    button?.disabled === false &&
    button.ariaDisabled !== 'true'
  );
}

/** Predict on the demo study again and again: from the click to the drawn result. */
async function prediction(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('.mp-panel input[type=radio]:checked').waitFor({ timeout: STEP_LIMIT_MS });
  // OHIF loads the rest of the series in the background, on the same cores.
  await page.waitForLoadState('networkidle', { timeout: STEP_LIMIT_MS });
  const runs = [];
  await repeat(async (isWarmUp) => {
    const run = await page.evaluate(predictInPage, STEP_LIMIT_MS);
    if (!isWarmUp) runs.push(run);
  });
  await context.close();
  return {
    device: runs[0].device,
    clickToDrawn: summary(runs.map(({ clickToDrawnMs }) => clickToDrawnMs)),
    views: summary(runs.map(({ viewsMs }) => viewsMs)),
    network: summary(runs.map(({ networkMs }) => networkMs)),
    overhead: summary(runs.map((run) => run.clickToDrawnMs - run.viewsMs - run.networkMs)),
  };
}

/** In the page. The button is "Predict", while a run goes on "Predicting …", then "Predict". */
async function predictInPage(limitMs) {
  const panel = document.querySelector('.mp-panel');
  const button = panel.querySelector('button[type=submit]');
  const untilLabel = (label) =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(panel.innerText)), limitMs);
      const check = () => label.test(button.textContent) && resolve();
      new MutationObserver(check).observe(panel, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      check();
    });
  const nextFrame = () => new Promise(requestAnimationFrame);

  const clicked = performance.now();
  button.click();
  await untilLabel(/^Predicting/);
  await untilLabel(/^Predict$/);
  await nextFrame();
  // This frame draws the result; once the next one begins, it is on the screen.
  await nextFrame();
  const clickToDrawnMs = performance.now() - clicked;

  const rows = [...panel.querySelectorAll('.mp-details dl > div')].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  const { Time, Device } = Object.fromEntries(rows);
  const [, viewsMs, networkMs] = Time.match(/\d+/g).map(Number);
  return { clickToDrawnMs, viewsMs, networkMs, device: Device };
}

/** The peer of the browser's network time: the same graph in ONNX Runtime's native build. */
async function networkInNode() {
  const { network, manifest } = await loadModelPackage(MODEL, MODELS ?? modelsDirectory());
  const session = await openPackageSession({ manifest, network });
  const inputs = feedsOf(manifest);
  const times = [];
  await repeat(async (isWarmUp) => {
    const started = performance.now();
    await session.run(asIfNew(inputs));
    if (!isWarmUp) times.push(performance.now() - started);
  });
  await session.release();
  return { threads: session.device.threads, network: summary(times) };
}

/** Once to warm up, then `RUNS` times, or fewer where the time for it is over. */
async function repeat(run) {
  await run(true, 0);
  const end = performance.now() + PART_LIMIT_MS;
  for (let n = 1; n <= RUNS && performance.now() < end; n++) await run(false, n);
}

/** What others did on the machine in the minute before, and the part's own load with it after. */
async function withLoad(part) {
  const [before] = os.loadavg();
  const result = await part();
  return { ...result, load: { before: round(before), after: round(os.loadavg()[0]) } };
}

function summary(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    runs: sorted.length,
    medianMs: round(sorted[sorted.length >> 1]),
    leastMs: round(sorted[0]),
    mostMs: round(sorted.at(-1)),
  };
}

const round = (value) => Number(value.toFixed(1));
