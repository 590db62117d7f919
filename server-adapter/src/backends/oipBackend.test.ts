/**
 * Graphs behind another server, asked over HTTP; what makes their inputs is the built process.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { jest } from '@jest/globals';
import { predict } from '@mutation-prediction/core';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { decodeInferRequest, tensorFrom, valuesOf, type InferRequest } from 'open-inference-client';
import { startReferenceServer, type ReferenceServer } from '../../../test/oip/referenceServer.js';
import {
  clinicalRequest,
  isSettled,
  predictorOn,
  untilModels,
  withoutRun,
} from '../../../test/serving/backendCases.js';
import { loadModelPackage, modelsDirectory } from '../inference/modelStore.js';
import { openPackageSession } from '../inference/packageSession.js';
import type { InferenceBackend } from './backend.js';
import { openOipBackend } from './oipBackend.js';

jest.setTimeout(120_000);

const signal = new AbortController().signal;
const deadlineMs = 60_000;
const graphRequest: InferRequest = {
  inputs: [tensorFrom('clinical', 'FP32', [1, 3], Float32Array.of(0.5, 1, -1))],
};

/** How the server behind is; `silent` and `busy` are about infer alone, `unready` about the model. */
type Mood = 'well' | 'silent' | 'busy' | 'broken' | 'unready' | 'gone';

let reference: ReferenceServer;
let front: Server;
let mood: Mood;
let asked: InferRequest[];
let headers: (string | undefined)[];
let silent: { readonly response: ServerResponse; readonly closed: Promise<unknown> }[];
let models: string;
let backend: InferenceBackend;

beforeAll(async () => {
  reference = await startReferenceServer(['clinical-tcia', 'cnn3d-demo']);
  front = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      const { method = 'GET', url = '' } = request;
      headers.push(request.headers['authorization']);
      if (mood === 'gone') return response.destroy();
      if (mood === 'unready' && url.endsWith('/ready')) return response.writeHead(400).end();
      if (url.endsWith('/infer')) {
        asked.push(decodeInferRequest(request.headers, body).request);
        if (mood === 'silent') {
          silent.push({ response, closed: once(response, 'close') });
          return;
        }
        if (mood === 'busy') return response.writeHead(503).end('{"error":"queue is full"}');
        if (mood === 'broken') return response.writeHead(500).end('{"error":"out of memory"}');
      }
      const answer = await fetch(`${reference.url}${url}`, {
        method,
        headers: request.headers as Record<string, string>,
        ...(method === 'POST' && { body }),
      });
      response
        .writeHead(answer.status, Object.fromEntries(answer.headers))
        .end(new Uint8Array(await answer.arrayBuffer()));
    });
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
});

afterAll(async () => {
  front.closeAllConnections();
  front.close();
  await reference.close();
});

beforeEach(async () => {
  mood = 'well';
  asked = [];
  headers = [];
  silent = [];
  models = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-behind-'));
  await serve('clinical-tcia');
});

afterEach(async () => {
  await backend.close();
  await rm(models, { recursive: true, force: true });
});

const serve = (id: string) =>
  cp(path.join(modelsDirectory(), id), path.join(models, id), { recursive: true });

async function open(): Promise<void> {
  const { port } = front.address() as AddressInfo;
  backend = await openOipBackend({
    models,
    processes: 1,
    lookEveryMs: 50,
    server: {
      url: `http://127.0.0.1:${port}`,
      headers: { authorization: 'Bearer secret' },
      hardware: 'Test bench',
    },
  });
  await untilModels(backend, isSettled);
}

const infer = (limits: { signal?: AbortSignal; deadlineMs?: number } = {}) =>
  backend.infer('clinical-tcia.graph', { request: graphRequest, signal, deadlineMs, ...limits });

const stateOf = (name: string) => {
  const found = backend.models().find(({ metadata }) => metadata.name === name);
  return found && [found.state, found.reason ?? ''].join(' ').trim();
};

test('a package is two models, the graph as the server behind describes it', async () => {
  await open();
  const [pipeline, graph] = backend.models();
  expect([pipeline!.state, graph!.state]).toEqual(['ready', 'ready']);
  expect(graph!.metadata).toMatchObject({
    name: 'clinical-tcia.graph',
    platform: 'onnxruntime',
    inputs: [{ name: 'clinical', datatype: 'FP32', shape: [1, 3] }],
  });
  expect(new Set(headers)).toEqual(new Set(['Bearer secret']));
});

