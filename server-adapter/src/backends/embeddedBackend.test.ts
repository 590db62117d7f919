/**
 * Real packages in real processes; their side is the built one.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { jest } from '@jest/globals';
import { predict, readRemoteModel, type Progress } from '@mutation-prediction/core';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { tensorFrom, valuesOf, type InferRequest } from 'open-inference-client';
import {
  clinicalRequest,
  isSettled,
  predictorOn,
  transportTo,
  untilModels,
  withoutRun,
} from '../../../test/serving/backendCases.js';
import { cohortRequest } from '../../../test/support/cohortRequest.js';
import { networkProcesses } from '../../../test/support/networkProcesses.mjs';
import { loadModelPackage, modelsDirectory } from '../inference/modelStore.js';
import { openPackageSession } from '../inference/packageSession.js';
import type { InferenceBackend } from './backend.js';
import { openEmbeddedBackend, sharesOf } from './embeddedBackend.js';

jest.setTimeout(120_000);

const shipped = modelsDirectory();
const signal = new AbortController().signal;
const deadlineMs = 60_000;

/** The graph of clinical-tcia on one patient. */
const graphRequest = (values = [0.5, 1, -1]): InferRequest => ({
  id: 'run 1',
  inputs: [tensorFrom('clinical', 'FP32', [1, 3], Float32Array.from(values))],
});

