/** What the worker says to a server and makes of its answers. */
import { jest } from '@jest/globals';
import type { Progress } from '@mutation-prediction/core';
import { sessionPredictor } from '@mutation-prediction/core';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { decodeInferRequest, encodeInferResponse } from 'open-inference-client';
import { runPipeline } from '../../../core/src/remote/runPipeline.js';
import { pipelineParameters } from '../../../core/src/remote/remoteModel.js';
import { caseOf, hashingModel, MANIFESTS } from '../../../test/serving/remoteCases.js';
import { createHash } from 'node:crypto';
import { askServer } from './askServer.js';

const model = hashingModel(MANIFESTS.views);
const text = JSON.stringify(model.manifest);
const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
const served = { ...model, digest };
const { id } = model.manifest;

interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

let server: Server;
let received: Received[];
/** What the run's stages are, in turn; then there is no such run. */
let stages: object[];
let finish: () => void;
let isAsked: Promise<void>;
/** Answers a path with a status instead. */
let refusals: Record<string, number>;

beforeEach(async () => {
  received = [];
  stages = [];
  refusals = {};
  let wasAsked: () => void;
  isAsked = new Promise((resolve) => (wasAsked = resolve));
  const held = new Promise<void>((resolve) => (finish = resolve));
  server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { method = '', url: path = '', headers } = request;
    received.push({ method, path, headers });
    const json = (value: unknown, status = 200) =>
      response.writeHead(status).end(JSON.stringify(value));
    if (refusals[path] !== undefined) return json({ error: 'No.' }, refusals[path]);
    if (path === '/v2/health/ready') return json({ ready: true });
    if (path === '/v2/repository/index') return json([{ name: id }, { name: `${id}.graph` }]);
    if (path === `/v2/models/${id}`) {
      const parameters = pipelineParameters(text, digest);
      return json({ name: id, inputs: [], outputs: [], parameters });
    }
    if (path === `/v2/models/${id}.graph`) return json({ name: `${id}.graph` });
    if (path === `/v2/models/${id}/infer`) {
      wasAsked();
      const { request: call } = decodeInferRequest(headers, body);
      await held;
      const outputs = await runPipeline(call, served);
      const message = encodeInferResponse({ modelName: id, id: call.id!, outputs });
      return response.writeHead(200, message.headers).end(message.body);
    }
    const stage = path.startsWith('/api/v1/runs/') ? stages.shift() : undefined;
    return stage ? json(stage) : json({ error: 'No such thing.' }, 404);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterEach(async () => {
  finish();
  jest.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const asks = () => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  name: 'gpu.example.org',
  headers: { Authorization: 'Bearer secret' },
});
const quiet = () => undefined;

test('whether it is ready', async () => {
  expect(await askServer({ kind: 'ready', server: asks() }, quiet)).toBe(true);
  refusals = { '/v2/health/ready': 502 };
  expect(await askServer({ kind: 'ready', server: asks() }, quiet)).toBe(false);
});

test('which pipelines it has', async () => {
  expect(await askServer({ kind: 'list', server: asks() }, quiet)).toMatchObject([
    { id, model: { digest, manifest: model.manifest } },
  ]);
});

test('a list that needs to know who asks is refused in words', async () => {
  refusals = { '/v2/repository/index': 401 };
  await expect(askServer({ kind: 'list', server: asks() }, quiet)).rejects.toMatchObject({
    code: 'server-refused',
    message: 'The server gpu.example.org does not know who you are.',
  });
});

test('a prediction is that of this machine, told stage by stage', async () => {
  const request = await caseOf(MANIFESTS.views);
  const told: Progress[] = [];
  let heard: () => void = quiet;
  const until = (stage: Progress['stage']) =>
    new Promise<void>((resolve) => {
      heard = () =>
        told.some((progress) => progress.stage === stage && progress.loaded) && resolve();
    });
  stages = [
    { id: 'run', stage: 'waiting', position: 2 },
    { id: 'run', stage: 'waiting', position: 1 },
    { id: 'run', stage: 'running' },
    { id: 'run', stage: 'running', loaded: 4, total: 9 },
  ];
  const running = until('run');
  const asked = askServer(
    { kind: 'predict', server: asks(), model: served, request, run: 'run' },
    (progress) => {
      told.push(progress);
      heard();
    },
  );
  await isAsked;
  await running;
  finish();
  const there = await asked;

  const here = await sessionPredictor(served).predict(request);
  expect(there).toMatchObject({
    prediction: {
      targets: here.prediction.targets,
      lesion: here.prediction.lesion,
      inputs: here.prediction.inputs,
      device: { ...here.prediction.device, server: 'gpu.example.org' },
    },
  });
  expect(told.filter(({ stage }) => stage !== 'views')).toEqual([
    { stage: 'send' },
    { stage: 'queue', place: 2 },
    { stage: 'queue', place: 1 },
    { stage: 'run' },
    { stage: 'run', loaded: 4, total: 9 },
    { stage: 'receive' },
  ]);
  // Who asks is told to this server alone, and the run bears the name by which it can be ended.
  const [infer] = received.filter(({ path }) => path.endsWith('/infer'));
  expect(infer!.headers['idempotency-key']).toBe('run');
  for (const { headers } of received) expect(headers.authorization).toBe('Bearer secret');
});

test('a redirection takes nobody’s token elsewhere', async () => {
  refusals = { [`/v2/models/${id}/infer`]: 307 };
  const request = await caseOf(MANIFESTS.views);
  const asked = askServer(
    { kind: 'predict', server: asks(), model: served, request, run: 'run' },
    quiet,
  );
  await expect(asked).rejects.toMatchObject({ code: 'server-unreachable' });
});
