/**
 * The demonstration packages were trained on synthetic lesions, and each says of real CT that it is unlike
 * them, without a result being withheld: the tumour of IBSI's CT, and a ball at the tumour of TCIA's R01-001.
 */
import { jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { encodeNiftiMask, type Grid, type Mask } from '@mutation-prediction/core';
import { indexToLps } from '../../core/src/imaging/gridGeometry.js';
import { imageSources, openCtSeries } from '../../server-adapter/src/case/openCtSeries.js';
import { readCsvTable } from '../../server-adapter/src/cohort/csvTable.js';
import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dicomFiles.js';

jest.setTimeout(900_000);

const DEMONSTRATIONS = ['mmdl', 'cnn3d', 'deep-radscore', 'fudan-fusion', 'ajou-multimodal'];
const RADIUS_MM = 10;
const ibsi = dataFolder('ct-seg/ibsi-ct/dicom');
const r01 = dataFolder('tcia/R01-001-ct');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'likeness-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

(ibsi && r01 ? test : test.skip)(
  'every demonstration calls real lesions unlike its own, and withholds none',
  async () => {
    const mask = path.join(folder, 'r01-001.nii.gz');
    const { series } = await openCtSeries(
      await imageSources(r01!),
      { reference: { name: 'none' } },
      r01!,
      {},
    );
    await writeFile(mask, encodeNiftiMask(ball(series.grid, await centroidOfR01())));
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

async function centroidOfR01(): Promise<readonly number[]> {
  const file = path.join(r01!, '../tumour-centroids.csv');
  const row = (await readCsvTable(file)).find((candidate) => candidate['case id'] === 'R01-001');
  return ['coordx', 'coordy', 'coordz'].map((name) => Number(row![name]));
}

function ball(grid: Grid, centre: readonly number[]): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  for (let k = 0, voxel = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, voxel++) {
        const place = indexToLps(grid, [i, j, k]);
        const squared = place.reduce((sum, mm, axis) => sum + (mm - centre[axis]!) ** 2, 0);
        if (squared <= RADIUS_MM ** 2) data[voxel] = 1;
      }
    }
  }
  return { grid, data };
}
