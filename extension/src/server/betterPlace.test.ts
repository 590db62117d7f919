import { fallbackOf, MutationPredictionError } from '@mutation-prediction/core';
import type { DeviceDescription } from '../inference/device.js';
import { betterPlace } from './betterPlace.js';

const webGpu: DeviceDescription = { runtime: 'ort', backend: 'webgpu', name: 'Iris Xe' };
const wasm: DeviceDescription = {
  runtime: 'ort',
  backend: 'wasm',
  name: '2-core processor',
  ...fallbackOf([{ why: 'no-adapter' }]),
};
const isReady = () => Promise.resolve();
const down = new MutationPredictionError('server-unreachable.not-ready', { server: 'gpu' });

test('a graphics processor here is taken, and the server is left alone', async () => {
  let asked = 0;
  const checkServer = () => Promise.resolve(void asked++);
  expect(await betterPlace(() => Promise.resolve(webGpu), checkServer)).toEqual({ place: 'here' });
  expect(asked).toBe(0);
});

test('without one it is the server, and why', async () => {
  expect(await betterPlace(() => Promise.resolve(wasm), isReady)).toEqual({
    place: 'server',
    why: wasm,
  });
});

test('where nothing can run here, it is the server', async () => {
  const nothing = () => Promise.reject(new Error('This site allows WebGPU only.'));
  expect(await betterPlace(nothing, isReady)).toEqual({
    place: 'server',
    why: { fallbackReason: 'This site allows WebGPU only.' },
  });
  const refusal = new MutationPredictionError('inference-failed.no-device', {
    problem: 'no driver',
  });
  expect(await betterPlace(() => Promise.reject(refusal), isReady)).toEqual({
    place: 'server',
    why: refusal,
  });
});

test('a server that is not ready is told of', async () => {
  const place = await betterPlace(
    () => Promise.resolve(wasm),
    () => Promise.reject(down),
  );
  expect(place).toEqual({ place: 'here', error: down });
});

test('a defect is no reason', async () => {
  const defect = new TypeError('a defect');
  const asked = betterPlace(
    () => Promise.resolve(wasm),
    () => Promise.reject(defect),
  );
  await expect(asked).rejects.toBe(defect);
});
