/** Who is let in where, asked of the table of routes itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { rawRequest } from '../../../../test/support/rawRequest.js';
import {
  startFakeServer,
  stopFakeServers,
  type FakeServer,
} from '../../../../test/support/fakeServer.js';
import { addApiKey } from '../access/apiKeyFile.js';
import { ROLES, type Role } from '../access/caller.js';

let folder: string;
let keys: Record<Role, string>;
let server: FakeServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'every-route-'));
  const file = path.join(folder, 'keys.json');
  keys = {} as Record<Role, string>;
  for (const role of ROLES) keys[role] = await addApiKey(file, { name: role, roles: [role] });
  server = await startFakeServer({
    'access.mode': 'api-keys',
    'access.apiKeysFile': file,
    'audit.file': path.join(folder, 'audit.jsonl'),
    'network.corsOrigins': 'https://viewer.example',
  });
});
afterAll(async () => {
  await stopFakeServers();
  await rm(folder, { recursive: true });
});

const OPEN = ['/v2/health/live', '/v2/health/ready'];

const EXPECTED: Readonly<Record<string, Role>> = {
  'GET /v2': 'predict',
  'GET /v2/models/:model': 'predict',
  'GET /v2/models/:model/ready': 'predict',
  'GET /v2/models/:model/versions/:version': 'predict',
  'GET /v2/models/:model/versions/:version/ready': 'predict',
  'POST /v2/models/:model/infer': 'predict',
  'POST /v2/models/:model/versions/:version/infer': 'predict',
  'POST /v2/repository/index': 'predict',
  'GET /api/v1/runs/:id': 'predict',
  'DELETE /api/v1/runs/:id': 'predict',
  'POST /api/v1/jobs': 'predict',
  'GET /api/v1/job-sources': 'predict',
  'GET /api/v1/jobs/:id': 'predict',
  'DELETE /api/v1/jobs/:id': 'predict',
  'GET /api/v1/jobs/:id/events': 'predict',
  'GET /api/v1/models': 'admin',
  'GET /metrics': 'monitor',
  'GET /openapi.json': 'predict',
};

/** Without OPTIONS, which answers preflights alone. */
function routes(): { method: string; url: string }[] {
  return server.routes
    .flatMap(({ method, url }) => [method].flat().map((one) => ({ method: one, url })))
    .filter(({ method }) => method !== 'OPTIONS');
}

const ask = (method: string, url: string, key?: string) =>
  rawRequest(
    server.url,
    url.replace(/:(\w+)/g, (_, name: string) => (name === 'model' ? 'echo' : '1')),
    {
      method,
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    },
  );

test('the table of routes is the one that is expected, and nothing else', () => {
  const found = routes()
    .filter(({ method }) => method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url}`);
  const open = OPEN.map((url) => `GET ${url}`);
  expect(found.sort()).toEqual([...Object.keys(EXPECTED), ...open].sort());
});

test('live and ready are open', async () => {
  for (const url of OPEN) expect((await ask('GET', url)).statusCode).toBe(200);
});

test('without a key nothing else answers, by any method', async () => {
  for (const { method, url } of routes().filter((route) => !OPEN.includes(route.url))) {
    const { statusCode, headers } = await ask(method, url);
    expect([method, url, statusCode]).toEqual([method, url, 401]);
    expect(headers['www-authenticate']).toBe('Bearer');
  }
});

test('a key opens what its role is for, and nothing else', async () => {
  for (const { method, url } of routes().filter((route) => !OPEN.includes(route.url))) {
    const needed = EXPECTED[`${method === 'HEAD' ? 'GET' : method} ${url}`];
    for (const role of ROLES) {
      const { statusCode } = await ask(method, url, keys[role]);
      const isRefused = statusCode === 403;
      expect([method, url, role, isRefused]).toEqual([method, url, role, role !== needed]);
    }
  }
});

test('what is not there is not told to strangers either', async () => {
  expect((await ask('GET', '/v2/nothing')).statusCode).toBe(401);
  expect((await ask('GET', '/v2/nothing', keys.predict)).statusCode).toBe(404);
});

test('a path written otherwise is the same path', async () => {
  const { url } = server;
  for (const at of [
    '//v2',
    '/V2',
    '/v2/',
    '/v2/health/../models/echo',
    '/v2%2fmodels%2fecho',
    '/./metrics',
  ]) {
    const { statusCode } = await rawRequest(url, at);
    expect([at, statusCode]).toEqual([at, 401]);
  }
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    rawRequest(server.url, '/v2/models/echo/infer', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,inference-header-content-length',
      },
    });

  test('that the site names may ask, and read what clients need', async () => {
    const { statusCode, headers } = await preflight('https://viewer.example');
    expect(statusCode).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://viewer.example',
      'access-control-allow-headers': 'authorization,inference-header-content-length',
    });
    const answer = await rawRequest(server.url, '/v2', {
      headers: { origin: 'https://viewer.example', authorization: `Bearer ${keys.predict}` },
    });
    expect(answer.headers['access-control-expose-headers']).toBe(
      'inference-header-content-length, retry-after, x-request-id',
    );
    const refused = await rawRequest(server.url, '/v2', {
      headers: { origin: 'https://viewer.example' },
    });
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([
      401,
      'https://viewer.example',
    ]);
  });

  test('OPTIONS is for preflights alone', async () => {
    const { statusCode } = await rawRequest(server.url, '/v2', { method: 'OPTIONS' });
    expect(statusCode).toBe(400);
  });

  test('that it does not name may not', async () => {
    for (const origin of ['https://evil.example', 'null', 'https://viewer.example.evil.example']) {
      const { headers } = await preflight(origin);
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});
