/** Networks that are read view by view, from packages in parts: in Chromium as in Node. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PredictionRequest, Progress } from '@mutation-prediction/core';
import type { Browser, Page } from 'playwright-core';
import { openPredictor } from '../../server-adapter/src/inference/openPredictor.js';
import { cohortRequest } from '../support/cohortRequest.js';
import { predictedTargets } from '../support/predictedTargets.js';
import { launchChromium } from '../support/viewerPage.js';
import { hostFiles, openModelHost, predictInPage, predictionInPage } from './support/hostPage.js';
import type { PluginServer, PluginServerOptions } from './support/pluginServer.js';
import { startPluginServer } from './support/pluginServer.js';

const packages = path.resolve('test/golden/view-by-view');
const ids = ['views-shared', 'views-own'];

let browser: Browser;
let page: Page;
let files: Record<string, string | Uint8Array>;
let request: PredictionRequest;
let expected: Map<string, readonly number[]>;
const servers: PluginServer[] = [];

beforeAll(async () => {
  browser = await launchChromium({ webGpu: false });
  expected = new Map();
  for (const id of ids) {
    const predictor = await openPredictor({ id, models: packages });
    request = await cohortRequest(predictor.manifest);
    const { prediction } = await predictor.predict(request);
    expected.set(
      id,
      predictedTargets(prediction).map(({ probability }) => probability),
    );
    await predictor.release();
  }
  files = { ...hostFiles(request), ...Object.fromEntries(ids.flatMap(packageFiles)) };
});

function packageFiles(id: string): [string, Uint8Array][] {
  const folder = path.join(packages, id);
  return readdirSync(folder).map((name) => [
    `/models/${id}/${name}`,
    readFileSync(path.join(folder, name)),
  ]);
}

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
});

afterEach(async () => {
  await page.context().close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(() => browser.close());

async function open(id: string, options: PluginServerOptions = {}): Promise<PluginServer> {
  const server = await startPluginServer({ ...options, files: { ...files, ...options.files } });
  servers.push(server);
  await openModelHost(page, server.url, 'wasm', id);
  return server;
}

const networkFiles = ({ requested }: PluginServer) =>
  requested.filter((file) => /\.(onnx|bin)$/.test(file)).map((file) => path.basename(file));

async function expectPrediction(id: string): Promise<void> {
  const { prediction } = await predictionInPage(page, id);
  const found = predictedTargets(prediction).map(({ probability }) => probability);
  found.forEach((probability, n) => expect(probability).toBeCloseTo(expected.get(id)![n]!, 5));
}

test.each(ids)(
  '%s gives in the browser what it gives in Node, and again after a reload',
  async (id) => {
    const server = await open(id);
    await expectPrediction(id);
    const fetched = networkFiles(server);
    expect(new Set(fetched).size).toBe(fetched.length);
    await openModelHost(page, server.url, 'wasm', id);
    await expectPrediction(id);
    expect(networkFiles(server)).toEqual(fetched);
  },
);

test('tells what each view says as it is read', async () => {
  await open('views-own');
  const told = await page.evaluate(async () => {
    const seen: Progress[] = [];
    await window.modelHost.predict('views-own', window.predictionRequest, {
      signal: new AbortController().signal,
      onProgress: (progress: Progress) => seen.push(progress),
    });
    return seen.filter(({ stage, loaded }) => stage === 'run' && loaded !== undefined);
  });
  expect(told.map(({ loaded, total, views }) => [loaded, total, views!.length])).toEqual([
    [1, 3, 1],
    [2, 3, 2],
  ]);
});

test('a tab that is closed in part 4 costs what that part lacks', async () => {
  const part = '/models/views-shared/trunk-weights-4.bin';
  const server = await open('views-shared', { stallOnceAt: part });
  const running = predictInPage(page, undefined, 'views-shared').catch(() => undefined);
  await server.stalled;
  // What was sent has to arrive, too.
  await page.waitForTimeout(1000);
  await page.close();
  await running;
  const before = networkFiles(server);
  page = await browser.contexts().at(-1)!.newPage();
  await openModelHost(page, server.url, 'wasm', 'views-shared');
  await expectPrediction('views-shared');
  expect(server.continued).toEqual([
    { path: part, from: readFileSync(path.join(packages, part.slice(8))).length >> 1 },
  ]);
  const again = networkFiles(server).slice(before.length);
  expect(again[0]).toBe('trunk-weights-4.bin');
  expect(before.slice(0, -1).filter((file) => again.includes(file))).toEqual([]);
});

test('a wrong byte in part 7 is refused, and nothing of it used', async () => {
  const part = '/models/views-shared/trunk-weights-7.bin';
  const damaged = Uint8Array.from(files[part] as Uint8Array);
  damaged[5]! ^= 1;
  await open('views-shared', { files: { [part]: damaged } });
  expect(await predictInPage(page, undefined, 'views-shared')).toMatchObject({
    code: 'model-hash-mismatch',
    message: expect.stringContaining('trunk-weights-7.bin'),
    stages: ['download'],
  });
});
