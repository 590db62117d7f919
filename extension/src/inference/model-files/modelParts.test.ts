/**
 * Parts of a model from a network and into a browser's file system, both of which only do what browsers and
 * servers are specified to do; real ones are tried in test/parity.
 */
import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import type { ModelManifest, Progress } from '@mutation-prediction/core';
import { viewByViewFixture } from '../../../../test/support/viewByViewFixture.js';
import type { ModelAtUrl } from './modelPackage.js';

type Bytes = Uint8Array<ArrayBuffer>;

let files: Map<string, Bytes>;
/** Bytes that the browser keeps at most; nothing at all where absent. */
let room: number | undefined;

const used = () => [...files.values()].reduce((sum, { length }) => sum + length, 0);

jest.unstable_mockModule('./opfs.js', () => ({
  openFolder: () => Promise.resolve(room === undefined ? undefined : folder),
  readPrivateFile: (name: string) => Promise.resolve(files.get(name)),
  privateFileSize: (name: string) => Promise.resolve(files.get(name)?.length),
  privateFileNames: () => Promise.resolve([...files.keys()]),
  writePrivateFile: (name: string, bytes: Bytes) =>
    Promise.resolve(Boolean(files.set(name, bytes))),
  removePrivateFile: (name: string) => Promise.resolve(void files.delete(name)),
}));

/** FileSystemDirectoryHandle as far as a growing file needs it. */
const folder = {
  getFileHandle: (name: string) => {
    if (!files.has(name)) files.set(name, new Uint8Array());
    const handle = {
      getSize: () => files.get(name)!.length,
      read: (into: Bytes, { at }: { at: number }) => {
        const part = files.get(name)!.subarray(at, at + into.length);
        into.set(part);
        return part.length;
      },
      write: (bytes: Bytes, { at }: { at: number }) => {
        if (used() + bytes.length > room!) throw new DOMException('', 'QuotaExceededError');
        files.set(name, Uint8Array.of(...files.get(name)!.subarray(0, at), ...bytes));
        return bytes.length;
      },
      truncate: (size: number) => void files.set(name, files.get(name)!.slice(0, size)),
      flush: () => undefined,
      close: () => undefined,
    };
    return Promise.resolve({ createSyncAccessHandle: () => Promise.resolve(handle) });
  },
};

const { ModelParts } = await import('./modelParts.js');
const { loadNetwork } = await import('./loadNetwork.js');

const FOLDER = 'https://viewer.example/models/fixture/';
/** What the server has, by path below the package. */
let served: Map<string, Bytes>;
/** Breaks the connection once after so many bytes of this path. */
let breaks: Map<string, number>;
let knowsRanges: boolean;
let etag: string | undefined;
let requests: { readonly path: string; readonly headers: Record<string, string> }[];

const hashOf = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex');
const cacheName = (path: string) => `${hashOf(content(path))}.onnx`;
const content = (path: string) => all.get(path)!;

/** A trunk with seven files of weights, each of 5000 bytes, and a fusion. */
const all = new Map<string, Bytes>([
  ['trunk.onnx', bytesOf(300, 0)],
  ...[1, 2, 3, 4, 5, 6, 7].map((n) => [`weights-${n}.bin`, bytesOf(5000, n)] as [string, Bytes]),
  ['fusion.onnx', bytesOf(200, 9)],
]);

function bytesOf(size: number, seed: number): Bytes {
  return Uint8Array.from({ length: size }, (_, n) => (n * 31 + seed * 7 + (n >> 8)) & 255);
}

const entryOf = (path: string) => ({
  path,
  size: content(path).length,
  sha256: hashOf(content(path)),
});

function modelWith(trunks: number): ModelAtUrl {
  const { manifest, graph } = viewByViewFixture(trunks);
  const data = [1, 2, 3, 4, 5, 6, 7].map((n) => entryOf(`weights-${n}.bin`));
  const trunk = { ...entryOf('trunk.onnx'), data };
  const parts: ModelManifest['graph'] = {
    ...graph,
    trunk: { ...graph.trunk, graphs: Array.from({ length: trunks }, () => trunk) },
    fusion: entryOf('fusion.onnx'),
  };
  return { url: FOLDER, manifest: { ...manifest, graph: parts }, digest: 'sha256:0' };
}

let told: Progress[];
const load = (model = modelWith(1)) => {
  const onProgress = (progress: Progress) => told.push(progress);
  return loadNetwork(new ModelParts(model, onProgress), model.manifest, onProgress);
};
const stages = () => told.map(({ stage }) => stage).filter((stage, n, all) => stage !== all[n - 1]);
const fetched = () => requests.map(({ path }) => path);

