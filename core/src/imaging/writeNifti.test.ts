import { readFileSync } from 'node:fs';
import { readNiftiCt, readNiftiMask } from './nifti.js';
import { encodeNiftiImage, encodeNiftiMask } from './writeNifti.js';

/** Written by nibabel, its place confirmed by SimpleITK: test/golden/nifti/make_golden.py. */
const golden = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../test/golden/nifti/${name}`, import.meta.url)));

test('a mask is written byte for byte as nibabel writes it', () => {
  const file = golden('mask.nii');
  const mask = readNiftiMask(file, 'mask.nii');
  expect(mask.data).toContain(1);
  expect(encodeNiftiMask(mask)).toEqual(file);
});

test('a CT is written byte for byte as nibabel writes it', async () => {
  const file = golden('image.nii');
  const ct = readNiftiCt(file, 'image.nii');
  const volume = await ct.readRegion({ lower: [0, 0, 0], upper: ct.grid.size });
  expect(Math.min(...volume.data)).toBeLessThan(0);
  expect(encodeNiftiImage(volume)).toEqual(file);
});
