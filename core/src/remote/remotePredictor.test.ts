/** Predictions of a model elsewhere, over tensors alone, are those of the model here. */
import { jest } from '@jest/globals';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { PredictionRequest } from '../contract/request.js';
import { predict } from '../prediction/predict.js';
import { remotePredictor } from './remotePredictor.js';
import { runPipeline } from './runPipeline.js';
import { caseOf, hashingModel, MANIFESTS } from '../../../test/serving/remoteCases.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';
import type { InferenceTransport } from './transport.js';

/** A server that is as far as a function call. */
function transportTo(manifest: ModelManifest) {
  const infer = jest.fn<InferenceTransport['infer']>(async (_, call) => ({
    outputs: await runPipeline(call, hashingModel(manifest)),
  }));
  const transport: InferenceTransport = {
    infer,
    modelMetadata: () => Promise.reject(new Error('Nobody asked.')),
  };
  return { transport, infer };
}

const there = (manifest: ModelManifest, { transport } = transportTo(manifest)) =>
  remotePredictor(transport, hashingModel(manifest), 'gpu.example.org');

const failing = (error: unknown, manifest = MANIFESTS.views) => {
  const { transport } = transportTo(manifest);
  return there(manifest, {
    ...transportTo(manifest),
    transport: { ...transport, infer: () => Promise.reject(error) },
  });
};

async function bothOf(manifest: ModelManifest, request: PredictionRequest) {
  const here = await predict(request, hashingModel(manifest), { contributions: true });
  const remote = await there(manifest).predict(request, { contributions: true });
  return { here, remote };
}

test.each([
  ['views', MANIFESTS.views],
  ['blocks, pixels and features', MANIFESTS.other],
  ['clinical values alone', MANIFESTS.clinicalAlone],
])('of %s: to the last bit, warning for warning', async (_, manifest) => {
  const request = await caseOf(manifest, { clinical: { ageYears: 73, sex: 'F' } });
  const { here, remote } = await bothOf(manifest, request);
  const { uid, createdAt, timingsMs, device } = remote.prediction;
  expect(device).toEqual({ ...here.prediction.device, server: 'gpu.example.org' });
  expect({
    ...remote,
    prediction: { ...remote.prediction, device: here.prediction.device },
  }).toEqual({ ...here, prediction: { ...here.prediction, uid, createdAt, timingsMs } });
});

test('contributions are asked for only where the caller asks', async () => {
  const { infer, transport } = transportTo(MANIFESTS.views);
  const predictor = there(MANIFESTS.views, { infer, transport });
  const { prediction } = await predictor.predict(await caseOf(MANIFESTS.views));
  expect(infer.mock.lastCall![1].outputs).toEqual(['prediction', 'activation_maps.images']);
  expect(prediction.targets.some((target) => 'contributions' in target)).toBe(false);
  const asked = await predictor.predict(await caseOf(MANIFESTS.views), { contributions: true });
  expect(infer.mock.lastCall![1].outputs).toContain('contributions');
  expect(predictedTargets(asked.prediction)[0]!.contributions).toHaveLength(2);
});

test('every kind of warning is among those compared', async () => {
  const codes = async (manifest: ModelManifest) => {
    const { remote } = await bothOf(manifest, await caseOf(manifest));
    return remote.prediction.warnings.map(({ code }) => code);
  };
  expect(await codes(MANIFESTS.views)).toEqual([
    'not-from-patients',
    'demonstration-weights',
    'little-lung',
    'unusual-lung',
    'not-chest',
    'thick-slices',
    'contrast-unknown',
    'clinical-missing',
    'clinical-missing',
    'clinical-missing',
    'unlike-training-data',
    'device-fallback',
  ]);
  expect(await codes(MANIFESTS.other)).toContain('radiomics-missing');
});

test('another bit anywhere in the image is another result', async () => {
  const request = await caseOf(MANIFESTS.views);
  const [columns, rows, slices] = request.region.grid.size.map((n) => n >> 1) as [
    number,
    number,
    number,
  ];
  const [width, height] = request.region.grid.size;
  const middle = (slices * height + rows) * width + columns;
  const changed = { ...request, region: { ...request.region, data: request.region.data.slice() } };
  changed.region.data[middle]! += 40;
  const [before, after] = [
    await there(MANIFESTS.views).predict(request),
    await there(MANIFESTS.views).predict(changed),
  ];
  expect(after.prediction.targets).not.toEqual(before.prediction.targets);
});