function answer(path: string, headers: Record<string, string>): Response {
  const bytes = served.get(path);
  if (!bytes) return new Response(null, { status: 404 });
  const from = Number(/^bytes=(\d+)-$/.exec(headers['range'] ?? '')?.[1] ?? 0);
  const isSame = headers['if-range'] === undefined || headers['if-range'] === etag;
  const partial = from > 0 && knowsRanges && isSame;
  if (partial && from >= bytes.length) return new Response(null, { status: 416 });
  const start = partial ? from : 0;
  const end = breaks.get(path) ?? bytes.length;
  breaks.delete(path);
  let at = start;
  const body = new ReadableStream<Bytes>({
    pull: (controller) => {
      if (at >= end && end < bytes.length) return controller.error(new TypeError('network error'));
      if (at >= end) return controller.close();
      const next = Math.min(at + 700, end);
      controller.enqueue(bytes.slice(at, next));
      at = next;
    },
  });
  return new Response(body, {
    status: partial ? 206 : 200,
    headers: {
      ...(etag !== undefined && { etag }),
      ...(partial && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    },
  });
}

beforeEach(() => {
  const locks = { request: (_: string, action: () => unknown) => action() };
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  files = new Map();
  room = 1e6;
  served = new Map(all);
  breaks = new Map();
  knowsRanges = true;
  etag = '"1"';
  requests = [];
  told = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    const path = String(url).slice(FOLDER.length);
    const headers = (init?.headers ?? {}) as Record<string, string>;
    requests.push({ path, headers });
    return Promise.resolve().then(() => answer(path, headers));
  });
  // New tries wait a second and more.
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((action: () => void) => {
    queueMicrotask(action);
    return 0;
  }) as unknown as typeof setTimeout);
});

afterEach(() => jest.restoreAllMocks());

test('parts are fetched, kept under their digests, and read from there', async () => {
  const network = await load();
  expect(network).toMatchObject({
    kind: 'view-by-view',
    fusion: { graph: content('fusion.onnx'), data: [] },
    trunk: { graph: content('trunk.onnx') },
  });
  if (network.kind === 'whole') throw new Error('not in parts');
  expect(network.trunk!.data.map(({ path, bytes }) => [path, hashOf(bytes)])).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((n) => [`weights-${n}.bin`, hashOf(content(`weights-${n}.bin`))]),
  );
  expect(new Set(files.keys())).toEqual(new Set([...all.keys()].map(cacheName)));
  expect(stages()).toEqual(['download', 'verify']);
  const total = [...all.values()].reduce((sum, { length }) => sum + length, 0);
  const downloads = told.filter(({ stage }) => stage === 'download');
  expect(downloads.every((progress) => progress.total === total)).toBe(true);
  expect(downloads.at(-1)!.loaded).toBe(total);
});

test('what is kept is verified, and not fetched again', async () => {
  await load();
  requests = [];
  told = [];
  await load();
  expect(fetched()).toEqual([]);
  expect(stages()).toEqual(['verify']);
});

test('a tab that was closed in part 4 goes on there: nothing is fetched twice', async () => {
  for (const path of ['trunk.onnx', 'weights-1.bin', 'weights-2.bin', 'weights-3.bin']) {
    files.set(cacheName(path), content(path));
  }
  files.set(cacheName('weights-4.bin'), content('weights-4.bin').slice(0, 1234));
  files.set(`${cacheName('weights-4.bin')}.version`, new TextEncoder().encode('"1"'));
  await load();
  expect(requests[0]).toEqual({
    path: 'weights-4.bin',
    headers: { range: 'bytes=1234-', 'if-range': '"1"' },
  });
  expect(fetched()).toEqual([...[4, 5, 6, 7].map((n) => `weights-${n}.bin`), 'fusion.onnx']);
  expect(told[0]).toMatchObject({ stage: 'download', loaded: 300 + 3 * 5000 + 1234 });
  expect(files.get(cacheName('weights-4.bin'))).toEqual(content('weights-4.bin'));
  expect([...files.keys()].some((name) => name.endsWith('.version'))).toBe(false);
});

test('a connection that breaks off is taken up where it broke', async () => {
  breaks.set('weights-2.bin', 2100);
  await load();
  const again = requests.filter(({ path }) => path === 'weights-2.bin');
  expect(again.map(({ headers }) => headers['range'])).toEqual([undefined, 'bytes=2100-']);
});

test('a server that stays away is named, and what was fetched is kept', async () => {
  jest.spyOn(globalThis, 'fetch').mockImplementation((url) => {
    const path = String(url).slice(FOLDER.length);
    requests.push({ path, headers: {} });
    if (path === 'weights-2.bin') return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve(answer(path, {}));
  });
  await expect(load()).rejects.toMatchObject({
    code: 'model-unavailable',
    message: expect.stringContaining('weights-2.bin could not be fetched: Failed to fetch'),
  });
  expect(fetched().filter((path) => path === 'weights-2.bin')).toHaveLength(4);
  expect(new Set(files.keys())).toEqual(new Set(['trunk.onnx', 'weights-1.bin'].map(cacheName)));
});