describe('with the shipped packages', () => {
  let backend: InferenceBackend;

  beforeAll(async () => {
    backend = await openEmbeddedBackend({ models: shipped, processes: 2, cores: 2 });
    await untilModels(backend, isSettled);
  });
  afterAll(() => backend.close());

  test('each package is two models, ready under the digest of its model.json', async () => {
    expect(backend.capacity).toBe(2);
    expect(backend.models().map(({ metadata, state }) => [metadata.name, state])).toEqual(
      readdirSync(shipped)
        .sort()
        .flatMap((id) => [
          [id, 'ready'],
          [`${id}.graph`, 'ready'],
        ]),
    );
    const { digest } = await loadModelPackage('mmdl-demo', shipped);
    const ofMmdl = backend.models().filter(({ metadata }) => metadata.name.startsWith('mmdl'));
    expect(ofMmdl.map((model) => model.digest)).toEqual([digest, digest]);
  });

  test('metadata are those of the graph and of its pipeline', () => {
    const [pipeline, graph] = backend
      .models()
      .filter(({ metadata }) => metadata.name.startsWith('mmdl-demo'));
    expect(graph!.metadata).toMatchObject({
      platform: 'onnxruntime_onnx',
      inputs: [
        { name: 'views', datatype: 'FP32', shape: [1, 9, 299, 299] },
        { name: 'clinical', datatype: 'FP32', shape: [1, 3] },
      ],
    });
    expect(graph!.metadata.outputs).toContainEqual({
      name: 'probabilities',
      datatype: 'FP32',
      shape: [1, 2],
    });
    expect(pipeline!.metadata.inputs).toEqual([
      { name: 'views', datatype: 'INT16', shape: [64, 64, 64] },
      { name: 'clinical', datatype: 'BYTES', shape: [1] },
      { name: 'region_descriptor', datatype: 'FP32', shape: [1, 31] },
    ]);
    expect(pipeline!.metadata.versions).toEqual([
      JSON.parse(readFileSync(path.join(shipped, 'mmdl-demo/model.json'), 'utf8')).version,
    ]);
  });

  test('a model is read from its metadata as from its folder', async () => {
    for (const id of readdirSync(shipped)) {
      const { manifest, digest } = await loadModelPackage(id, shipped);
      const remote = await readRemoteModel(transportTo(backend), id, 'backend');
      const card = readFileSync(path.join(shipped, id, 'card.md'), 'utf8');
      expect(remote).toMatchObject({ manifest, digest, card });
    }
  });

  test('a graph answers with what ONNX Runtime computes here, under the request’s id', async () => {
    const { manifest, network } = await loadModelPackage('clinical-tcia', shipped);
    const session = await openPackageSession({ manifest, network });
    const clinical = { data: Float32Array.of(0.5, 1, -1), dims: [1, 3] };
    const here = await session.run({ clinical });
    await session.release();

    const answer = await backend.infer('clinical-tcia.graph', {
      request: graphRequest(),
      signal,
      deadlineMs,
    });
    expect(answer).toMatchObject({
      modelName: 'clinical-tcia.graph',
      modelVersion: manifest.version,
      id: 'run 1',
    });
    expect(answer.outputs.map(({ name, shape }) => [name, shape])).toEqual([
      ['probabilities', [1, 2]],
    ]);
    expect(valuesOf(answer.outputs[0]!, 'FP32')).toEqual(here['probabilities']!.data);
  });

  test('a pipeline predicts what the package predicts here', async () => {
    const model = await loadModelPackage('clinical-tcia', shipped);
    const session = await openPackageSession(model);
    const request = await clinicalRequest(model, { ageYears: 71, sex: 'M' });
    const here = await predict(request, { ...model, session });
    await session.release();

    const { prediction } = await predictorOn(backend, model).predict(request);
    expect(withoutRun(prediction)).toEqual(withoutRun(here.prediction));
    expect(prediction.device).toEqual({ ...here.prediction.device, threads: 1, server: 'backend' });
  });

  test.each<[string, string, Partial<InferRequest>, RegExp]>([
    ['lacks an input', 'clinical-tcia.graph', { inputs: [] }, /lacks the input "clinical"/],
    [
      'has an input that is none',
      'clinical-tcia.graph',
      { inputs: [...graphRequest().inputs, tensorFrom('x', 'FP32', [1], new Float32Array(1))] },
      /no input "x"/,
    ],
    [
      'has an input twice',
      'clinical-tcia.graph',
      { inputs: [graphRequest().inputs[0]!, graphRequest().inputs[0]!] },
      /"clinical" comes twice/,
    ],
    [
      'has an input of another shape',
      'clinical-tcia.graph',
      { inputs: [tensorFrom('clinical', 'FP32', [3], new Float32Array(3))] },
      /shape \[3\] instead of \[1, 3\]/,
    ],
    [
      'has an input of another type',
      'clinical-tcia.graph',
      { inputs: [tensorFrom('clinical', 'INT32', [1, 3], new Int32Array(3))] },
      /INT32, not FP32/,
    ],
    [
      'has an input that is shorter than its shape',
      'clinical-tcia.graph',
      { inputs: [{ name: 'clinical', datatype: 'FP32', shape: [1, 3], data: new Uint8Array(4) }] },
      /needs 3 elements/,
    ],
    [
      'asks for an output that is none',
      'clinical-tcia.graph',
      { outputs: ['heatmap'] },
      /no output "heatmap"/,
    ],
    ['is a graph’s', 'clinical-tcia', {}, /"clinical" is not one element of BYTES/],
    [
      'is for another version',
      'clinical-tcia',
      { parameters: { model_digest: 'sha256:0' } },
      /another version/,
    ],
  ])('a request that %s is invalid, and says why', async (_, model, change, message) => {
    const request = { ...graphRequest(), ...change };
    await expect(backend.infer(model, { request, signal, deadlineMs })).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(message) as string,
    });
  });

  test.each(['nothing', 'nothing.graph', '.graph', '', 'clinical-tcia.graph.graph', '__proto__'])(
    'there is no model "%s"',
    async (model) => {
      await expect(
        backend.infer(model, { request: graphRequest(), signal, deadlineMs }),
      ).rejects.toMatchObject({ kind: 'unknown-model' });
    },
  );

  test('a process that is killed costs no call but its own, and is replaced', async () => {
    const before = networkProcesses();
    expect(before).toHaveLength(2);
    const outcomes: string[] = [];
    let killed = false;
    const client = async () => {
      for (let n = 0; n < 60 && !(killed && n > 40); n++) {
        const call = backend.infer('clinical-tcia.graph', {
          request: graphRequest(),
          signal,
          deadlineMs,
        });
        outcomes.push(
          await call.then(
            () => 'answered',
            ({ kind }: { kind: string }) => kind,
          ),
        );
        if (n === 20 && !killed) {
          killed = true;
          process.kill(before[0]!, 'SIGKILL');
        }
      }
    };
    await Promise.all([client(), client()]);
    const failed = outcomes.filter((outcome) => outcome !== 'answered');
    expect(failed.length).toBeLessThanOrEqual(1);
    for (const outcome of failed) expect(outcome).toBe('unavailable');
    while (networkProcesses().length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(networkProcesses()).not.toContain(before[0]);
    expect(backend.models().every(({ state }) => state === 'ready')).toBe(true);
  });
});