test('a pipeline predicts what the package predicts here, and says where it ran', async () => {
  await open();
  const model = await loadModelPackage('clinical-tcia', models);
  const session = await openPackageSession(model);
  const request = await clinicalRequest(model, { ageYears: 71, sex: 'M' });
  const here = await predict(request, { ...model, session });
  await session.release();

  const { prediction } = await predictorOn(backend, model).predict(request);
  expect(withoutRun(prediction)).toEqual(withoutRun(here.prediction));
  expect(prediction.device).toEqual({
    runtime: 'reference',
    runtimeVersion: '1',
    backend: 'onnxruntime',
    name: 'Test bench',
    server: 'backend',
  });
});

test('only the outputs that are read are asked for', async () => {
  await serve('cnn3d-demo');
  await open();
  const request = {
    inputs: [
      tensorFrom('volume', 'INT16', [20, 24, 22], new Int16Array(20 * 24 * 22)),
      tensorFrom('region_descriptor', 'FP32', [1, 31], new Float32Array(31)),
    ],
  };
  const call = { request, signal, deadlineMs };
  await backend.infer('cnn3d-demo', call);
  await backend.infer('cnn3d-demo', {
    ...call,
    request: { ...request, outputs: ['prediction', 'activation_maps.volume'] },
  });
  expect(asked.map(({ outputs }) => outputs)).toEqual([
    ['probabilities', 'penultimate'],
    ['probabilities', 'penultimate', 'feature_maps', 'map_weights'],
  ]);
});

test('a graph gives what is asked for, all where nothing is', async () => {
  await open();
  const { outputs } = await infer();
  expect(outputs.map(({ name }) => name)).toEqual(['probabilities']);
  expect(valuesOf(outputs[0]!, 'FP32')).toHaveLength(2);
});

test.each<[Mood, string]>([
  ['busy', 'unavailable'],
  ['gone', 'unavailable'],
  ['broken', 'failed'],
])('a server behind that is %s makes a call fail as %s', async (how, kind) => {
  await open();
  mood = how;
  const { port } = front.address() as AddressInfo;
  await expect(infer()).rejects.toMatchObject({
    kind,
    // Where it is is nobody's business who asks us.
    message: expect.not.stringContaining(String(port)),
  });
});

test('a server behind that is silent is waited for until the deadline, and left then', async () => {
  await open();
  mood = 'silent';
  await expect(infer({ deadlineMs: 300 })).rejects.toMatchObject({ kind: 'timeout' });
  await silent[0]!.closed;
  mood = 'well';
  expect((await infer()).outputs).toHaveLength(1);
});

test('a call that is cancelled leaves the server behind', async () => {
  await open();
  mood = 'silent';
  const controller = new AbortController();
  const call = infer({ signal: controller.signal });
  while (silent.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  controller.abort();
  await expect(call).rejects.toMatchObject({ kind: 'cancelled' });
  await silent[0]!.closed;
});

test('a server behind that goes takes its models with it, and brings them back', async () => {
  await open();
  mood = 'gone';
  await untilModels(backend, () => stateOf('clinical-tcia') !== 'ready');
  expect(stateOf('clinical-tcia')).toMatch(
    /^failed The inference server 127\.0\.0\.1:\d+ cannot be asked: ./,
  );
  await expect(infer()).rejects.toMatchObject({ kind: 'not-ready' });
  mood = 'well';
  await untilModels(backend, () => stateOf('clinical-tcia') === 'ready');
  expect((await infer()).outputs).toHaveLength(1);
});

test('a model that the server behind has not ready is not ready', async () => {
  mood = 'unready';
  await open();
  expect(stateOf('clinical-tcia')).toMatch(
    /^failed .* has no model clinical-tcia that is ready\.$/,
  );
  mood = 'well';
  await untilModels(backend, () => stateOf('clinical-tcia') === 'ready');
});

test('a package is verified here too', async () => {
  await open();
  await writeFile(path.join(models, 'clinical-tcia', 'model.onnx'), 'another graph');
  await untilModels(backend, () => stateOf('clinical-tcia') !== 'ready');
  expect(stateOf('clinical-tcia')).toMatch(/^failed .* bytes instead of /);
});
