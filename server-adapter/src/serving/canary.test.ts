/** What a client may say anywhere, and where it must not turn up. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { encodeInferRequest, tensorFrom } from 'open-inference-client';
import { FakeBackend } from '../../../test/support/fakeBackend.js';
import { numbers, startFakeServer, stopFakeServers } from '../../../test/support/fakeServer.js';
import { rawRequest } from '../../../test/support/rawRequest.js';
import { addApiKey } from './access/apiKeyFile.js';
import { tensorDigest } from './audit/tensorDigest.js';
import { verifyTrail } from './audit/verifyTrail.js';

const NAME = 'Canary^Jane';
/** As it may be written: as it is, escaped, in bytes. */
const WRITTEN = [NAME, encodeURIComponent(NAME), 'Canary', Buffer.from(NAME).toString('base64')];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'canary-'));
});
afterEach(stopFakeServers);
afterAll(() => rm(folder, { recursive: true }));

test('a patient’s name and a token turn up in no log, metric or trail', async () => {
  const keysFile = path.join(folder, 'keys.json');
  const key = await addApiKey(keysFile, { name: 'ward-3', roles: ['predict', 'monitor'] });
  const auditFile = path.join(folder, 'audit.jsonl');
  const backend = new FakeBackend();
  const server = await startFakeServer(
    {
      'access.mode': 'api-keys',
      'access.apiKeysFile': keysFile,
      'audit.file': auditFile,
      'logging.level': 'debug',
    },
    backend,
  );
  const authorization = `Bearer ${key}`;
  const ask = (at: string, init: RequestInit = {}) =>
    fetch(server.url + at, { ...init, headers: { authorization, ...init.headers } });
  const named = encodeURIComponent(NAME);

  const inputs = [tensorFrom(NAME, 'BYTES', [1], [NAME]), numbers(1)];
  const asked = { id: NAME, inputs, outputs: [NAME], parameters: { patient: NAME } };
  const { headers, body } = encodeInferRequest(asked);
  const post = (
    model: string,
    more: Record<string, string> = {},
    sent: BodyInit = new Blob([body]),
  ) =>
    ask(`/v2/models/${model}/infer?patient=${named}`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: sent,
    });
  expect((await post('echo', { 'idempotency-key': NAME, 'user-agent': NAME })).status).toBe(200);
  expect((await post('echo', { 'idempotency-key': NAME })).status).toBe(200);
  expect((await post(named)).status).toBe(404);
  expect((await post('echo', {}, `{"inputs":["${NAME}"`)).status).toBe(400);
  expect((await post('echo', {}, `{"inputs":[{"name":"${NAME}"}]}`)).status).toBe(400);
  expect((await post('echo', { 'content-encoding': NAME })).status).toBe(415);
  for (const failure of [new TypeError(NAME), new Error(NAME, { cause: new RangeError(NAME) })]) {
    backend.failure = failure;
    expect((await post('broken')).status).toBe(500);
  }
  expect((await ask(`/api/v1/runs/${named}`)).status).toBe(404);
  expect((await ask(`/api/v1/runs/${named}`, { method: 'DELETE' })).status).toBe(404);
  expect((await ask(`/${named}?${named}`)).status).toBe(404);
  expect((await ask('/api/v1/models', { headers: { 'x-request-id': NAME } })).status).toBe(403);
  expect((await ask('/v2', { headers: { authorization: `Bearer ${NAME}` } })).status).toBe(401);
  expect((await ask('/v2', { headers: { authorization: `Bearer mp_canary` } })).status).toBe(401);
  await rawRequest(server.url, `/v2/%zz/${named}`, { headers: { authorization } });
  const metrics = await (await ask('/metrics')).text();
  expect(metrics).toContain('mutation_prediction_inferences_total{model="echo",outcome="done"} 1');
  await server.stop();

  const trail = await readFile(auditFile, 'utf8');
  const log = server.log();
  expect(log).toContain('"route":"/v2/models/:model/infer"');
  for (const [where, text] of Object.entries({ log, metrics, trail })) {
    for (const secret of [...WRITTEN, key, key.slice(3), 'mp_canary']) {
      expect([where, text.includes(secret)]).toEqual([where, false]);
    }
  }

  expect(await verifyTrail(auditFile)).toMatchObject({ records: expect.any(Number) });
  const records = trail
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  const inferences = records.filter((record) => 'outcome' in record);
  const digests = {
    digest: 'sha256:echo',
    model: 'echo',
    subject: 'ward-3',
    device: 'onnxruntime-node cpu',
  };
  const done = {
    ...digests,
    input: await tensorDigest(inputs),
    result: await tensorDigest(inputs.slice(0, 1)),
  };
  expect(inferences).toMatchObject([
    { ...done, outcome: 'done', request: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    { ...done, outcome: 'repeated' },
    { model: 'broken', outcome: 'failed', input: await tensorDigest(inputs) },
    { model: 'broken', outcome: 'failed' },
  ]);
  expect(records.map((record) => (record as { event: string }).event)).toEqual([
    'started',
    ...['model', 'model', 'model'],
    ...inferences.map(() => 'inference'),
    'refused',
    'stopped',
  ]);
});

test('what cannot be recorded is not answered, and the server is no longer ready', async () => {
  const auditFile = path.join(folder, 'full.jsonl');
  const { client, url, log } = await startFakeServer({ 'audit.file': auditFile });
  await client.infer('echo', { inputs: [numbers(1)] });
  const { appendFile } = await import('node:fs/promises');
  await appendFile(auditFile, 'somebody else');
  await expect(client.infer('echo', { inputs: [numbers(1)] })).rejects.toMatchObject({
    status: 503,
    message: 'The audit trail cannot be written.',
  });
  const ready = await fetch(`${url}/v2/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { error: 'Not ready: the audit trail cannot be written.' },
  ]);
  expect(log()).toContain('somebody else writes to it');
});