test.each<[string, () => void]>([
  ['knows no ranges', () => (knowsRanges = false)],
  ['has another version meanwhile', () => (etag = '"2"')],
  ['does not tell versions apart', () => (etag = undefined)],
])('a server that %s sends the part anew, or what is missing', async (_, change) => {
  const kept = cacheName('weights-1.bin');
  files.set(kept, content('weights-1.bin').slice(0, 99));
  if (etag !== undefined) files.set(`${kept}.version`, new TextEncoder().encode('"1"'));
  change();
  await load();
  expect(files.get(kept)).toEqual(content('weights-1.bin'));
});

test('what was kept of another version of a part is given up, and the part fetched whole', async () => {
  const kept = cacheName('weights-1.bin');
  files.set(kept, bytesOf(99, 5));
  etag = undefined;
  await load();
  const ranges = requests.filter(({ path }) => path === 'weights-1.bin');
  expect(ranges.map(({ headers }) => headers['range'])).toEqual(['bytes=99-', undefined]);
  expect(files.get(kept)).toEqual(content('weights-1.bin'));
});

test('a wrong byte in part 7 is named; the part is not kept, the others are', async () => {
  const damaged = content('weights-7.bin').slice();
  damaged[4000]! ^= 1;
  served.set('weights-7.bin', damaged);
  await expect(load()).rejects.toMatchObject({
    code: 'model-hash-mismatch',
    message: expect.stringMatching(/weights-7\.bin has SHA-256 .* instead of/),
  });
  expect(files.has(cacheName('weights-7.bin'))).toBe(false);
  served = new Map(all);
  requests = [];
  await load();
  expect(fetched()).toEqual(['weights-7.bin', 'fusion.onnx']);
});

test('a part that the server cut short is named by its size, and not kept', async () => {
  served.set('weights-3.bin', content('weights-3.bin').slice(0, 1000));
  await expect(load()).rejects.toMatchObject({
    code: 'model-hash-mismatch',
    message: expect.stringContaining('weights-3.bin has 1000 bytes instead of 5000'),
  });
  expect(files.has(cacheName('weights-3.bin'))).toBe(false);
});

test('a part that was damaged on the disk is fetched again', async () => {
  await load();
  const damaged = content('weights-5.bin').slice();
  damaged[10]! ^= 1;
  files.set(cacheName('weights-5.bin'), damaged);
  requests = [];
  const network = await load();
  expect(fetched()).toEqual(['weights-5.bin']);
  expect(network.kind === 'view-by-view' && network.trunk!.data[4]!.bytes).toEqual(
    content('weights-5.bin'),
  );
});

test('earlier versions make room', async () => {
  room = 36_000;
  files.set('old.onnx', new Uint8Array(10_000));
  files.set('device-trials.json', new Uint8Array(10));
  await load();
  expect(files.has('old.onnx')).toBe(false);
  expect(files.has('device-trials.json')).toBe(true);
  expect(files.get(cacheName('fusion.onnx'))).toEqual(content('fusion.onnx'));
});

test('without room one trunk runs from memory; a part that was begun gives its room back', async () => {
  room = 12_000;
  const network = await load();
  expect(network.kind === 'view-by-view' && network.trunk!.data).toHaveLength(7);
  expect(new Set(files.keys())).toEqual(
    new Set(['trunk.onnx', 'weights-1.bin', 'weights-2.bin'].map(cacheName)),
  );
});

test.each([
  ['no room', 12_000, /no room for the 0 MB of the model Fixture/],
  ['no files', undefined, /keeps no files for this page/],
])('with %s trunks that are opened in turn are refused', async (_, size, words) => {
  room = size;
  await expect(load(modelWith(3))).rejects.toMatchObject({
    code: 'model-unavailable',
    message: expect.stringMatching(words),
    advice: expect.stringContaining('on the server'),
  });
});

test('trunks that are opened in turn are read from the files when their view comes', async () => {
  const network = await load(modelWith(3));
  if (network.kind === 'whole') throw new Error('not in parts');
  expect(network.trunk).toBeUndefined();
  requests = [];
  expect((await network.trunkOf(2)).graph).toEqual(content('trunk.onnx'));
  expect(fetched()).toEqual([]);
});

test('tells how long it still takes, at the pace of the last seconds', async () => {
  let clock = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (clock += 100));
  await load();
  const left = told
    .filter(({ stage }) => stage === 'download')
    .map(({ secondsLeft }) => secondsLeft);
  expect(left[0]).toBeUndefined();
  const last = left.filter((seconds) => seconds !== undefined);
  expect(last.length).toBeGreaterThan(10);
  expect(last[0]!).toBeGreaterThan(last.at(-1)!);
  expect(last.at(-1)).toBe(0);
});
