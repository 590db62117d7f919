/** `predict --server` against our own server: what it says there is what it says here. */
import { jest } from '@jest/globals';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { predictionSchema, type Prediction } from '@mutation-prediction/core';
import { openEmbeddedBackend } from '@mutation-prediction/server-adapter/backends';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import {
  addApiKey,
  readSettings,
  startServer,
  type RunningServer,
} from '@mutation-prediction/server-adapter/serving';
import {
  openSigner,
  signModelPackage,
  writeNewKey,
} from '@mutation-prediction/server-adapter/signing';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { isSettled, untilModels } from '../../../test/serving/backendCases.js';
import { runCli, runCliIn } from '../../../test/support/cli.js';

jest.setTimeout(240_000);

const MODELS = ['mmdl-demo', 'fudan-fusion-demo'];

let root: string;
let server: RunningServer;
let here: string[];
let there: string[];

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-there-'));
  const at = (name: string) => path.join(root, name);
  await writePhantomStudy(at('study'), { size: [96, 96, 40] });
  for (const id of MODELS) {
    await cp(path.join(modelsDirectory(), id), at(`models/${id}`), { recursive: true });
  }
  const publicKey = await writeNewKey(at('key.pem'));
  await signModelPackage(at('models/mmdl-demo'), await openSigner(at('key.pem')));
  await writeFile(at('trusted.json'), JSON.stringify([{ name: 'Radiology', publicKey }]));
  await writeFile(
    at('token'),
    `${await addApiKey(at('api-keys.json'), { name: 'ward-3', roles: ['predict'] })}\n`,
  );
  const backend = await openEmbeddedBackend({ models: at('models') });
  await untilModels(backend, isSettled);
  const options = {
    'network.port': '0',
    'logging.level': 'silent',
    'access.mode': 'api-keys',
    'access.apiKeysFile': at('api-keys.json'),
    'audit.file': at('audit.jsonl'),
  };
  server = await startServer(readSettings({ options }), backend);

  const one = ['--ct', at('study/ct'), '--seg', at('study/seg/nodule.dcm'), '--smoking', 'never'];
  here = ['predict', ...one, '--models', at('models')];
  there = ['predict', ...one, ...onServer()];
});

afterAll(async () => {
  await server.stop();
  await rm(root, { recursive: true, force: true });
});

const onServer = (token = 'token') => [
  ...['--server', server.url, '--server-token-file', path.join(root, token)],
];

const withoutToken = () => there.slice(0, -2);

async function predicted(...args: string[]): Promise<Prediction> {
  const { code, stdout, stderr } = await runCli(...args, '--json');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return predictionSchema.parse(JSON.parse(stdout));
}

test.each(MODELS)('%s says there what it says here', async (id) => {
  const local = await predicted(...here, '--model', id);
  const remote = await predicted(...there, '--model', id);
  const { uid, createdAt, timingsMs, device, lesion } = local;
  expect(remote.device).toEqual({ ...device, server: new URL(server.url).host });
  expect(remote).toEqual({
    ...local,
    uid: expect.not.stringMatching(uid) as string,
    createdAt: expect.not.stringMatching(createdAt) as string,
    timingsMs: expect.not.objectContaining(timingsMs) as object,
    device: remote.device,
    lesion: { ...lesion, trackingUid: remote.lesion.trackingUid },
  });
});

test('a table says where the model ran and whose it is; a report keeps that', async () => {
  const report = path.join(root, 'there.dcm');
  const trusted = ['--trusted-keys', path.join(root, 'trusted.json')];
  const { code, stdout } = await runCli(...there, ...trusted, '--report', report);
  expect(code).toBe(0);
  const { host } = new URL(server.url);
  expect(stdout).toMatch(
    new RegExp(`onnxruntime-node [\\d.]+, on ${host.replaceAll('.', '\\.')}$`, 'm'),
  );
  expect(stdout).toMatch(/signed by Radiology$/m);
  const read = await runCli('report', report, '--json');
  expect(read.stdout).toContain(`"server": "${host}"`);
});

