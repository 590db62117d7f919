import { en, fallbackOf, MutationPredictionError } from '@mutation-prediction/core';
import { deviceName, deviceText } from './deviceText.js';

test.each([
  [{ runtime: 'ort', backend: 'webgpu', name: 'Intel Iris Xe' }, 'WebGPU, Intel Iris Xe'],
  [{ runtime: 'ort', backend: 'tensorrt', name: 'NVIDIA H200' }, 'tensorrt, NVIDIA H200'],
  [
    {
      ...{ runtime: 'ort', backend: 'wasm', name: '1-core processor', threads: 1 },
      ...fallbackOf([{ why: 'no-adapter' }]),
    },
    'WASM, 1 thread, 1-core processor. This browser offers no WebGPU adapter.',
  ],
  [
    { runtime: 'ort', backend: 'cuda', name: 'NVIDIA L4', server: 'gpu.example.org' },
    'CUDA, NVIDIA L4, on the server gpu.example.org',
  ],
  [{ server: 'gpu.example.org' }, 'the server gpu.example.org'],
])('a device is told in one line: %j', (device, text) => {
  expect(deviceText(device, en)).toBe(text);
});

test('that there is none is said in its words', () => {
  const error = new MutationPredictionError('inference-failed.webgpu-only', { reason: 'Why.' });
  expect(deviceText(error, en)).toBe('This site allows WebGPU only. Why.');
});

test('a processor that has a name keeps it', () => {
  expect(deviceName('Xeon 2-core processor E5')).toBe('Xeon 2-core processor E5');
});
