/**
 * The demonstration packages were trained on synthetic lesions, and each says of real CT that it is unlike
 * them, without a result being withheld: the tumour of IBSI's CT, and a ball at the tumour of TCIA's R01-001.
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
  'every demonstration calls real lesions unlike its own, and withholds none',
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
      expect(Number(row['likeness_p'])).toBeGreaterThan(0);
      expect(Number(row['likeness_p'])).toBeLessThanOrEqual(0.02);
      expect(row['warnings']!.split(';')).toContain('unlike-training-data');
    }
  },
);
