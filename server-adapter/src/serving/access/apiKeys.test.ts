import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FastifyRequest } from 'fastify';
import { jest } from '@jest/globals';
import { addApiKey } from './apiKeyFile.js';
import { ApiKeyAccess } from './apiKeys.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'api-keys-'));
  file = path.join(folder, 'keys.json');
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const showing = (key: string) =>
  ({ headers: { authorization: `Bearer ${key}` } }) as unknown as FastifyRequest;

/** As if a second had passed, so that the file is looked at again. */
function later(): void {
  const now = performance.now() + 1500;
  jest.spyOn(performance, 'now').mockReturnValue(now);
}

test('the holder of a key is known by its name and roles', async () => {
  const ward = await addApiKey(file, { name: 'ward-3', roles: ['predict'] });
  const grafana = await addApiKey(file, { name: 'grafana', roles: ['monitor'] });
  const access = await ApiKeyAccess.open(file);
  expect(await access.identify(showing(ward))).toEqual({
    subject: 'ward-3',
    roles: new Set(['predict']),
  });
  expect((await access.identify(showing(grafana))).subject).toBe('grafana');
});

test('the file holds no key, and only its owner reads it', async () => {
  const key = await addApiKey(file, { name: 'ward-3', roles: ['predict'] });
  expect(key).toMatch(/^mp_[\w-]{43}$/);
  expect(await readFile(file, 'utf8')).not.toContain(key.slice(3));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test.each(['mp_nobody', ''])('the key "%s" opens nothing', async (key) => {
  await addApiKey(file, { name: 'ward-3', roles: ['predict'] });
  const access = await ApiKeyAccess.open(file);
  await expect(access.identify(showing(key))).rejects.toMatchObject({ status: 401 });
});

test('what the file holds is no key', async () => {
  await addApiKey(file, { name: 'ward-3', roles: ['predict'] });
  const { keys } = JSON.parse(await readFile(file, 'utf8')) as { keys: [{ sha256: string }] };
  const access = await ApiKeyAccess.open(file);
  const hash = showing(keys[0].sha256);
  await expect(access.identify(hash)).rejects.toMatchObject({ status: 401 });
});

test('a key has an end', async () => {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const past = new Date(Date.now() - 1).toISOString();
  const good = await addApiKey(file, { name: 'good', roles: ['predict'], expires: soon });
  const old = await addApiKey(file, { name: 'old', roles: ['predict'], expires: past });
  const access = await ApiKeyAccess.open(file);
  expect((await access.identify(showing(good))).subject).toBe('good');
  await expect(access.identify(showing(old))).rejects.toMatchObject({
    status: 401,
    message: expect.stringContaining('expired'),
  });
});

test('a key that is replaced or taken away ends without a restart, and new ones begin', async () => {
  const first = await addApiKey(file, { name: 'ward-3', roles: ['predict'] });
  const access = await ApiKeyAccess.open(file);
  const second = await addApiKey(file, { name: 'ward-3', roles: ['predict'] });
  later();
  await expect(access.identify(showing(first))).rejects.toMatchObject({ status: 401 });
  expect((await access.identify(showing(second))).subject).toBe('ward-3');
});

test('while the file cannot be read, nobody is let in and nobody is called a stranger', async () => {
  const key = await addApiKey(file, { name: 'ward-3', roles: ['predict'] });
  const access = await ApiKeyAccess.open(file);
  await writeFile(file, '{ "keys": [');
  await utimes(file, new Date(), new Date(Date.now() + 5000));
  later();
  await expect(access.identify(showing(key))).rejects.toMatchObject({
    status: 503,
    options: { retryAfterS: 10 },
  });
  expect(await access.obstacle()).toContain('cannot be read');
});

test.each([
  ['no JSON', 'not JSON'],
  ['[]', 'expected object'],
  ['{"keys":[{"name":"a","roles":["predict"],"sha256":"abc"}]}', 'keys.0.sha256'],
  ['{"keys":[{"name":"a","roles":["root"],"sha256":"abc"}]}', 'keys.0.roles.0'],
])('a file with %s is refused at the start', async (text, why) => {
  await writeFile(file, text);
  await expect(ApiKeyAccess.open(file)).rejects.toMatchObject({
    code: 'invalid-settings',
    message: expect.stringContaining(why),
  });
});

test('a name that could not stand in a trail is refused', async () => {
  const added = addApiKey(file, { name: 'two\nlines', roles: ['predict'] });
  await expect(added).rejects.toMatchObject({ code: 'invalid-settings' });
});
