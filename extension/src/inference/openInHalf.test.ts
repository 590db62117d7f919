/**
 * When fp16 arithmetic is taken, with a runtime that says what a test wants: real ones are held to each other in
 * models/training/tests, on the processor.
 */
import { jest } from '@jest/globals';
import {
  inHalf,
  tensorDims,
  type ModelManifest,
  type ModelSession,
} from '@mutation-prediction/core';
import { viewByViewFixture } from '../../../test/support/viewByViewFixture.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';

const GOLDEN = 0.4;
const BOUND = 0.01;

type Form = 'fp16' | 'fp32';
/** Of fp16: what it says of every input, or what it throws. */
let inFp16: number | Error;
let opened: string[];
let loaded: Form[];
let files: Map<string, Uint8Array<ArrayBuffer>>;
let hasFp16: boolean;
let clock: number;
/** Milliseconds of one run of a graph. */
let runMs: Record<'webgpu' | 'wasm', number>;

jest.unstable_mockModule('./runtime.js', () => ({
  loadRuntime: () => Promise.resolve({ env: { versions: { web: '1.0.0' } } }),
}));
jest.unstable_mockModule('./openNetwork.js', () => ({
  openNetwork: (
    _runtime: unknown,
    { form }: { readonly form: Form },
    { inputs, outputs }: ModelManifest,
    device: ModelSession['device'],
  ) => {
    opened.push(`${form} on ${device.backend}`);
    return Promise.resolve({
      device,
      run: (feeds: Parameters<ModelSession['run']>[0]) => {
        for (const input of inputs) {
          expect(feeds[input.tensor]?.dims).toEqual(tensorDims(input));
        }
        if (form === 'fp16' && inFp16 instanceof Error) return Promise.reject(inFp16);
        clock += runMs[device.backend as 'webgpu' | 'wasm'];
        const said = form === 'fp16' ? (inFp16 as number) : GOLDEN;
        const data = Float32Array.of(said, GOLDEN);
        return Promise.resolve({ [outputs.probabilities]: { data, dims: [1, 2] } });
      },
      release: () => Promise.resolve(),
    });
  },
}));
jest.unstable_mockModule('./model-files/opfs.js', () => ({
  readPrivateFile: (name: string) => Promise.resolve(files.get(name)),
  writePrivateFile: (name: string, bytes: Uint8Array<ArrayBuffer>) =>
    Promise.resolve(Boolean(files.set(name, bytes))),
}));

const { openSession } = await import('./openSession.js');
const { WebGpuFailure } = await import('./webGpuFailure.js');

const model = halfModel();

/** The fixture, which also has a trunk of fp16. */
function halfModel(): ModelAtUrl {
  const { manifest } = viewByViewFixture();
  if (manifest.graph.kind !== 'view-by-view') throw new Error('the fixture is in parts');
  const { trunk } = manifest.graph;
  const half = {
    graphs: trunk.graphs.map((file) => ({ ...file, path: 'half.onnx' })),
    largestDifference: BOUND,
    golden: [
      [GOLDEN, GOLDEN],
      [GOLDEN, GOLDEN],
    ],
  };
  return {
    url: 'https://viewer.example/models/fixture/',
    manifest: { ...manifest, graph: { ...manifest.graph, trunk: { ...trunk, half } } },
    digest: `sha256:${'0'.repeat(64)}`,
  };
}

const open = (policy: object = {}) =>
  openSession(
    (manifest) => {
      const form = manifest.graph.precision === 'fp16' ? 'fp16' : 'fp32';
      loaded.push(form);
      return Promise.resolve({ form } as never);
    },
    model,
    { preference: 'auto', ...policy },
  );

beforeEach(() => {
  inFp16 = GOLDEN + 0.004;
  opened = [];
  loaded = [];
  files = new Map();
  hasFp16 = true;
  clock = 0;
  runMs = { webgpu: 1, wasm: 100 };
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  const info = { vendor: 'intel', architecture: 'xe', device: '', description: '' };
  Object.assign(globalThis, {
    crossOriginIsolated: true,
    navigator: {
      gpu: {
        requestAdapter: () =>
          Promise.resolve({
            features: new Set(hasFp16 ? ['shader-f16'] : []),
            info: { ...info, isFallbackAdapter: false },
          }),
      },
      hardwareConcurrency: 4,
      userAgent: 'test',
    },
  });
});

afterEach(() => jest.restoreAllMocks());

test('fp16 is taken where it keeps to the bound on this device, and the device says so', async () => {
  const { device } = await open();
  expect(device).toMatchObject({ backend: 'webgpu', arithmetic: 'fp16' });
  expect([loaded, opened]).toEqual([['fp16'], ['fp16 on webgpu']]);
});

test.each([
  ['moves a probability farther', GOLDEN + 0.0201, 'fp32 (fp16: Δp 0.020)'],
  ['overflows', Number.NaN, 'fp32 (fp16 failed)'],
])('fp16 that %s is not, without a warning, and that is remembered', async (_case, said, text) => {
  inFp16 = said;
  const { device } = await open();
  expect(device).toMatchObject({ backend: 'webgpu', arithmetic: text });
  expect(device.fallbackReason).toBeUndefined();
  expect(opened).toEqual(['fp16 on webgpu', 'fp32 on webgpu']);

  opened = [];
  loaded = [];
  expect((await open()).device).toEqual(device);
  expect([loaded, opened]).toEqual([['fp32'], ['fp32 on webgpu']]);
});

test('what was found right is not tried again', async () => {
  await open();
  inFp16 = 0.9;
  expect((await open()).device.arithmetic).toBe('fp16');
});

test('fp16 that fails asks for a fresh worker, which leaves it out', async () => {
  inFp16 = new Error('no such shader');
  const failure: unknown = await open().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WebGpuFailure);
  expect(failure).toMatchObject({ inHalf: true, message: 'no such shader' });

  // Where the browser keeps nothing, by the policy alone.
  files.clear();
  loaded = [];
  const { device } = await open({ halfRuledOut: true });
  expect(device).toMatchObject({ backend: 'webgpu', arithmetic: 'fp32 (fp16 failed)' });
  expect(loaded).toEqual(['fp32']);
});

test('an adapter without it is not asked', async () => {
  hasFp16 = false;
  const { device } = await open();
  expect(device.backend).toBe('webgpu');
  expect(device.arithmetic).toBeUndefined();
  expect(loaded).toEqual(['fp32']);
});

test('WASM runs the usual network, where it is the faster one too', async () => {
  expect((await open({ preference: 'wasm' })).device.arithmetic).toBeUndefined();
  expect(opened).toEqual(['fp32 on wasm']);

  opened = [];
  runMs = { webgpu: 900, wasm: 100 };
  const { device } = await open();
  expect(device).toMatchObject({ backend: 'wasm' });
  expect(device.arithmetic).toBeUndefined();
  expect(opened).toEqual(['fp16 on webgpu', 'fp32 on wasm']);
});

test('a network in fp16 is the same but for its trunks', () => {
  const half = inHalf(model.manifest);
  expect(half?.graph).toMatchObject({
    precision: 'fp16',
    trunk: { graphs: [{ path: 'half.onnx' }] },
  });
  expect(half?.outputs).toEqual(model.manifest.outputs);
  expect(inHalf(viewByViewFixture().manifest)).toBeUndefined();
});
