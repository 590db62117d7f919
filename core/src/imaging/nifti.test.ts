import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Grid } from './grid.js';
import type { HuWindow } from './huWindow.js';
import { indexToLps, wholeBox } from './gridGeometry.js';
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

const isNumber = ({ voxels }: Golden) => !voxels.includes(null);

describe.each(golden.filter(isNumber))('$name', (expected) => {
  test('has the grid that nibabel sees, in LPS', () => {
    const { grid } = readNiftiCt(read(expected.name), expected.name);
    expect(grid.size).toEqual(expected.size);
    const numbers = [...grid.origin, ...grid.axes.flat()];
    const wanted = [...expected.origin, ...expected.axes.flat()];
    numbers.forEach((value, n) => expect(value).toBeCloseTo(wanted[n]!, 5));
  });

  test('has the values that nibabel sees', async () => {
    const ct = readNiftiCt(read(expected.name), expected.name);
    const { data } = await ct.readRegion(wholeBox(ct.grid));
    expect([...data]).toEqual(expected.voxels);
  });
});

test.each(golden.filter((one) => !isNumber(one)))(
  '$name, with a voxel that is no number, is refused',
  ({ name }) => {
    expect(() => readNiftiCt(read(name), name)).toThrow(
      expect.objectContaining({
        code: 'unsupported-object',
        message: `${name} has 1 voxel that is no number.`,
      }),
    );
  },
);

/** Where nifti1.h has each field. */
const AT = {
  xyztUnits: 123,
  pixdim: 76,
  voxOffset: 108,
  calMax: 124,
  calMin: 128,
  qformCode: 252,
  quaternB: 256,
  srowX: 280,
};
const OF_NIFTI1 = 'sform-int16.nii.gz';
const SLICES = golden.find(({ name }) => name === OF_NIFTI1)!.size[2];

function withHeader(change: (header: DataView) => void, name = OF_NIFTI1): Uint8Array {
  const bytes = new Uint8Array(gunzipSync(read(name)));
  change(new DataView(bytes.buffer, bytes.byteOffset));
  return bytes;
}

test('the range to show is the window of every slice', () => {
  const shown = (low: number, high: number) =>
    readNiftiCt(
      withHeader((header) => {
        header.setFloat32(AT.calMax, high, true);
        header.setFloat32(AT.calMin, low, true);
      }),
      'ct.nii',
    ).windows;
  // Of −600/1500 the levels between lie from −1350 to 149 (PS3.3 C.11.2.1.2.1).
  const all = (window: HuWindow) => Array.from({ length: SLICES }, () => window);
  expect(shown(-1350, 149)).toEqual(all({ centre: -600, width: 1500 }));
  expect(shown(-160.5, 239.5)).toEqual(all({ centre: 40, width: 401 }));
  const none: readonly (readonly [number, number])[] = [
    [0, 0],
    [5, 5.5],
    [9, 1],
    [NaN, 40],
  ];
  for (const [low, high] of none) expect(shown(low, high)).toBeUndefined();
});

describe('windows of the slices in a comment of the header', () => {
  const windows = [
    { centre: -600.5, width: 1500 },
    null,
    ...Array.from({ length: SLICES - 2 }, (_, n) => ({
      centre: n,
      width: 300,
      function: 'SIGMOID',
    })),
  ];
  const text = JSON.stringify({ sliceWindows: windows });
  const windowsOf = (...comments: readonly string[]) =>
    readNiftiCt(withComments(comments), 'ct.nii').windows;

  test('count before the range to show, wherever the comment stands', async () => {
    const expected = windows.map((window) => window ?? undefined);
    expect(windowsOf(text)).toEqual(expected);
    expect(windowsOf('made by hand', '{"sliceWindows": 3}', text)).toEqual(expected);
    expect(windowsOf('made by hand')).toEqual(
      Array.from({ length: SLICES }, () => ({ centre: 40, width: 400 })),
    );
    const ct = readNiftiCt(withComments([text]), 'ct.nii');
    const { data } = await ct.readRegion(wholeBox(ct.grid));
    expect([...data]).toEqual(golden.find(({ name }) => name === OF_NIFTI1)!.voxels);
  });

  test('of other slices than the image has are refused', () => {
    expect(() => windowsOf(JSON.stringify({ sliceWindows: windows.slice(1) }))).toThrow(
      expect.objectContaining({
        code: 'malformed-object',
        message: `ct.nii has ${SLICES} slices, and windows (VOI LUT) for ${SLICES - 1}: it was changed after it was written.`,
      }),
    );
  });
});

