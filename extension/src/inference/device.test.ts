import type { Platform } from './device.js';
import { chooseDevice } from './device.js';

const withoutAdapter: Platform = { jspi: true, cores: 4, crossOriginIsolated: true };
const iris = { name: 'Intel Iris Xe', shaderF16: true, emulated: false };
const without16Bit = { ...iris, shaderF16: false };
const emulated = { name: 'google swiftshader', shaderF16: false, emulated: true };
const platform: Platform = { ...withoutAdapter, adapter: iris };

test('WebGPU is taken where it is offered, over JSPI where the browser has it', () => {
  const device = { runtime: 'onnxruntime-web', backend: 'webgpu', name: 'Intel Iris Xe' };

  expect(chooseDevice(platform, { preference: 'auto' })).toEqual({ build: 'jspi', device });
  expect(chooseDevice({ ...platform, jspi: false }, { preference: 'auto' })).toEqual({
    build: 'asyncify',
    device,
  });
});

test.each([
  ['no adapter', withoutAdapter, {}, undefined, 'This browser offers no WebGPU adapter.'],
  [
    'an emulated adapter',
    { ...platform, adapter: emulated },
    {},
    undefined,
    'This browser only emulates WebGPU on the processor (google swiftshader).',
  ],
  [
    'an fp16 graph without 16-bit shaders',
    { ...platform, adapter: without16Bit },
    {},
    'fp16' as const,
    'This graphics processor lacks the 16-bit arithmetic that the model needs.',
  ],
  [
    'an earlier failure',
    platform,
    { webGpuRuledOut: { why: 'failed', values: { problem: 'lost' } } as const },
    undefined,
    'WebGPU failed in this browser (lost).',
  ],
])('%s means WASM, with the reason', (_case, offered, ruledOut, precision, fallbackReason) => {
  expect(chooseDevice(offered, { preference: 'auto', ...ruledOut }, precision)).toMatchObject({
    build: 'wasm',
    device: {
      runtime: 'onnxruntime-web',
      backend: 'wasm',
      name: '4-core processor',
      threads: 4,
      fallbackReason,
    },
  });
});

test('a w16 graph needs no 16-bit shaders', () => {
  const plain = { ...platform, adapter: without16Bit };

  expect(chooseDevice(plain, { preference: 'auto' }, 'w16').device.backend).toBe('webgpu');
});

test('threads need cross-origin isolation, and are at most eight', () => {
  const preference = 'wasm';
  const many = chooseDevice({ ...platform, cores: 32 }, { preference }).device;
  const one = chooseDevice({ ...platform, crossOriginIsolated: false }, { preference }).device;

  expect(many.threads).toBe(8);
  expect(one.threads).toBe(1);
  expect(one.fallbackReason).toMatch(/does not send COOP\/COEP headers/);
});

test('a site that demands WebGPU may have the emulated one, but nothing else', () => {
  const demanded = { preference: 'webgpu' } as const;

  expect(chooseDevice({ ...platform, adapter: emulated }, demanded).device.backend).toBe('webgpu');
  expect(() => chooseDevice(withoutAdapter, demanded)).toThrow(
    'This site allows WebGPU only. This browser offers no WebGPU adapter.',
  );
});
