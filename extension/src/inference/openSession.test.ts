/**
 * Which device wins, with a runtime that only lets time pass: real ones are held to each other in
 * test/parity, but a race of real ones would make the test depend on the machine.
 */
import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { modelManifestSchema, type ModelManifest } from '@mutation-prediction/core';
import type { RuntimeBuild } from './device.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';

const manifestFile = `${import.meta.dirname}/../../../models/packages/mmdl-demo/model.json`;
const model: ModelAtUrl = {
  url: 'https://viewer.example/models/mmdl-demo/',
  manifest: modelManifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8'))),
  digest: `sha256:${'0'.repeat(64)}`,
};

type Backend = 'webgpu' | 'wasm';
/** Milliseconds of a run, or what it throws. */
let runs: Record<Backend, number | Error>;
let opened: string[];
let clock: number;
let files: Map<string, Uint8Array<ArrayBuffer>>;
/** Of every run. */
let outputs: object;

jest.unstable_mockModule('./runtime.js', () => ({
  loadRuntime: (build: RuntimeBuild) =>
    Promise.resolve({
      env: { versions: { web: '1.0.0' } },
      Tensor: class {},
      InferenceSession: {
        create: (_bytes: Uint8Array, { executionProviders: [backend] }: SessionRequest) => {
          opened.push(`${backend} in ${build}`);
          return Promise.resolve({ run: () => run(backend), release: () => Promise.resolve() });
        },
      },
    }),
}));
jest.unstable_mockModule('./model-files/opfs.js', () => ({
  readPrivateFile: (name: string) => Promise.resolve(files.get(name)),
  writePrivateFile: (name: string, bytes: Uint8Array<ArrayBuffer>) =>
    Promise.resolve(Boolean(files.set(name, bytes))),
}));
interface SessionRequest {
  readonly executionProviders: readonly [Backend];
}

const { openSession } = await import('./openSession.js');
const { WebGpuFailure } = await import('./webGpuFailure.js');

function run(backend: Backend): Promise<object> {
  const outcome = runs[backend];
  if (outcome instanceof Error) return Promise.reject(outcome);
  clock += outcome;
  return Promise.resolve(outputs);
}

const graphBytes = { graph: new Uint8Array(), data: [] };

const open = (preference: 'auto' | 'webgpu' | 'wasm' = 'auto') =>
  openSession(() => Promise.resolve({ kind: 'whole', graph: graphBytes }), model, { preference });

beforeEach(() => {
  opened = [];
  outputs = {};
  clock = 0;
  files = new Map();
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  const info = { vendor: 'intel', architecture: 'xe', device: '', description: '' };
  const adapter = { features: new Set(), info: { ...info, isFallbackAdapter: false } };
  Object.assign(globalThis, {
    crossOriginIsolated: true,
    navigator: {
      gpu: { requestAdapter: () => Promise.resolve(adapter) },
      hardwareConcurrency: 4,
      userAgent: 'test',
    },
  });
});

afterEach(() => jest.restoreAllMocks());

test('a fast WebGPU run settles it: WASM is not even compiled', async () => {
  runs = { webgpu: 40, wasm: 10 };

  const { device } = await open();

  expect(device).toMatchObject({ backend: 'webgpu', name: 'intel xe' });
  expect(opened).toHaveLength(1);
});

test('a trunk that reads nine views for all is no immediate run at a ninth of their time', async () => {
  runs = { webgpu: 40, wasm: 10 };
  const file = { path: 'trunk.onnx', size: 1, sha256: '0'.repeat(64) };
  const manifest: ModelManifest = {
    ...model.manifest,
    graph: {
      kind: 'view-by-view',
      trunk: { graphs: [file], input: 'view', features: ['features'] },
      fusion: { ...file, path: 'fusion.onnx' },
      precision: 'w16',
      opset: 17,
    },
  };
  outputs = { features: { type: 'float32', data: new Float32Array(4), dims: [1, 4] } };
  const trunkOf = () => Promise.reject(new Error('there is one for all'));
  const network = { fusion: graphBytes, trunk: graphBytes, trunkOf };

  const { device } = await openSession(
    () => Promise.resolve({ kind: 'view-by-view', ...network }),
    { ...model, manifest },
    { preference: 'auto' },
  );

  // Two graphs on each, and WASM won.
  expect(opened.map((entry) => entry.split(' ')[0])).toEqual(['webgpu', 'webgpu', 'wasm', 'wasm']);
  expect(device.backend).toBe('wasm');
});

test('a slow WebGPU loses to a faster WASM, and the user is told the times', async () => {
  runs = { webgpu: 900, wasm: 300 };

  const { device } = await open();

  expect(device.backend).toBe('wasm');
  expect(device.fallbackReason).toBe(
    'WebGPU was slower than WASM on a trial run (900 against 300 ms).',
  );
  expect(opened.map((entry) => entry.split(' ')[0])).toEqual(['webgpu', 'wasm']);
});

test('a slow WebGPU wins over a slower WASM', async () => {
  runs = { webgpu: 900, wasm: 3000 };

  const { device } = await open();

  expect(device.backend).toBe('webgpu');
  expect(device.fallbackReason).toBeUndefined();
});

test('the trial is remembered: the next time the winner alone is compiled, in its own build', async () => {
  runs = { webgpu: 900, wasm: 300 };
  const first = await open();
  opened = [];

  const second = await open();

  expect(opened).toEqual(['wasm in wasm']);
  expect(second.device).toEqual(first.device);
});

test('a damaged memory of trials means a new trial', async () => {
  runs = { webgpu: 900, wasm: 300 };
  await open();
  for (const name of files.keys()) files.set(name, new Uint8Array([123, 34]));
  opened = [];

  await open();

  expect(opened).toHaveLength(2);
});

test('an operator that WebGPU refuses at run time asks for WASM', async () => {
  runs = { webgpu: new Error('ConvTranspose 3-D'), wasm: 300 };

  await expect(open()).rejects.toThrow(WebGpuFailure);
  await expect(open()).rejects.toThrow(/ConvTranspose 3-D/);
});

test('a demanded device is not put to a trial', async () => {
  runs = { webgpu: 900, wasm: 300 };

  expect((await open('webgpu')).device.backend).toBe('webgpu');
  expect((await open('wasm')).device.backend).toBe('wasm');
  expect(clock).toBe(0);
});
