/**
 * What a server behind ours is told: tensors of numbers, and nothing else of what a client may have said
 * anywhere. Every byte between the two is looked at.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import {
  addApiKey,
  openBackend,
  readSettings,
  startServer,
} from '@mutation-prediction/server-adapter/serving';
import { encodeInferRequest, tensorFrom, type InferRequest } from 'open-inference-client';
import { startReferenceServer } from '../oip/referenceServer.js';

const MODEL = 'clinical-tcia';
const NAME = 'Canary^Jane';
/** As it may be written: as it is, escaped, in bytes. */
const WRITTEN = [NAME, encodeURIComponent(NAME), 'Canary', Buffer.from(NAME).toString('base64')];
const OWN = 'Bearer for-the-server-behind';

/** Passes bytes on to a port of this machine, and keeps what goes there. */
async function startTap(port: number) {
  const sent: Buffer[] = [];
  const tap = net.createServer((client) => {
    const server = net.connect(port, '127.0.0.1');
    client.on('data', (chunk: Buffer) => sent.push(chunk));
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on('error', () => {});
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  tap.listen(0, '127.0.0.1');
  await once(tap, 'listening');
  return {
    url: `http://127.0.0.1:${(tap.address() as AddressInfo).port}`,
    sent: () => Buffer.concat(sent).toString('latin1'),
    close: () => tap.close(),
  };
}

test('neither a patient’s name nor a client’s key goes on to the server behind', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wire-'));
  const at = (name: string) => path.join(folder, name);
  await cp(path.join(modelsDirectory(), MODEL), at(`models/${MODEL}`), { recursive: true });
  const behind = await startReferenceServer([MODEL]);
  const tap = await startTap(Number(new URL(behind.url).port));
  const key = await addApiKey(at('keys.json'), { name: 'ward-3', roles: ['predict', 'monitor'] });
  const settings = readSettings({
    environment: { MP_SERVE_BACKEND_AUTHORIZATION: OWN },
    options: {
      'network.port': '0',
      'logging.level': 'debug',
      'models.directory': at('models'),
      'backend.kind': 'oip',
      'backend.url': tap.url,
      'backend.processes': '1',
      'access.mode': 'api-keys',
      'access.apiKeysFile': at('keys.json'),
      'audit.file': at('audit.jsonl'),
    },
  });
  let logged = '';
  const log = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const server = await startServer(settings, await openBackend(settings), { log });
  const authorization = `Bearer ${key}`;
  const get = (route: string) => fetch(`${server.url}${route}`, { headers: { authorization } });
  while ((await get(`/v2/models/${MODEL}/ready`)).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const infer = async (model: string, request: InferRequest) => {
    const { headers, body } = encodeInferRequest(request);
    const answer = await fetch(
      `${server.url}/v2/models/${model}/infer?patient=${encodeURIComponent(NAME)}`,
      {
        method: 'POST',
        headers: {
          ...headers,
          ...{ authorization, 'idempotency-key': `${NAME} ${Math.random()}`, 'user-agent': NAME },
          ...{ 'x-patient': NAME, cookie: `patient=${NAME}`, baggage: `patient=${NAME}` },
        },
        body: new Blob([body]),
      },
    );
    return { status: answer.status, text: await answer.text() };
  };
  const told = { id: NAME, parameters: { patient: NAME } };
  const numbers = tensorFrom('clinical', 'FP32', [1, 3], Float32Array.from([0.5, 1, -1]));
  const known = (values: object) =>
    tensorFrom('clinical', 'BYTES', [1], [JSON.stringify({ ageYears: 61, sex: 'F', ...values })]);
  const foreign = tensorFrom(NAME, 'BYTES', [1], [NAME]);
  const graph = `${MODEL}.graph`;
  const answers = {
    graph: await infer(graph, { ...told, inputs: [numbers] }),
    pipeline: await infer(MODEL, { ...told, inputs: [known({})] }),
    namedTensor: await infer(graph, { ...told, inputs: [numbers, foreign] }),
    namedOutput: await infer(graph, { ...told, inputs: [numbers], outputs: [NAME] }),
    namedPatient: await infer(MODEL, { ...told, inputs: [known({ patientName: NAME })] }),
    namedSex: await infer(MODEL, { ...told, inputs: [known({ sex: NAME })] }),
  };
  const statuses = Object.entries(answers).map(([what, { status }]) => [what, status]);
  expect(Object.fromEntries(statuses)).toEqual({
    ...{ graph: 200, pipeline: 200 },
    ...{ namedTensor: 400, namedOutput: 400, namedPatient: 400, namedSex: 400 },
  });
  const metrics = await (await get('/metrics')).text();
  await server.stop();
  const wire = tap.sent();
  tap.close();
  await behind.close();
  const trail = await readFile(at('audit.jsonl'), 'utf8');
  await rm(folder, { recursive: true });

  // Two inferences went there, and who we are.
  expect(wire.match(/POST \/v2\/models\/clinical-tcia\/infer/g)).toHaveLength(2);
  expect(wire).toContain(OWN);
  for (const [where, text] of Object.entries({ wire, logged, metrics, trail })) {
    for (const secret of [...WRITTEN, key, key.slice(3)]) {
      expect([where, text.includes(secret)]).toEqual([where, false]);
    }
  }
  // Who we are there is nobody else's business.
  const toClients = Object.values(answers).map(({ text }) => text);
  for (const text of [logged, metrics, trail, ...toClients]) {
    expect(text).not.toContain('for-the-server-behind');
  }
}, 120_000);