/** The image with extensions (nifti1.h) before its voxels, and a range to show. */
function withComments(comments: readonly string[]): Uint8Array {
  const plain = withHeader((header) => {
    header.setFloat32(AT.calMax, 239, true);
    header.setFloat32(AT.calMin, -160, true);
  });
  const extensions = comments.flatMap((comment) => {
    const text = new TextEncoder().encode(comment);
    const extension = new Uint8Array(16 * Math.ceil((8 + text.length) / 16));
    new DataView(extension.buffer).setInt32(0, extension.length, true);
    new DataView(extension.buffer).setInt32(4, 6, true);
    extension.set(text, 8);
    return [...extension];
  });
  const bytes = Uint8Array.from([...plain.subarray(0, 352), ...extensions, ...plain.subarray(352)]);
  bytes[348] = 1;
  new DataView(bytes.buffer).setFloat32(AT.voxOffset, 352 + extensions.length, true);
  return bytes;
}

test('a grid of negative determinant is another order of the voxels', () => {
  const columns = 5;
  const mirrored = withHeader((header) => {
    for (const row of [0, 1, 2]) {
      const [step, origin] = [AT.srowX + 16 * row, AT.srowX + 16 * row + 12];
      const along = header.getFloat32(step, true);
      header.setFloat32(origin, header.getFloat32(origin, true) + (columns - 1) * along, true);
      header.setFloat32(step, -along, true);
    }
  });
  const [one, other] = [read(OF_NIFTI1), mirrored].map(
    (bytes) => readNiftiCt(bytes, 'ct.nii').grid,
  );
  const first = indexToLps(one!, [0, 0, 0]);
  indexToLps(other!, [columns - 1, 0, 0]).forEach((mm, d) => expect(mm).toBeCloseTo(first[d]!, 4));
});

const QFORM = 'qform-half-turn.nii.gz';
const alongI = (header: DataView, mm: number) =>
  [0, 16, 32].forEach((row) => header.setFloat32(AT.srowX + row, mm, true));

test.each<[string, string, (header: DataView) => void]>([
  ['a negative voxel size', QFORM, (header) => header.setFloat32(AT.pixdim + 4, -0.7, true)],
  ['a voxel size of 0', QFORM, (header) => header.setFloat32(AT.pixdim + 12, 0, true)],
  ['a quaternion that is none', QFORM, (header) => header.setFloat32(AT.quaternB, 3, true)],
  ['an axis of no length', OF_NIFTI1, (header) => alongI(header, 0)],
  ['an axis of 10⁻⁶ mm', OF_NIFTI1, (header) => alongI(header, 5e-7)],
  ['an axis that is no number', OF_NIFTI1, (header) => alongI(header, NaN)],
  ['sizes in metres', OF_NIFTI1, (header) => header.setUint8(AT.xyztUnits, 1)],
])('%s says of no voxel where it lies', (_, name, change) => {
  const bytes = withHeader(change, name);
  expect(() => readNiftiCt(bytes, 'ct.nii')).toThrow(
    expect.objectContaining({
      code: 'malformed-object',
      message: 'ct.nii does not say where its voxels lie in the patient.',
    }),
  );
});

test('axes of one direction are tilted', () => {
  const bytes = withHeader((header) => {
    for (const row of [0, 16, 32]) {
      header.setFloat32(AT.srowX + row + 4, header.getFloat32(AT.srowX + row, true), true);
    }
  });
  expect(() => readNiftiCt(bytes, 'ct.nii')).toThrow(
    expect.objectContaining({ code: 'gantry-tilt' }),
  );
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
