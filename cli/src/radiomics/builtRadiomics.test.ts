/** The built command on several threads, as a user runs it, on DICOM cases. */
import { spawn } from 'node:child_process';
import { jest } from '@jest/globals';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';

const script = path.resolve('cli/bin/mutation-prediction.js');
jest.setTimeout(120_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'radiomics-cases-'));
  // As the phantom is written: ct/ and seg/ below the case; all in one folder; no contours.
  for (const name of ['apart', 'together', 'without']) {
    const directory = path.join(folder, 'cases', name);
    await writePhantomStudy(directory, { size: [64, 64, 40] });
    if (name === 'together')
      await rename(path.join(directory, 'seg'), path.join(directory, 'ct/x'));
    if (name === 'together')
      await rename(path.join(directory, 'ct'), path.join(directory, 'series'));
    if (name === 'without') await rm(path.join(directory, 'seg'), { recursive: true });
  }
  await writeFile(
    path.join(folder, 'params.yaml'),
    'featureClass: {firstorder: [Mean], shape: []}',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function radiomics(...args: string[]) {
  const child = spawn(process.execPath, [script, 'radiomics', ...args], { cwd: os.tmpdir() });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const finished = new Promise<{ code: number | null; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stderr })),
  );
  return { child, finished };
}

test('reads DICOM cases on two threads, and fails only at the end', async () => {
  const csv = path.join(folder, 'features.csv');
  const params = path.join(folder, 'params.yaml');
  const args = [path.join(folder, 'cases'), '--params', params, '--csv', csv, '--workers', '2'];
  const { code, stderr } = await radiomics(...args).finished;
  expect(stderr).toContain('1 of 3 cases failed');
  expect(code).toBe(3);
  const rows = (await readFile(csv, 'utf8')).trimEnd().split('\n').slice(1);
  const [apart, together, without] = rows.map((row) => row.split(','));
  expect(apart![0]).toBe('apart');
  expect(apart!.slice(3)).toEqual(together!.slice(3));
  expect(Number(apart!.at(-3))).toBeGreaterThan(-1000);
  expect(without!.join(',')).toContain('no-segment: ');

  const table = await readFile(csv, 'utf8');
  const again = await radiomics(...args, '--progress', 'json').finished;
  expect(again.stderr.match(/"isKept":true/g)).toHaveLength(2);
  expect(again.stderr).not.toContain('"isKept":false');
  expect(await readFile(csv, 'utf8')).toBe(table);
});
