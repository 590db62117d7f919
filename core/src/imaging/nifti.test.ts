import { readFileSync } from 'node:fs';
import type { Grid } from './grid.js';
import { wholeBox } from './gridGeometry.js';
import { readNiftiCt, readNiftiMask } from './nifti.js';

/** Written and read back by nibabel: test/golden/nifti/make_golden.py. */
interface Golden extends Grid {
  readonly name: string;
  /** `null` where the file holds NaN. */
  readonly voxels: readonly (number | null)[];
}

const folder = new URL('../../../test/golden/nifti/', import.meta.url);
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const golden = JSON.parse(readFileSync(new URL('golden.json', folder), 'utf8')) as Golden[];

describe.each(golden)('$name', (expected) => {
  test('has the grid that nibabel sees, in LPS', () => {
    const { grid } = readNiftiCt(read(expected.name), expected.name);
    expect(grid.size).toEqual(expected.size);
    const numbers = [...grid.origin, ...grid.axes.flat()];
    const wanted = [...expected.origin, ...expected.axes.flat()];
    numbers.forEach((value, n) => expect(value).toBeCloseTo(wanted[n]!, 5));
  });

  test('has the values that nibabel sees, air where it sees none', async () => {
    const ct = readNiftiCt(read(expected.name), expected.name);
    const { data } = await ct.readRegion(wholeBox(ct.grid));
    expect([...data]).toEqual(expected.voxels.map((value) => value ?? -1000));
  });
});

test('one label of a mask, or all of them', () => {
  const labels = golden.find(({ name }) => name === 'labels-uint8.nii.gz')!.voxels;
  const bytes = read('labels-uint8.nii.gz');
  expect([...readNiftiMask(bytes, 'm', 3).data]).toEqual(labels.map((v) => (v === 3 ? 1 : 0)));
  expect([...readNiftiMask(bytes, 'm').data]).toEqual(labels.map((v) => (v ? 1 : 0)));
});

test('a file that is a view of a larger buffer is read from its own bytes', () => {
  const bytes = read('sform-scaled.nii');
  const padded = new Uint8Array(bytes.length + 16);
  padded.set(bytes, 16);
  const view = padded.subarray(16);
  expect(readNiftiCt(view, 'view').grid).toEqual(readNiftiCt(bytes, 'whole').grid);
});

test.each([
  ['sheared.nii.gz', 'gantry-tilt'],
  ['no-orientation.nii.gz', 'malformed-object'],
  ['four-dimensional.nii.gz', 'unsupported-object'],
])('%s is refused: %s', (name, code) => {
  expect(() => readNiftiCt(read(name), name)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(name) as string }),
  );
});

test.each([
  ['truncated', () => read('sform-scaled.nii').subarray(0, 400), 'truncated-pixel-data'],
  ['damaged', () => read('sform-int16.nii.gz').subarray(0, 60), 'malformed-object'],
  [
    'something else',
    () => new TextEncoder().encode('no image at all'.repeat(40)),
    'malformed-object',
  ],
])('a file that is %s is refused', (_, bytes, code) => {
  expect(() => readNiftiCt(bytes(), 'ct.nii')).toThrow(expect.objectContaining({ code }));
});