describe('with packages that come and go', () => {
  let models: string;
  let backend: InferenceBackend;
  const stateOf = (name: string) =>
    backend.models().find(({ metadata }) => metadata.name === name)?.state;
  const until = (name: string, state: string | undefined) =>
    untilModels(backend, () => stateOf(name) === state);

  beforeEach(async () => {
    models = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-served-'));
    await cp(path.join(shipped, 'clinical-tcia'), path.join(models, 'clinical-tcia'), {
      recursive: true,
    });
    backend = await openEmbeddedBackend({ models, cores: 1, lookEveryMs: 50 });
    await untilModels(backend, isSettled);
  });
  afterEach(async () => {
    await backend.close();
    await rm(models, { recursive: true, force: true });
  });

  test('one that reads view by view tells of each on the way', async () => {
    const id = 'views-shared';
    const golden = path.resolve('test/golden/view-by-view');
    await cp(path.join(golden, id), path.join(models, id), { recursive: true });
    await until(id, 'ready');
    const model = await loadModelPackage(id, models);
    const told: Progress[] = [];
    await predictorOn(backend, model).predict(await cohortRequest(model.manifest), {
      onProgress: (progress) => told.push(progress),
    });
    expect(told.map(({ stage, loaded, total }) => [stage, loaded, total])).toEqual([
      ['views', undefined, undefined],
      ['send', undefined, undefined],
      ['run', undefined, undefined],
      ['run', 1, 3],
      ['run', 2, 3],
      ['receive', undefined, undefined],
    ]);
    expect(told[4]!.views).toHaveLength(2);
  });

  test('one that is added is served, one that is removed is not', async () => {
    const added = path.join(models, 'cnn3d-demo');
    await cp(path.join(shipped, 'cnn3d-demo'), added, { recursive: true });
    await until('cnn3d-demo', 'ready');
    await rm(added, { recursive: true });
    await until('cnn3d-demo', undefined);
    await expect(
      backend.infer('cnn3d-demo.graph', { request: graphRequest(), signal, deadlineMs }),
    ).rejects.toMatchObject({ kind: 'unknown-model' });
    expect(stateOf('clinical-tcia')).toBe('ready');
  });

  test('one that is replaced is served as the new one, and to who asks for the old one is refused', async () => {
    const file = path.join(models, 'clinical-tcia', 'model.json');
    const old = await loadModelPackage('clinical-tcia', models);
    const text = (await readFile(file, 'utf8')).replace(/"version": "[^"]+"/, '"version": "9.9.9"');
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
    await untilModels(backend, ([pipeline]) => pipeline?.metadata.versions?.[0] === '9.9.9');
    const answer = await backend.infer('clinical-tcia.graph', {
      request: graphRequest(),
      signal,
      deadlineMs,
    });
    expect(answer.modelVersion).toBe('9.9.9');
    await expect(predictorOn(backend, old).predict(await clinicalRequest(old, {}))).rejects.toThrow(
      'another version',
    );
  });

  test('one whose graph is not what its model.json says has failed, and is never ready', async () => {
    const graph = path.join(models, 'clinical-tcia', 'model.onnx');
    const intact = await readFile(graph);
    const states = new Set<string | undefined>();
    const stop = backend.onModelsChanged(() => states.add(stateOf('clinical-tcia')));
    const damaged = Uint8Array.from(intact);
    damaged[100]! ^= 1;
    await writeFile(graph, damaged);
    await until('clinical-tcia', 'failed');
    stop();
    expect(states).toEqual(new Set(['failed']));
    const [pipeline, network] = backend.models();
    for (const { reason } of [pipeline!, network!])
      expect(reason).toMatch(/has SHA-256 .* instead/);
    await expect(
      backend.infer('clinical-tcia', { request: graphRequest(), signal, deadlineMs }),
    ).rejects.toMatchObject({
      kind: 'not-ready',
      message: expect.stringContaining('SHA-256') as string,
    });

    await writeFile(graph, intact);
    await until('clinical-tcia', 'ready');
  });

  test.each([
    ['is no JSON', '{', /is not JSON/],
    ['bears another name', undefined, /describes "clinical-tcia", not "other"/],
  ])('one whose model.json %s has failed, with the reason', async (_, text, reason) => {
    const folder = path.join(models, 'other');
    await cp(path.join(shipped, 'clinical-tcia'), folder, { recursive: true });
    if (text !== undefined) await writeFile(path.join(folder, 'model.json'), text);
    await until('other', 'failed');
    const failed = backend.models().find(({ metadata }) => metadata.name === 'other');
    expect(failed!.reason).toMatch(reason);
    expect(failed!.digest).toBe('');
    expect(stateOf('clinical-tcia')).toBe('ready');
  });

  test('one whose graph has other tensors than its model.json says has failed before it is asked', async () => {
    const folder = path.join(models, 'clinical-tcia');
    const text = await readFile(path.join(folder, 'model.json'), 'utf8');
    await writeFile(
      path.join(folder, 'model.json'),
      text.replace('"probabilities": "probabilities"', '"probabilities": "chances"'),
    );
    const failed = await untilModels(backend, ([pipeline]) => pipeline?.state === 'failed');
    expect(failed[0]!.reason).toMatch(/has no tensor chances/);
  });

  test('a process that hangs is ended by the deadline', async () => {
    const [hanging] = networkProcesses();
    process.kill(hanging!, 'SIGSTOP');
    await expect(
      backend.infer('clinical-tcia.graph', { request: graphRequest(), signal, deadlineMs: 200 }),
    ).rejects.toMatchObject({ kind: 'timeout' });
    const answer = await backend.infer('clinical-tcia.graph', {
      request: graphRequest(),
      signal,
      deadlineMs,
    });
    expect(answer.outputs).toHaveLength(1);
    expect(networkProcesses()).not.toContain(hanging);
  });
});

