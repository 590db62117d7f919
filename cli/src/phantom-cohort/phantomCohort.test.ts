/** The built command line writes the cohort in worker threads. */
import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cohortCase, ENDPOINTS, readNiftiCt, readNiftiMask } from '@mutation-prediction/core';

jest.setTimeout(120_000);

const script = path.join(process.cwd(), 'cli/bin/mutation-prediction.js');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'phantom-cohort-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Jest takes minutes to compare arrays of this length element by element. */
function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
    Buffer.from(buffer, byteOffset, byteLength);
  return bytes(a).equals(bytes(b));
}

async function writeCohort(name: string, workers: number): Promise<string> {
  const out = path.join(folder, name);
  const options = ['--cases', '3', '--seed', '7', '--workers', String(workers), '--out', out];
  await promisify(execFile)(process.execPath, [script, 'phantom-cohort', ...options]);
  return out;
}

test('a cohort has its cases, its table and its explanation, whatever the number of threads', async () => {
  const [one, three] = await Promise.all([writeCohort('one', 1), writeCohort('three', 3)]);
  const read = (out: string, file: string) => readFile(path.join(out, file));

  const table = String(await read(one, 'cohort.csv'));
  expect(String(await read(three, 'cohort.csv'))).toBe(table);
  const [header, ...rows] = table
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  expect(header!.slice(0, 2)).toEqual(['case_id', 'split']);
  expect(header).toEqual(expect.arrayContaining([...ENDPOINTS]));
  expect(rows.map(([id]) => id)).toEqual(['phantom-00001', 'phantom-00002', 'phantom-00003']);

  for (const row of rows) {
    for (const name of ['ct', 'mask']) {
      const file = `cases/${row[0]}/${name}.nii.gz`;
      expect((await read(one, file)).equals(await read(three, file))).toBe(true);
    }
  }

  const [first] = rows;
  const expected = cohortCase(7, 0);
  const ct = readNiftiCt(await read(one, `cases/${first![0]}/ct.nii.gz`), 'ct');
  const region = await ct.readRegion({ lower: [0, 0, 0], upper: ct.grid.size });
  expect(sameBytes(region.data, expected.ct.data)).toBe(true);
  const mask = readNiftiMask(await read(one, `cases/${first![0]}/mask.nii.gz`), 'mask');
  expect(sameBytes(mask.data, expected.mask.data)).toBe(true);
  for (const endpoint of ENDPOINTS) {
    expect(first![header!.indexOf(endpoint)]).toBe(String(expected.labels[endpoint] ?? ''));
  }
  expect(String(await read(one, 'README.md'))).toContain('No patient');
});
