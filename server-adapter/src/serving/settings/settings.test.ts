import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { leaves } from './leaves.js';
import { readSettings, type SettingsSources } from './readSettings.js';
import { settingsTable } from './settingsTable.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(text: string): Promise<string> {
  const file = path.join(folder, 'server.yaml');
  await writeFile(file, text);
  return file;
}

function refusal(sources: SettingsSources): { message: string; advice: string } {
  try {
    readSettings(sources);
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid-settings' });
    return error as { message: string; advice: string };
  }
  throw new Error('The settings were taken.');
}

describe('readSettings', () => {
  test('nothing given serves this machine only, with networks of its own', () => {
    expect(readSettings({})).toMatchObject({
      network: { host: '127.0.0.1', corsOrigins: [] },
      backend: { kind: 'embedded' },
      access: { mode: 'loopback' },
    });
  });

  test('the command line wins over the environment, which wins over the file', async () => {
    const file = await fileWith(
      'network: { port: 1, maxConnections: 11 }\nadmission: { queueLength: 3, perUser: 4 }',
    );
    const environment = { MP_SERVE_NETWORK_PORT: '2', MP_SERVE_ADMISSION_QUEUE_LENGTH: '5' };
    const settings = readSettings({ file, environment, options: { 'network.port': '6' } });
    expect(settings.network).toMatchObject({ port: 6, maxConnections: 11 });
    expect(settings.admission).toMatchObject({ queueLength: 5, perUser: 4 });
  });

  test('JSON is read like YAML, and lists come from commas', async () => {
    const file = await fileWith('{"logging": {"level": "warn"}}');
    const environment = {
      MP_SERVE_NETWORK_CORS_ORIGINS: 'https://a.example, http://b.example:81',
      MP_SERVE_BACKEND_GPUS: '0,2',
    };
    const { logging, network, backend } = readSettings({ file, environment });
    expect(backend.gpus).toEqual([0, 2]);
    expect(logging.level).toBe('warn');
    expect(network.corsOrigins).toEqual(['https://a.example', 'http://b.example:81']);
  });

  test('a secret comes from a variable or the file that it names, never from an option', async () => {
    const file = path.join(folder, 'secret');
    await writeFile(file, 'Bearer from-a-file\n');
    const read = (environment: Record<string, string>) =>
      readSettings({ environment }).backend.authorization;
    expect(read({ MP_SERVE_BACKEND_AUTHORIZATION: 'Bearer x' })).toBe('Bearer x');
    expect(read({ MP_SERVE_BACKEND_AUTHORIZATION_FILE: file })).toBe('Bearer from-a-file');

    const { message, advice } = refusal({ options: { 'backend.authorization': 'Bearer canary' } });
    expect(message).toContain('backend.authorization is a secret');
    expect(advice).toContain('MP_SERVE_BACKEND_AUTHORIZATION_FILE');
    expect(message + advice).not.toContain('canary');
  });

  test('every secret of the schema is one of the settings whose name says so', () => {
    expect(leaves.filter(({ secret }) => secret).map(({ path }) => path)).toEqual([
      'backend.authorization',
      'jobs.password',
      'tracing.authorization',
    ]);
  });

  test.each<[string, SettingsSources]>([
    ['network.port is not right', { options: { 'network.port': '70000' } }],
    ['network.port must be a whole number', { options: { 'network.port': '80x' } }],
    ['no setting network.prot', { options: { 'network.prot': '80' } }],
    ['MP_SERVE_NETWORK_PROT', { environment: { MP_SERVE_NETWORK_PROT: '80' } }],
    ['access.mode', { options: { 'network.host': '0.0.0.0' } }],
    ['access.apiKeysFile is missing', { options: { 'access.mode': 'api-keys' } }],
    ['access.oidc.issuer is missing', { options: { 'access.mode': 'oidc' } }],
    [
      'audit.file is missing',
      { options: { 'access.mode': 'api-keys', 'access.apiKeysFile': 'keys.json' } },
    ],
    ['backend.url is missing', { options: { 'backend.kind': 'oip' } }],
    ['no user and no password', { options: { 'backend.url': 'http://u:canary@triton:8000' } }],
    ['without a path', { options: { 'network.corsOrigins': 'https://a.example/viewer' } }],
    ['belong together', { options: { 'network.certificateFile': 'a.pem' } }],
    ['can be read (ENOENT)', { file: '/nowhere/server.yaml' }],
  ])('refuses in words: %s', (words, sources) => {
    const { message } = refusal(sources);
    expect(message).toContain(words);
    expect(message).not.toContain('canary');
  });

  test.each([
    ['access.oidc.issuer', 'http://idp.example'],
    ['access.oidc.jwksUrl', 'http://idp.example/keys'],
  ])('takes %s from https only, or from this machine', (setting, url) => {
    const options = {
      'access.mode': 'oidc',
      'access.oidc.issuer': 'https://idp.example',
      'access.oidc.audience': 'mutation-prediction',
      'audit.file': 'audit.jsonl',
    };
    expect(refusal({ options: { ...options, [setting]: url } }).message).toContain('must be https');
    const local = url.replace('idp.example', '127.0.0.1:9');
    expect(readSettings({ options: { ...options, [setting]: local } }).access.mode).toBe('oidc');
  });

  test('no algorithm that signs with what is public can be configured', () => {
    for (const algorithm of ['none', 'HS256']) {
      const { message } = refusal({ options: { 'access.oidc.algorithms': algorithm } });
      expect(message).toContain('access.oidc.algorithms');
    }
  });

  test.each(['- a list', '{{', 'network: 5', 'network: { prot: 8 }'])(
    'refuses a file with %s',
    async (text) => {
      const { message } = refusal({ file: await fileWith(text) });
      expect(message).toMatch(/holds no settings|network/);
    },
  );
});

test('docs/server.md lists every setting as the schema has it (npm run server-docs)', async () => {
  const documented = await readFile('docs/server.md', 'utf8');
  const unpadded = documented.replace(/ *\| */g, '|').replace(/-+/g, '-');
  expect(unpadded).toContain(
    settingsTable()
      .replace(/ *\| */g, '|')
      .replace(/-+/g, '-'),
  );
  expect(leaves.every(({ description }) => description.length > 0)).toBe(true);
});
