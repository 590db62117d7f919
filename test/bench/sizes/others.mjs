import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import ort from 'onnxruntime-node';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../support/chromium.mjs';
import { feedsOf, median } from './feeds.mjs';
import { bareRun } from './inTab.mjs';
import { manifestOf, OTHERS, sizeTest } from './packages.mjs';
import { startPanelSite, whyNoTab } from './panelSite.mjs';

/** Operators that are named, the slowest first. */
const NAMED = 3;
/** Runs of a profile. */
const PROFILED = 3;

/** The other systems' networks in both runtimes, each as one graph, and what they spend their time on. */
export async function others(runs) {
  const found = {};
  for (const id of OTHERS) {
    const folder = sizeTest(id);
    const manifest = manifestOf(folder);
    const bytes = [manifest.graph, ...(manifest.graph.data ?? [])];
    found[id] = {
      megabytes: bytes.reduce((sum, { size }) => sum + size, 0) / 1e6,
      nodeMs: await inNode(folder, manifest, runs),
      slowest: await slowestOperators(folder, manifest),
    };
  }
  return { ...found, tab: await inTabs() };
}

async function inNode(folder, manifest, runs) {
  const session = await ort.InferenceSession.create(path.join(folder, manifest.graph.path));
  const feeds = ortFeeds(manifest);
  const times = [];
  for (let n = 0; n <= runs; n++) {
    const start = performance.now();
    await session.run(feeds);
    times.push(performance.now() - start);
  }
  await session.release();
  return median(times.slice(1));
}

/** By ONNX Runtime's own profile of a few runs: an operator's share of the time in all of them. */
async function slowestOperators(folder, manifest) {
  const place = mkdtempSync(path.join(tmpdir(), 'bench-profile-'));
  try {
    const session = await ort.InferenceSession.create(path.join(folder, manifest.graph.path), {
      enableProfiling: true,
      profileFilePrefix: path.join(place, 'run'),
    });
    for (let n = 0; n < PROFILED; n++) await session.run(ortFeeds(manifest));
    session.endProfiling();
    await session.release();
    const [file] = readdirSync(place);
    const events = JSON.parse(readFileSync(path.join(place, file), 'utf8'));
    return sharesOf(events);
  } finally {
    rmSync(place, { recursive: true });
  }
}

function sharesOf(events) {
  /** Of each node its quickest run: the first one also makes room. */
  const nodes = new Map();
  for (const { cat, name, dur, args } of events) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time')) continue;
    nodes.set(name, { operator: args.op_name, us: Math.min(dur, nodes.get(name)?.us ?? dur) });
  }
  const times = new Map();
  for (const { operator, us } of nodes.values()) {
    times.set(operator, (times.get(operator) ?? 0) + us);
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, NAMED)
    .map(([operator, time]) => ({ operator, share: Number((time / total).toFixed(3)) }));
}

async function inTabs() {
  const skipped = whyNoTab();
  if (skipped) return { skipped };
  const site = await startPanelSite(OTHERS[0]);
  const browser = await chromium.launch(CHROMIUM);
  try {
    const context = await browser.newContext();
    const found = {};
    for (const id of OTHERS) {
      const manifest = manifestOf(sizeTest(id));
      found[id] = {
        wasmMs: await bareRun(context, site.url, id, manifest, availableParallelism()),
      };
    }
    return found;
  } finally {
    await browser.close();
    await site.close();
  }
}

const ortFeeds = (manifest) =>
  Object.fromEntries(
    Object.entries(feedsOf(manifest)).map(([name, { data, dims }]) => [
      name,
      new ort.Tensor('float32', data, dims),
    ]),
  );
