import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import {
  RADIOMICS_PRESETS,
  extractRadiomics,
  extractIbsi,
  IBSI_CONFIGURATIONS,
  peritumoralRing,
  type Grid,
} from '@mutation-prediction/core';
import { jest } from '@jest/globals';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { registerRadiomicsCommand } from './radiomicsCommand.js';

// Processes and threads start as fast as the machine lets them.
jest.setTimeout(60_000);

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

/** A NRRD file of int16 voxels on `grid`. */
function nrrd(voxels: Int16Array): Uint8Array {
  const header = [
    'NRRD0004',
    'type: int16',
    'dimension: 3',
    'space: left-posterior-superior',
    `sizes: ${grid.size.join(' ')}`,
    `space directions: ${grid.axes.map((axis) => `(${axis.join(',')})`).join(' ')}`,
    'endian: little',
    'encoding: raw',
    `space origin: (${grid.origin.join(',')})`,
  ];
  const start = new TextEncoder().encode(`${header.join('\n')}\n\n`);
  return Buffer.concat([
    start,
    new Uint8Array(voxels.buffer, voxels.byteOffset, voxels.byteLength),
  ]);
}

const voxels = Int16Array.from(ct.data);
const labels = Int16Array.from(mask.data);
let folder: string;
const at = (name: string) => path.join(folder, name);
async function write(name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), content);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'radiomics-'));
  await write('ct.nii', nifti(voxels));
  await write('mask.nii', nifti(labels));
  await write('two.nrrd', nrrd(labels.map((label, n) => (label ? 2 : n === 0 ? 1 : 0))));
  await write('params.yaml', 'featureClass: {ngtdm: [Contrast, Busyness]}\n');
  await write('wrong.yaml', 'setting: {binWdith: 25}\n');
  await write(
    'large.yaml',
    'imageType: {LoG: {sigma: [40]}}\nfeatureClass: {firstorder: [Mean]}\n',
  );
  await write('cases/case10/ct.nrrd', nrrd(voxels));
  await write('cases/case10/mask.nii', nifti(labels));
  await write('cases/case2/image.nii', nifti(voxels));
  await write('cases/case2/seg.nrrd', nrrd(labels));
  await write('cases/case3/ct.nrrd', nrrd(voxels));
  await write('cases/case3/mask.nrrd', nrrd(labels.map(() => 0)));
  await write('cases/case4/ct.nrrd', nrrd(voxels));
  await write('cases/case5/ct.nrrd', nrrd(voxels));
  await write('cases/case5/ct.nii', nifti(voxels));
  await write('cases/notes.txt', 'not a case');
});
afterAll(() => rm(folder, { recursive: true }));

/** What the command prints on standard output. */
async function run(...args: string[]): Promise<string> {
  const written: string[] = [];
  const catching = (stream: NodeJS.WriteStream, keep: boolean) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      if (keep) written.push(String(text));
      return true;
    });
  const spies = [catching(process.stdout, true), catching(process.stderr, false)];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  registerRadiomicsCommand(program);
  program.commands[0]!.exitOverride().configureOutput({ writeErr: () => undefined });
  try {
    await program.parseAsync(['radiomics', ...args, '--workers', '1'], { from: 'user' });
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
  return written.join('');
}
const one = (...args: string[]) => run('--ct', at('ct.nii'), '--seg', at('mask.nii'), ...args);

interface Printed {
  readonly voxelCount: number;
  readonly features: Readonly<Record<string, number | null>>;
  readonly missing: Readonly<Record<string, string>>;
}
const json = async (printed: Promise<string>) => JSON.parse(await printed) as Printed;

/** Rows of a table without quoted cells, by its header. */
async function rowsOf(name: string): Promise<Record<string, string>[]> {
  const [header, ...lines] = (await readFile(at(name), 'utf8')).trimEnd().split('\n');
  const names = header!.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, n) => [names[n]!, cell])),
  );
}

test('--json prints the features that the engine gives, in its order', async () => {
  const printed = await json(one('--json'));
  const { features, voxelCount } = extractRadiomics(ct, mask, RADIOMICS_PRESETS[107]);
  expect(Object.entries(printed.features)).toEqual(
    features.map(({ name, value }) => [name, value]),
  );
  expect(printed).toMatchObject({ voxelCount, missing: {} });
});