test('a folder without packages serves none, and waits for some', async () => {
  const backend = await openEmbeddedBackend({ models: path.join(os.tmpdir(), 'nowhere') });
  expect(backend.models()).toEqual([]);
  await backend.close();
});

test('a device that cannot be had is said so in words, and nothing else is taken', async () => {
  // Where this machine has CUDA, there is nothing to refuse.
  const opened = await openEmbeddedBackend({ models: shipped, device: 'cuda' }).catch(
    (error: unknown) => error,
  );
  if (opened instanceof Error) {
    expect(opened).toMatchObject({
      code: 'inference-failed',
      message: expect.stringMatching(/^No network can run on CUDA here: ./) as string,
      advice: expect.stringContaining('CPU') as string,
    });
  } else {
    await (opened as InferenceBackend).close();
  }
  await expect(
    openEmbeddedBackend({ models: shipped, device: 'abacus' as 'cpu' }),
  ).rejects.toMatchObject({ code: 'inference-failed' });
  while (networkProcesses().length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
});

test.each([
  [8, 2, [4, 4]],
  [8, 3, [2, 3, 3]],
  [2, 1, [2]],
  [1, 3, [1, 1, 1]],
])('%i cores among %i processes: %j threads', (cores, processes, threads) => {
  expect(sharesOf(cores, processes)).toEqual(threads);
});
