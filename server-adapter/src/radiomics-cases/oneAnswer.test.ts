/** One case gives one answer, whether it comes as DICOM, NIfTI or NRRD. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  encodeNiftiImage,
  encodeNiftiMask,
  extractFeatures,
  fillRuns,
  RADIOMICS_PRESETS,
  type RadiomicsImage,
} from '@mutation-prediction/core';
import { openRadiomicsCase } from './openRadiomicsCase.js';

const golden = (name: string) => path.join(process.cwd(), 'test/golden/dicom', name);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'one-answer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function nrrd({ grid, data }: RadiomicsImage): Uint8Array {
  const vector = (values: readonly number[]) => `(${values.join(',')})`;
  const header = [
    'NRRD0004',
    'type: short',
    'dimension: 3',
    'space: left-posterior-superior',
    `sizes: ${grid.size.join(' ')}`,
    `space directions: ${grid.axes.map(vector).join(' ')}`,
    'endian: little',
    'encoding: raw',
    `space origin: ${vector(grid.origin)}`,
  ];
  const { buffer, byteOffset, byteLength } = data;
  return Buffer.concat([
    Buffer.from(`${header.join('\n')}\n\n`),
    new Uint8Array(buffer, byteOffset, byteLength),
  ]);
}

test('features are the same to the last digit, those of the grid as far as it is written', async () => {
  const dicom = await openRadiomicsCase(
    { id: 'dicom', image: golden('oblique'), mask: golden('seg/binary.dcm') },
    { segment: 1 },
  );
  expect(dicom.image.data).toBeInstanceOf(Int16Array);
  const mask = path.join(folder, 'mask.nii');
  await writeFile(mask, encodeNiftiMask(fillRuns(dicom.image.grid, dicom.runs)));
  const written = {
    'ct.nii': encodeNiftiImage({ grid: dicom.image.grid, data: dicom.image.data as Int16Array }),
    'ct.nrrd': nrrd(dicom.image),
  };
  const featuresOf = ({ image, runs }: typeof dicom) =>
    extractFeatures(image, fillRuns(image.grid, runs), RADIOMICS_PRESETS[851]).features;
  const expected = featuresOf(dicom);
  for (const [name, bytes] of Object.entries(written)) {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    const found = featuresOf(await openRadiomicsCase({ id: name, image: file, mask }, {}));
    for (const [n, { name: feature, value }] of found.entries()) {
      const wanted = expected[n]!.value;
      // NIfTI writes the grid in single precision.
      const isOfGrid = feature.includes('_shape_') || feature.endsWith('_TotalEnergy');
      if (isOfGrid) expect(value / wanted).toBeCloseTo(1, 5);
      else expect({ feature, value }).toEqual({ feature, value: wanted });
    }
  }
});