test('--csv writes a row under PyRadiomics’ names; --params chooses and orders them', async () => {
  await one('--params', at('params.yaml'), '--csv', at('out/features.csv'));
  const [row, ...others] = await rowsOf('out/features.csv');
  expect(Object.keys(row!)).toEqual([
    ...['Case', 'Image', 'Mask', 'original_ngtdm_Contrast', 'original_ngtdm_Busyness'],
    ...['Warning', 'Error'],
  ]);
  expect(row).toMatchObject({ Image: at('ct.nii'), Mask: at('mask.nii'), Warning: '', Error: '' });
  expect(Number(row!['original_ngtdm_Contrast'])).toBeGreaterThan(0);
  expect(others).toEqual([]);
});

test('says why a feature has no value', async () => {
  const name = 'log-sigma-40-0-mm-3D_firstorder_Mean';
  const reason = 'The image is too small for the filter.';
  const args = ['--params', at('large.yaml'), '--csv', at('large.csv'), '--json'];
  expect(await json(one(...args))).toMatchObject({
    features: { [name]: null },
    missing: { [name]: reason },
  });
  const [row] = await rowsOf('large.csv');
  expect(row).toMatchObject({ [name]: '', Warning: `${name}: ${reason}`, Error: '' });
});

test('--roi ring takes the tissue around the lesion, as wide as asked', async () => {
  const ring = peritumoralRing(mask, 2);
  const printed = await json(one('--roi', 'ring', '--ring-width', '2', '--json'));
  expect(printed.voxelCount).toBe(ring.data.reduce((sum, n) => sum + n, 0));
});

test('--label or the parameter file chooses among the labels of an image', async () => {
  const input = ['--ct', at('ct.nii'), '--mask', at('two.nrrd')];
  await expect(run(...input)).rejects.toMatchObject({ code: 'no-segment' });
  expect(await json(run(...input, '--label', '2', '--json'))).toEqual(await json(one('--json')));
  await write('label.yaml', 'setting: {label: 2}\n');
  expect(await json(run(...input, '--params', at('label.yaml'), '--json'))).toEqual(
    await json(one('--json')),
  );
});

test('a folder of cases gives a row for each, in order, and the reason for those that fail', async () => {
  await expect(run(at('cases'), '--csv', at('cases.csv'))).rejects.toMatchObject({
    message: expect.stringContaining('3 of 5 cases failed') as string,
  });
  const rows = await rowsOf('cases.csv');
  expect(rows.map((row) => row['Case'])).toEqual(['case2', 'case3', 'case4', 'case5', 'case10']);
  const { features } = extractRadiomics(ct, mask, RADIOMICS_PRESETS[107]);
  for (const row of [rows[0]!, rows[4]!]) {
    expect(features.map(({ name }) => Number(row[name]))).toEqual(features.map((f) => f.value));
    expect(row['Error']).toBe('');
  }
  expect(rows[0]).toMatchObject({ Image: 'case2/image.nii', Mask: 'case2/seg.nrrd' });
  expect(rows[1]!['Error']).toMatch(/^empty-segment: mask.nrrd/);
  expect(rows[2]!['Error']).toMatch(/^no-segment: /);
  expect(rows[3]!['Error']).toMatch(/^several-series: The case case5 has ct.nii and ct.nrrd/);
  expect(rows[3]!['original_shape_MeshVolume']).toBe('');
});

test.each([
  ['nothing to read', []],
  ['a case without a mask', ['--ct', 'ct.nii']],
  ['a folder and a case', ['cases', '--ct', 'ct.nii', '--csv', 'a.csv']],
  ['a folder without a table to write', ['cases']],
  [
    'a preset of the other profile',
    ['cases', '--csv', 'a.csv', '--profile', 'ibsi', '--preset', '851'],
  ],
  ['two masks', ['--ct', 'ct.nii', '--seg', 'mask.nii', '--mask', 'mask.nii']],
])('refuses %s as a wrong usage', async (_, args) => {
  await expect(run(...args)).rejects.toBeInstanceOf(CommanderError);
});

test('refuses parameters that do not exist', async () => {
  await expect(one('--params', at('wrong.yaml'))).rejects.toMatchObject({
    code: 'invalid-parameters',
  });
  await expect(one('--params', at('missing.yaml'))).rejects.toMatchObject({
    code: 'invalid-parameters',
  });
});

test('--profile ibsi gives the features that IBSI defines', async () => {
  const printed = await json(one('--profile', 'ibsi', '--configuration', 'D', '--json'));
  const setting = IBSI_CONFIGURATIONS.D;
  const { features, voxelCount } = extractIbsi(ct, mask, { profile: 'ibsi', setting });
  expect(Object.entries(printed.features)).toEqual(
    features.map(({ name, value }) => [name, Number.isFinite(value) ? value : null]),
  );
  expect(printed.voxelCount).toBe(voxelCount);
});
