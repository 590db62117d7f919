/**
 * The built command line as a site runs it: keys, a trail, predictions from elsewhere, an orderly end.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { remotePredictor, sessionPredictor } from '@mutation-prediction/core';
import {
  openPackageSession,
  loadModelPackage,
  modelsDirectory,
} from '@mutation-prediction/server-adapter/inference';
import { OpenInferenceClient } from 'open-inference-client';
import { runCli } from '../support/cli.js';
import { clinicalRequest, withoutRun } from './backendCases.js';

const BIN = path.resolve('cli/bin/mutation-prediction.js');
const MODEL = 'clinical-tcia';

let folder: string;
let key: string;
let server: ChildProcess | undefined;

const inFolder = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'serve-'));
  await cp(path.join(modelsDirectory(), MODEL), inFolder(`models/${MODEL}`), { recursive: true });
  const made = await runCli('api-key', '--file', inFolder('keys.json'), '--name', 'ward-3');
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('only time') });
  key = made.stdout.trim();
});
afterEach(() => server?.kill('SIGKILL'));
afterAll(() => rm(folder, { recursive: true }));

/** Starts the server of a site on a free port; resolves with its address. */
async function serve(): Promise<string> {
  server = spawn(process.execPath, [
    BIN,
    ...['serve', '--port', '0', '--models', inFolder('models')],
    ...['--set', 'access.mode=api-keys'],
    ...['--set', `access.apiKeysFile=${inFolder('keys.json')}`],
    ...['--set', `audit.file=${inFolder('audit.jsonl')}`],
    ...['--set', 'logging.level=silent'],
  ]);
  let said = '';
  for await (const chunk of server.stdout!) {
    said += String(chunk);
    const [, url] = /(http:\S+)\/v2/.exec(said) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`It does not serve: ${said}`);
}

test('predicts for those who have a key what it would predict here, and keeps a trail of it', async () => {
  const url = await serve();
  const client = new OpenInferenceClient({
    url,
    headers: () => ({ authorization: `Bearer ${key}` }),
  });
  const stranger = new OpenInferenceClient({ url });
  while (!(await client.serverReady())) await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(stranger.modelMetadata(MODEL)).rejects.toMatchObject({ kind: 'unauthorised' });

  const model = await loadModelPackage(MODEL, modelsDirectory());
  const asked = await clinicalRequest(model, { ageYears: 61, sex: 'F' });
  const there = await remotePredictor(client, model, 'server').predict(asked);
  const session = await openPackageSession(model);
  const here = await sessionPredictor({ ...model, session }).predict(asked);
  await session.release();
  expect(withoutRun(there.prediction)).toEqual(withoutRun(here.prediction));

  server!.kill('SIGTERM');
  const [code] = (await once(server!, 'exit')) as [number];
  expect(code).toBe(0);

  const verified = await runCli('audit', 'verify', inFolder('audit.jsonl'));
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('is intact') });
  const records = (await readFile(inFolder('audit.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records.map(({ event }) => event)).toEqual([
    'started',
    'model',
    'model',
    'inference',
    'stopped',
  ]);
  expect(records[3]).toMatchObject({ subject: 'ward-3', digest: model.digest, outcome: 'done' });
}, 60_000);

test('a trail that was changed is told on', async () => {
  const file = inFolder('changed.jsonl');
  await cp(inFolder('audit.jsonl'), file);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"ward-3"', '"ward-4"'));
  const { code, stdout } = await runCli('audit', 'verify', file, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'invalid-audit-trail' } });
});

test.each([
  ['a setting that does not exist', ['--set', 'network.prot=1'], 1, 'no setting network.prot'],
  ['a secret', ['--set', 'backend.authorization=canary'], 1, 'is a secret'],
  ['a setting without a value', ['--set', 'network.port'], 2, 'admission.queueLength=10'],
  ['another address without users', ['--host', '0.0.0.0'], 1, 'access.mode must be'],
  ['a file that is not there', ['--config', '/nowhere.yaml'], 1, 'ENOENT'],
])('refuses %s in words', async (_, args, code, words) => {
  const run = await runCli('serve', '--port', '0', ...args);
  expect([run.code, run.stderr]).toEqual([code, expect.stringContaining(words)]);
  expect(run.stderr).not.toContain('canary');
});

test('refuses a port that is in use, and leaves no process behind', async () => {
  const url = await serve();
  const run = await runCli('serve', '--port', new URL(url).port, '--models', inFolder('models'));
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('the port is in use')]);
}, 30_000);
