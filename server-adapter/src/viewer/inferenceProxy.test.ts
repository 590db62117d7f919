import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { OpenInferenceClient, tensorFrom } from 'open-inference-client';
import { FakeBackend } from '../../../test/support/fakeBackend.js';
import {
  numbers,
  startFakeServer,
  stopFakeServers,
  type FakeServer,
} from '../../../test/support/fakeServer.js';
import { rawRequest } from '../../../test/support/rawRequest.js';
import { FolderStore } from '../dicomweb/folderStore.js';
import { addApiKey } from '../serving/access/apiKeyFile.js';
import { startViewer, type RunningViewer } from './viewerServer.js';

let root: string;
let server: FakeServer;
let viewer: RunningViewer;

const inRoot = (name: string) => path.join(root, name);

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'inference-proxy-'));
  for (const part of ['ohif', 'extension', 'mode', 'studies']) await mkdir(inRoot(part));
  for (const part of ['extension', 'mode']) await writeFile(inRoot(`${part}/index.js`), '');
  await writeFile(inRoot('ohif/index.html'), '<p>OHIF</p>');
  const keys = inRoot('keys.json');
  const token = await addApiKey(keys, { name: 'viewer', roles: ['predict', 'monitor', 'admin'] });
  server = await startFakeServer(
    {
      'access.mode': 'api-keys',
      'access.apiKeysFile': keys,
      'audit.file': inRoot('audit.jsonl'),
    },
    new FakeBackend(1),
  );
  viewer = await startViewer({
    ohifDirectory: inRoot('ohif'),
    dicomWeb: await FolderStore.open({ directory: inRoot('studies') }),
    plugin: { extension: inRoot('extension'), mode: inRoot('mode') },
    inferenceServer: { url: new URL(server.url), token },
  });
});
afterEach(async () => {
  await viewer.close();
  await stopFakeServers();
  await rm(root, { recursive: true });
});

const client = (options = {}) =>
  new OpenInferenceClient({ url: `${viewer.url}/inference`, retry: false, ...options });

const ask = (at: string, headers: Record<string, string> = {}, method = 'GET') =>
  rawRequest(viewer.url, at, { method, headers });

describe('an inference server behind the viewer', () => {
  test('is asked with the viewer’s key, and answers as it does itself', async () => {
    expect(await client().serverReady()).toBe(true);
    expect(await client().modelMetadata('echo')).toMatchObject({ name: 'echo' });
    const values = Float32Array.from({ length: 800_000 }, (_, n) => n);
    const large = tensorFrom('x', 'FP32', [values.length], values);
    for (const compression of [undefined, 'gzip'] as const) {
      const { id, outputs } = await client({ ...(compression && { compression }) }).infer('echo', {
        id: 'a b/c',
        inputs: [large],
      });
      expect(id).toBe('a b/c');
      expect(Buffer.from(outputs[0]!.data).equals(large.data)).toBe(true);
    }
  });

  test('says through it when it is full', async () => {
    const busy = client();
    const all = Array.from({ length: 8 }, (_, n) =>
      busy.infer('slow', { id: `${n}`, inputs: [numbers(n)] }).catch(() => undefined),
    );
    await server.backend.reached(1);
    while ((await ask('/inference/api/v1/runs/7')).statusCode !== 200) continue;
    await expect(busy.infer('slow', { inputs: [numbers(9)] })).rejects.toMatchObject({
      kind: 'busy',
      status: 429,
      retryAfterMs: expect.any(Number),
    });
    const { text } = await ask('/inference/api/v1/runs/7');
    expect(JSON.parse(text)).toMatchObject({ id: '7', stage: 'waiting' });
    for (let n = 0; n < 8; n++) {
      expect((await ask(`/inference/api/v1/runs/${n}`, {}, 'DELETE')).statusCode).toBe(204);
    }
    await Promise.all(all);
  });

  test('is asked for jobs, too', async () => {
    // This one takes none: it is it that says so, not the viewer.
    for (const [at, method] of [
      ['/inference/api/v1/job-sources?studyUID=1.2.3', 'GET'],
      ['/inference/api/v1/jobs/7', 'GET'],
      ['/inference/api/v1/jobs/7', 'DELETE'],
    ] as const) {
      const { statusCode, text } = await ask(at, {}, method);
      expect([at, statusCode, text]).toEqual([at, 404, expect.stringContaining('takes no jobs')]);
    }
    const body = JSON.stringify({ sourceId: 'pacs' });
    const { statusCode } = await rawRequest(viewer.url, '/inference/api/v1/jobs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from(body),
    });
    expect(statusCode).toBe(400);
    expect(server.log()).toContain('/api/v1/job-sources');
  });

  test('hears that a page has gone', async () => {
    const controller = new AbortController();
    const leaving = client().infer('slow', { inputs: [numbers(1)] }, { signal: controller.signal });
    leaving.catch(() => {});
    await server.backend.reached(1);
    controller.abort();
    const { signal } = server.backend.calls[0]!.call;
    while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test.each([
    ['/inference/metrics', 404],
    ['/inference/api/v1/models', 404],
    ['/inference/openapi.json', 404],
    ['/inference/v2/models/%2e%2e/ready', 404],
    ['/inference/v2/models/..%2f..%2fmetrics', 404],
    ['/inference/api/v1/runs/%2e%2e', 404],
    ['/inference/api/v1/runs/..%2fmodels', 404],
    ['/inference/../metrics', 200],
  ])('is not asked for what is not a panel’s: %s', async (at, status) => {
    const { statusCode, text } = await ask(at);
    // What leads out of it is a page of the viewer.
    expect([statusCode, status === 200 ? text : '']).toEqual([
      status,
      status === 200 ? '<p>OHIF</p>' : '',
    ]);
    expect(server.log()).not.toMatch(/"route":"\/(metrics|api\/v1\/models|openapi.json)"/);
  });

  test('is not there for pages of other sites', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await ask('/inference/v2', headers)).statusCode).toBe(403);
    expect((await ask('/inference/v2', { 'sec-fetch-site': 'same-site' })).statusCode).toBe(403);
    const own = { origin: viewer.url, 'sec-fetch-site': 'same-origin' };
    expect((await ask('/inference/v2', own)).statusCode).toBe(200);
  });

  test('is named when it does not answer', async () => {
    await server.stop();
    const { statusCode, text } = await ask('/inference/v2');
    expect([statusCode, JSON.parse(text)]).toEqual([
      502,
      { error: expect.stringContaining(new URL(server.url).host) },
    ]);
  });
});
