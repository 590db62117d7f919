import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import type { Progress } from '@mutation-prediction/core';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import type { ModelAtUrl } from './messages.js';

let files: Map<string, Uint8Array<ArrayBuffer>>;

jest.unstable_mockModule('./opfs.js', () => ({
  readPrivateFile: (name: string) => Promise.resolve(files.get(name)),
  writePrivateFile: (name: string, bytes: Uint8Array<ArrayBuffer>) =>
    Promise.resolve(Boolean(files.set(name, bytes))),
  removePrivateFile: (name: string) => Promise.resolve(void files.delete(name)),
}));

const { loadModelBytes } = await import('./modelBytes.js');

const graph = Uint8Array.of(1, 2, 3, 4, 5);
const damaged = Uint8Array.of(1, 2, 3, 4, 6);
const sha256 = createHash('sha256').update(graph).digest('hex');
const cacheName = `${sha256}.onnx`;
const manifest = manifestFixture();
const model: ModelAtUrl = {
  url: 'https://viewer.example/models/fixture/',
  manifest: { ...manifest, graph: { ...manifest.graph, size: graph.length, sha256 } },
  digest: `sha256:${'0'.repeat(64)}`,
};

let served: Response;
let fetched: string[];
let stages: Progress['stage'][];
const load = () => loadModelBytes(model, ({ stage }) => stages.push(stage));

beforeEach(() => {
  files = new Map();
  fetched = [];
  stages = [];
  served = new Response(graph);
  jest.spyOn(globalThis, 'fetch').mockImplementation((url) => {
    fetched.push(String(url));
    return Promise.resolve(served);
  });
});

afterEach(() => jest.restoreAllMocks());

test('a graph is fetched, verified, and kept under its digest', async () => {
  expect(await load()).toEqual(graph);
  expect(fetched).toEqual(['https://viewer.example/models/fixture/model.onnx']);
  expect([...new Set(stages)]).toEqual(['download', 'verify']);
  expect([...files]).toEqual([[cacheName, graph]]);
});

test('a kept graph is verified, and not fetched again', async () => {
  files.set(cacheName, graph);
  expect(await load()).toBe(graph);
  expect(stages).toEqual(['verify']);
  expect(fetched).toEqual([]);
});

test.each([
  ['damaged', damaged],
  ['cut short', graph.slice(0, 3)],
])('a kept graph that is %s is fetched anew and replaced', async (_, kept) => {
  files.set(cacheName, kept);
  expect(await load()).toEqual(graph);
  expect(fetched).toHaveLength(1);
  expect(files.get(cacheName)).toEqual(graph);
});

test('a fetched graph of other bytes is neither used nor kept', async () => {
  served = new Response(damaged);
  await expect(load()).rejects.toMatchObject({ code: 'model-hash-mismatch' });
  expect(files.size).toBe(0);
});

test('a damaged kept graph is gone even where no other can be fetched', async () => {
  files.set(cacheName, damaged);
  served = new Response(null, { status: 404 });
  await expect(load()).rejects.toMatchObject({ code: 'model-unavailable' });
  expect(files.size).toBe(0);
});
