import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { RADIOMICS_PRESETS, extractRadiomics, type Grid } from '@mutation-prediction/core';
import { jest } from '@jest/globals';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { registerRadiomicsCommand } from './radiomicsCommand.js';

const grid: Grid = {
  size: [16, 14, 12],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 2],
  ],
};
const ct = hashedCt(grid, false);
const mask = ellipsoidMask(grid, { centre: [8, 7, 6], weights: [1, 1, 1], limit: 12 });

/** A NIfTI-1 file of int16 voxels on `grid`: its RAS axes are LPS with x and y turned. */
function nifti(voxels: Int16Array): Uint8Array {
  const bytes = new Uint8Array(352 + voxels.byteLength);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, true);
  [3, ...grid.size, 1, 1, 1, 1].forEach((n, index) => view.setInt16(40 + 2 * index, n, true));
  view.setInt16(70, 4, true);
  view.setInt16(72, 16, true);
  [1, 1, 1, 2].forEach((n, index) => view.setFloat32(76 + 4 * index, n, true));
  view.setFloat32(108, 352, true);
  view.setFloat32(112, 1, true);
  view.setInt16(254, 1, true);
  [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0].forEach((n, index) =>
    view.setFloat32(280 + 4 * index, n, true),
  );
  bytes.set(new TextEncoder().encode('n+1'), 344);
  bytes.set(new Uint8Array(voxels.buffer, voxels.byteOffset, voxels.byteLength), 352);
  return bytes;
}

let folder: string;
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'radiomics-'));
  await writeFile(at('ct.nii'), nifti(Int16Array.from(ct.data)));
  await writeFile(at('mask.nii'), nifti(Int16Array.from(mask.data)));
  await writeFile(at('params.yaml'), 'featureClass: {ngtdm: [Contrast, Busyness]}\n');
  await writeFile(at('wrong.yaml'), 'setting: {binWdith: 25}\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<string> {
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  registerRadiomicsCommand(program);
  const input = ['--ct', at('ct.nii'), '--seg', at('mask.nii')];
  try {
    await program.parseAsync(['radiomics', ...input, ...args], { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return written.join('');
}

test('--json prints the features that the engine gives, in its order', async () => {
  const printed = JSON.parse(await run('--json')) as Record<string, number>;
  const { features } = extractRadiomics(ct, mask, RADIOMICS_PRESETS[107]);
  expect(Object.entries(printed)).toEqual(features.map(({ name, value }) => [name, value]));
});

test('--csv writes a row under PyRadiomics’ names; --params chooses and orders them', async () => {
  await run('--params', at('params.yaml'), '--csv', at('out/features.csv'));
  const [header, row, end] = (await readFile(at('out/features.csv'), 'utf8')).split('\n');
  expect(header).toBe('Image,Mask,original_ngtdm_Contrast,original_ngtdm_Busyness');
  const [imageCell, maskCell, ...values] = row!.split(',');
  expect([imageCell, maskCell]).toEqual([at('ct.nii'), at('mask.nii')]);
  expect(values.map(Number).every((value) => value > 0)).toBe(true);
  expect(end).toBe('');
});

test('refuses parameters that do not exist', async () => {
  await expect(run('--params', at('wrong.yaml'))).rejects.toMatchObject({
    code: 'invalid-parameters',
  });
  await expect(run('--params', at('missing.yaml'))).rejects.toMatchObject({
    code: 'invalid-parameters',
  });
});
