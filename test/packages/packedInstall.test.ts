/**
 * The packages as a user gets them: packed, installed in an empty folder, and run there with nothing of
 * this clone in reach.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Prediction } from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';

const run = promisify(execFile);
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];

let folder: string;
let study: string;
let bin: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-packed-'));
  const packed = path.join(folder, 'packed');
  const installed = path.join(folder, 'installed');
  study = path.join(folder, 'study');
  await writePhantomStudy(study);
  await run('mkdir', [packed, installed]);
  await run('npm', ['pack', '--workspaces', '--pack-destination', packed, ...QUIET]);
  const archives = (await readdir(packed)).map((name) => path.join(packed, name));
  await writeFile(path.join(installed, 'package.json'), '{ "private": true }');
  await run('npm', ['install', ...QUIET, ...archives], { cwd: installed });
  bin = path.join(installed, 'node_modules/.bin/mutation-prediction');
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('predicts with the shipped models', async () => {
  const segmentation = await theSegmentation();
  const { stdout } = await run(bin, ['predict', '--ct', study, '--seg', segmentation, '--json'], {
    cwd: folder,
  });
  const { model, targets } = JSON.parse(stdout) as Prediction;
  expect(model.id).toBe('mmdl-demo');
  expect(targets.map(({ id }) => id)).toEqual(['EGFR', 'KRAS']);
});

test('serves OHIF with the plugin and the models', async () => {
  const viewer = spawn(bin, ['viewer', '--folder', study, '--port', '0'], { cwd: folder });
  try {
    const url = await announcedUrl(viewer);
    for (const file of [
      'extension/index.js',
      'mode/index.js',
      'extension/models/mmdl-demo/model.json',
    ]) {
      const response = await fetch(`${url}/plugins/mutation-prediction/${file}`);
      expect([file, response.status]).toEqual([file, 200]);
    }
    expect(await (await fetch(url)).text()).toContain('OHIF');
  } finally {
    viewer.kill('SIGTERM');
    await once(viewer, 'close');
  }
});

async function theSegmentation(): Promise<string> {
  const files = await readdir(study, { recursive: true });
  return path.join(
    study,
    files.find((name) => /seg.*\.dcm$/i.test(name))!,
  );
}

async function announcedUrl({ stdout, stderr }: ChildProcess): Promise<string> {
  let said = '';
  stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for await (const chunk of stdout!) {
    said += String(chunk);
    const url = /http:\/\/[\w.:]+/.exec(said)?.[0];
    if (url && said.includes('Ctrl-C')) return url;
  }
  throw new Error(`The viewer ended: ${said}`);
}