test('a cohort is predicted there, the same again', async () => {
  const table = async (csv: string) => (await readFile(path.join(root, csv), 'utf8')).split('\n');
  const cohort = path.join(root, 'study');
  const common = ['--workers', '1', '--model', 'mmdl-demo', '--age', '64'];
  const csv = (name: string) => ['--csv', path.join(root, name)];
  await runCli(
    'predict',
    cohort,
    ...common,
    '--models',
    path.join(root, 'models'),
    ...csv('here.csv'),
  );
  const run = await runCli('predict', cohort, ...common, ...onServer(), ...csv('there.csv'));
  expect({ code: run.code, stderr: run.stderr }).toMatchObject({ code: 0 });
  const [expected, found] = [await table('here.csv'), await table('there.csv')];
  expect(found).toEqual(expected);
  expect(found.length).toBeGreaterThan(2);
});

test('no package is needed here', async () => {
  const empty = path.join(root, 'empty');
  await mkdir(empty);
  const variables = { MP_MODELS: empty };
  expect((await runCliIn(variables, ...here.slice(0, -2))).code).toBe(1);
  expect((await runCliIn(variables, ...there)).code).toBe(0);
});

test('the token may come from the environment', async () => {
  const token = (await readFile(path.join(root, 'token'), 'utf8')).trim();
  expect((await runCliIn({ MP_SERVER_TOKEN: token }, ...withoutToken())).code).toBe(0);
});

describe('refused in words', () => {
  const refused = async (...args: string[]) => {
    const { code, stderr } = await runCli(...args);
    return `${code} ${stderr}`;
  };
  const instead = (server: string, args = there) =>
    args.map((arg, n) => (args[n - 1] === '--server' ? server : arg));

  test('a token that nobody knows, and none', async () => {
    await writeFile(path.join(root, 'other'), 'mp_another');
    const args = there.map((arg) =>
      arg === path.join(root, 'token') ? path.join(root, 'other') : arg,
    );
    const answer = await refused(...args);
    expect(answer).toMatch(/^1 The server 127\.0\.0\.1:\d+ does not know who you are\./);
    expect(answer).not.toContain('mp_another');
    expect(await refused(...withoutToken())).toMatch(
      /^1 The server .* does not know who you are\./,
    );
  });

  test('a model that the server has not', async () => {
    expect(await refused(...there, '--model', 'cnn3d-demo')).toMatch(
      /^1 The server 127\.0\.0\.1:\d+ has no model cnn3d-demo\./,
    );
  });

  test('a graph, which says nothing of a lesion', async () => {
    expect(await refused(...there, '--model', 'mmdl-demo.graph')).toMatch(
      /^1 The server .* does not say what its model mmdl-demo\.graph is\./,
    );
  });

  test('a server that is not there', async () => {
    expect(await refused(...instead('http://127.0.0.1:1'))).toMatch(
      /^1 The server 127\.0\.0\.1:1 does not answer\.\s/,
    );
  });

  test('a token in the clear over a network', async () => {
    expect(await refused(...instead('http://gpu.example.org'))).toMatch(
      /^1 A token for the server gpu\.example\.org would go over the network unencrypted\./,
    );
  });

  test.each(['gpu.example.org', 'ftp://gpu.example.org', 'https://gpu.example.org?x=1'])(
    'an address such as %s',
    async (address) => {
      expect(await refused(...instead(address))).toMatch(/^1 .* is no address of a server/);
    },
  );

  test('an address that tells a password', async () => {
    const answer = await refused(...instead('https://user:secret@gpu.example.org'));
    expect(answer).toMatch(/^1 The address at https:\/\/gpu\.example\.org holds a name/);
    expect(answer).not.toContain('secret');
  });

  test('a folder of packages beside a server', async () => {
    expect(await refused(...there, '--models', root)).toMatch(/^2 .*--models/s);
  });
});
