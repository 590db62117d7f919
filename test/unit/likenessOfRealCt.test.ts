/**
 * Real tumours before the demonstration packages, which were trained on synthetic lesions: none is withheld, every
 * likeness is told, and each package calls that of IBSI's CT unlike its own. A ball at the tumour of TCIA's R01-001 is
 * within what a lifelike chest shows: docs/training-likeness.md.
 */
import { jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { encodeNiftiMask } from '@mutation-prediction/core';
import { readCsvTable } from '../../server-adapter/src/cohort/csvTable.js';
import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dicomFiles.js';
import { lesionOfR01 } from '../support/lesions/realLesions.mjs';

jest.setTimeout(900_000);

const ibsi = dataFolder('ct-seg/ibsi-ct/dicom');
const r01 = dataFolder('tcia/R01-001-ct');
const DEMONSTRATIONS = ['mmdl', 'cnn3d', 'deep-radscore', 'fudan-fusion', 'ajou-multimodal'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'likeness-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

(ibsi && r01 ? test : test.skip)(
  'every demonstration reads real lesions, and calls those unlike its own unlike',
  async () => {
    const mask = path.join(folder, 'r01-001.nii.gz');
    await writeFile(mask, encodeNiftiMask((await lesionOfR01(r01!)).mask));
    const manifest = path.join(folder, 'cases.csv');
    const cases = [
      ['ibsi', path.resolve(ibsi!, 'image'), path.resolve(ibsi!, 'mask/DCM_RS_00060.dcm')],
      ['r01-001', path.resolve(r01!), mask],
    ];
    await writeFile(
      manifest,
      [['case', 'ct', 'seg'], ...cases].map((row) => row.join()).join('\n'),
    );

    const table = path.join(folder, 'table.csv');
    const models = DEMONSTRATIONS.flatMap((system) => ['--model', `${system}-demo`]);
    const told = ['--age', '65', '--sex', 'F', '--workers', '1'];
    await runCli('predict', manifest, '--csv', table, ...models, ...told);
    const rows = await readCsvTable(table);
    expect(new Set(rows.map((row) => `${row['case']} ${row['model']}`)).size).toBe(10);
    for (const row of rows) {
      // A tumour is a lung lesion to the checks, however unlike the synthetic ones.
      expect([row['status'] === 'withheld', row['withheld_for']]).toEqual([false, '']);
      const p = Number(row['likeness_p']);
      expect(p).toBeGreaterThan(0);
      expect(row['warnings']!.split(';').includes('unlike-training-data')).toBe(p <= 0.02);
    }
    // Likeness or not: a model that saw no patient says nothing of one.
    for (const row of rows) expect(row['warnings']).toMatch(/^not-from-patients;/);
    const ofIbsi = rows.filter((row) => row['case'] === 'ibsi');
    expect(new Set(ofIbsi.map(({ model }) => model)).size).toBe(DEMONSTRATIONS.length);
    for (const row of ofIbsi) expect(Number(row['likeness_p'])).toBeLessThanOrEqual(0.02);
  },
);
