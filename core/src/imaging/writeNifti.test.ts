import { readFileSync } from 'node:fs';
import { readNiftiMask } from './nifti.js';
import { encodeNiftiMask } from './writeNifti.js';

/** Written by nibabel, its place confirmed by SimpleITK: test/golden/nifti/make_golden.py. */
const golden = new Uint8Array(
  readFileSync(new URL('../../../test/golden/nifti/mask.nii', import.meta.url)),
);

test('a mask is written byte for byte as nibabel writes it', () => {
  const mask = readNiftiMask(golden, 'mask.nii');
  expect(mask.data).toContain(1);
  expect(encodeNiftiMask(mask)).toEqual(golden);
});
