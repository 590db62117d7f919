import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RADIOMICS_PRESETS } from '@mutation-prediction/core';
import { openRadiomicsCase } from './openRadiomicsCase.js';
import { extractCases } from './extractCases.js';
import { TableFile } from './tableFile.js';

const request = { parameters: RADIOMICS_PRESETS[107] };
const nowhere = (id: string) => ({ id, image: `/nowhere/${id}`, mask: `/nowhere/${id}` });

test('a case that fails does not stop the others', async () => {
  const outcomes: string[] = [];
  await extractCases([nowhere('a'), nowhere('b')], request, {
    workers: 1,
    parse: openRadiomicsCase,
    onCase: (index, outcome) =>
      outcomes.push(`${index} ${'error' in outcome ? outcome.error.code : ''}`),
  });
  expect(outcomes).toEqual(['0 no-segment', '1 no-segment']);
});

test('cancelling stops after the case at hand, and says so', async () => {
  const controller = new AbortController();
  const done: number[] = [];
  const run = extractCases([nowhere('a'), nowhere('b'), nowhere('c')], request, {
    workers: 1,
    parse: openRadiomicsCase,
    signal: controller.signal,
    onCase: (index) => {
      done.push(index);
      controller.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  expect(done).toEqual([0]);
});

test('a table has its rows in order, also those that still waited for others', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'table-'));
  try {
    const file = path.join(folder, 'new/table.csv');
    const table = await TableFile.open(file, 'head\n');
    table.set(2, 'two\n');
    table.set(0, 'zero\n');
    expect(await readFile(file, 'utf8')).not.toContain('two');
    table.set(4, 'four\n');
    await table.close();
    expect(await readFile(file, 'utf8')).toBe('head\nzero\ntwo\nfour\n');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a table that cannot be written is refused', async () => {
  const file = path.join(process.execPath, 'table.csv');
  await expect(TableFile.open(file, '')).rejects.toMatchObject({ code: 'store-refused' });
});