test('asks for the result and the maps, not for the views, which it has', async () => {
  const { transport, infer } = transportTo(MANIFESTS.views);
  await there(MANIFESTS.views, { transport, infer }).predict(await caseOf(MANIFESTS.views));
  const [model, call] = infer.mock.calls[0]!;
  expect(model).toBe('fixture');
  expect(call.outputs).toEqual(['prediction', 'activation_maps.images']);
  expect(call.parameters).toEqual({ model_digest: `sha256:${'a'.repeat(64)}` });
});

test('knows its device after the first run, and reports its stages', async () => {
  const predictor = there(MANIFESTS.views);
  expect(predictor.device).toBeUndefined();
  const stages: string[] = [];
  await predictor.predict(await caseOf(MANIFESTS.views), {
    onProgress: ({ stage }) => stages.push(stage),
  });
  expect(stages).toEqual(['views', 'send', 'receive']);
  expect(predictor.device).toMatchObject({ name: 'CPU', server: 'gpu.example.org' });
});

test('what the transport hears of the queue reaches who asked, and cancelling reaches the transport', async () => {
  const controller = new AbortController();
  const { transport } = transportTo(MANIFESTS.views);
  const cancelled = Object.assign(new Error('aborted'), { kind: 'cancelled' });
  const infer: InferenceTransport['infer'] = (_, __, options) => {
    options?.onProgress?.({ stage: 'queue', place: 2 });
    controller.abort();
    return options?.signal?.aborted ? Promise.reject(cancelled) : Promise.resolve({ outputs: [] });
  };
  const progress: unknown[] = [];
  const predictor = there(MANIFESTS.views, {
    ...transportTo(MANIFESTS.views),
    transport: { ...transport, infer },
  });
  await expect(
    predictor.predict(await caseOf(MANIFESTS.views), {
      signal: controller.signal,
      onProgress: (one) => progress.push(one),
    }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect(progress.at(-1)).toEqual({ stage: 'queue', place: 2 });
});

test.each([
  ['network', 'server-unreachable', /gpu\.example\.org does not answer\./],
  ['server', 'server-unreachable', /no route/],
  ['protocol', 'server-unreachable', /no route/],
  ['timeout', 'server-unreachable', /too long/],
  ['busy', 'server-busy', /too much to do/],
  ['unauthorised', 'server-refused', /who you are/],
  ['refused', 'server-refused', /allow/],
  ['invalid', 'server-refused', /no route/],
  ['not-found', 'model-unavailable', /fixture/],
  ['cancelled', 'cancelled', /./],
])('a transport that fails for the reason %s is refused in words', async (kind, code, message) => {
  const predictor = failing(Object.assign(new Error('no route'), { kind }));
  await expect(predictor.predict(await caseOf(MANIFESTS.views))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  });
});

test('a model that fails on the server is said to fail, not the way there', async () => {
  const error = Object.assign(new Error('out of memory'), { kind: 'server', status: 500 });
  await expect(failing(error).predict(await caseOf(MANIFESTS.views))).rejects.toMatchObject({
    code: 'inference-failed',
    message: 'The model fixture failed: out of memory.',
  });
});

test('any other error stays what it is', async () => {
  const error = new TypeError('a defect');
  await expect(failing(error).predict(await caseOf(MANIFESTS.views))).rejects.toBe(error);
});

test('a server that has another version of the model by now says so before it runs', async () => {
  const { transport } = transportTo(MANIFESTS.views);
  const old = { ...hashingModel(MANIFESTS.views), digest: `sha256:${'b'.repeat(64)}` };
  const predictor = remotePredictor(transport, old, 'gpu.example.org');
  await expect(predictor.predict(await caseOf(MANIFESTS.views))).rejects.toMatchObject({
    code: 'model-changed',
  });
});

test('and where it answers all the same, its answer is not taken', async () => {
  const { transport } = transportTo(MANIFESTS.views);
  const deaf: InferenceTransport = {
    ...transport,
    infer: (model, { inputs, outputs }, options) =>
      transport.infer(model, { inputs, ...(outputs && { outputs }) }, options),
  };
  const old = { ...hashingModel(MANIFESTS.views), digest: `sha256:${'b'.repeat(64)}` };
  const predictor = remotePredictor(deaf, old, 'gpu.example.org');
  await expect(predictor.predict(await caseOf(MANIFESTS.views))).rejects.toMatchObject({
    code: 'model-changed',
  });
});
