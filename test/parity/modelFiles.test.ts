/** No byte reaches the runtime unverified, whether from the network or from the browser's cache. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/viewerPage.js';
import { hostFiles, openModelHost, predictInPage, predictionInPage } from './support/hostPage.js';
import type { PluginServer, PluginServerOptions } from './support/pluginServer.js';
import { builtExtension, startPluginServer } from './support/pluginServer.js';
import { syntheticRequest } from './support/syntheticCase.js';

const graphPath = '/models/mmdl-demo/model.onnx';
const graph = readFileSync(path.join(builtExtension, graphPath));
const graphSha256 = createHash('sha256').update(graph).digest('hex');
const cacheEntry = `${graphSha256}.onnx`;

let browser: Browser;
let page: Page;
let files: Record<string, string | Uint8Array>;
const servers: PluginServer[] = [];

beforeAll(async () => {
  files = hostFiles(await syntheticRequest());
  browser = await launchChromium({ webGpu: false });
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
});

afterEach(async () => {
  await page.context().close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(() => browser.close());

async function openWith(options: PluginServerOptions = {}): Promise<PluginServer> {
  const server = await startPluginServer({ ...options, files: { ...files, ...options.files } });
  servers.push(server);
  await openModelHost(page, server.url, 'wasm');
  return server;
}

const downloads = ({ requested }: PluginServer) =>
  requested.filter((file) => file === graphPath).length;

/** SHA-256 of the graph's cache entry, `undefined` where there is none. */
function cachedSha256(): Promise<string | undefined> {
  return page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('mutation-prediction', { create: true });
    const handle = await folder.getFileHandle(name).catch(() => undefined);
    if (!handle) return undefined;
    const bytes = await (await handle.getFile()).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join('');
  }, cacheEntry);
}

async function damageCachedGraph(): Promise<void> {
  await page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('mutation-prediction');
    const handle = await folder.getFileHandle(name);
    const stream = await handle.createWritable({ keepExistingData: true });
    await stream.write({ type: 'write', position: 1000, data: 'damage' });
    await stream.close();
  }, cacheEntry);
}

test('a tampered graph is refused and not cached', async () => {
  const tampered = Buffer.from(graph);
  tampered.write('damage', 1000);
  await openWith({ files: { [graphPath]: tampered } });

  const refusal = await predictInPage(page);

  expect(refusal).toMatchObject({
    code: 'model-hash-mismatch',
    advice: expect.stringContaining('fetch the package again'),
    stages: ['download'],
  });
  expect(await cachedSha256()).toBeUndefined();
});

test('a truncated graph is refused', async () => {
  await openWith({ files: { [graphPath]: graph.subarray(0, 1000) } });

  expect(await predictInPage(page)).toMatchObject({
    code: 'model-hash-mismatch',
    message: expect.stringContaining('1000 bytes'),
  });
});

test('a page opened later reads the graph from the cache', async () => {
  const server = await openWith();
  await predictionInPage(page);
  await openModelHost(page, server.url, 'wasm');

  const { stages } = await predictionInPage(page);

  expect(stages).toEqual(['verify', 'compile', 'views', 'run']);
  expect(downloads(server)).toBe(1);
});

test('a damaged cache entry is fetched again and repaired', async () => {
  const server = await openWith();
  const before = await predictionInPage(page);
  await damageCachedGraph();
  expect(await cachedSha256()).not.toBe(graphSha256);
  await openModelHost(page, server.url, 'wasm');

  const after = await predictionInPage(page);

  expect(after.stages).toEqual(['verify', 'download', 'verify', 'compile', 'views', 'run']);
  expect(after.prediction.targets).toEqual(before.prediction.targets);
  expect(downloads(server)).toBe(2);
  expect(await cachedSha256()).toBe(graphSha256);
});

test('a package that cannot be read is listed with its reason', async () => {
  await openWith({ files: { '/models/mmdl-demo/model.json': '{"schemaVersion":1}' } });

  const listed = await page.evaluate(async () =>
    (await window.modelHost.list()).map((entry) =>
      'error' in entry ? { url: entry.url, code: entry.error.code } : entry,
    ),
  );

  expect(listed).toEqual([
    { url: expect.stringContaining('/models/mmdl-demo/'), code: 'model-invalid' },
  ]);
});

test('a model card is read as text', async () => {
  await openWith();

  const card = await page.evaluate(() => window.modelHost.card('mmdl-demo'));

  expect(card).toBe(readFileSync(path.join(builtExtension, 'models/mmdl-demo/card.md'), 'utf8'));
});
