import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readNrrdFile } from './nrrd.js';
import { maskOfLabel, readLabelFile, type LabelOptions } from './labelFile.js';

/** Written by pynrrd, slicerio and SimpleITK, read back by SimpleITK: test/golden/nrrd/make_golden.py. */
const folder = new URL('../../../../test/golden/nrrd/', import.meta.url);
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const read = (name: string, options?: LabelOptions) => readLabelFile(bytesOf(name), name, options);

interface Golden {
  readonly labels: readonly {
    readonly name: string;
    readonly size: readonly number[];
    readonly origin: readonly number[];
    readonly axes: readonly (readonly number[])[];
    readonly counts: Readonly<Record<string, number>>;
    readonly first: Readonly<Record<string, readonly number[]>>;
  }[];
  readonly slicer: {
    readonly origin: readonly number[];
    readonly segments: readonly {
      readonly number: number;
      readonly label: string;
      readonly count: number;
    }[];
  };
  readonly thresholds: Readonly<Record<string, number>>;
}
const golden = JSON.parse(readFileSync(new URL('golden.json', folder), 'utf8')) as Golden;

const count = (data: ArrayLike<number>) => Array.from(data).filter((value) => value === 1).length;

test.each(golden.labels)('$name lies where SimpleITK sees it', ({ name, ...expected }) => {
  const image = read(name);
  const { grid } = image;
  expect(grid.size).toEqual(expected.size);
  const numbers = [...grid.origin, ...grid.axes.flat()];
  [...expected.origin, ...expected.axes.flat()].forEach((value, n) =>
    expect(numbers[n]).toBeCloseTo(value, 9),
  );
  expect(image.regions.map(({ number }) => String(number))).toEqual(Object.keys(expected.counts));
  for (const [label, voxels] of Object.entries(expected.counts)) {
    const { data } = maskOfLabel(image, Number(label));
    const [columns = 0, rows = 0] = grid.size;
    const [i = 0, j = 0, k = 0] = expected.first[label]!;
    expect(count(data)).toBe(voxels);
    expect(data.indexOf(1)).toBe(i + columns * (j + rows * k));
  }
});

test('a segmentation of 3D Slicer has its segments by name, also where they overlap', () => {
  const image = read('overlapping.seg.nrrd');
  expect(image.grid.origin).toEqual(golden.slicer.origin);
  expect(image.regions.map(({ number, label }) => ({ number, label }))).toEqual(
    golden.slicer.segments.map(({ number, label }) => ({ number, label })),
  );
  for (const { number, count: voxels } of golden.slicer.segments) {
    expect(count(maskOfLabel(image, number).data)).toBe(voxels);
  }
  expect(() => readNrrdFile(bytesOf('overlapping.seg.nrrd'), 'x')).toThrow(
    expect.objectContaining({ code: 'unsupported-object' }),
  );
});

test.each(['probabilities.nrrd', 'probabilities.nii.gz'])('%s needs a threshold', (name) => {
  expect(() => read(name)).toThrow('which is no label: labels are whole numbers');
  for (const [threshold, voxels] of Object.entries(golden.thresholds)) {
    const image = read(name, { threshold: Number(threshold) });
    expect(image.regions.map(({ number }) => number)).toEqual([1]);
    expect(count(maskOfLabel(image).data)).toBe(voxels);
  }
  expect(() => maskOfLabel(read(name, { threshold: 1.5 }))).toThrow(
    expect.objectContaining({ code: 'empty-segment' }),
  );
});

test('labels that went through single precision and back are still whole', () => {
  const bytes = new Uint8Array(gunzipSync(bytesOf('labels.nii.gz')));
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  // scl_slope: stored values are meant times this.
  header.setFloat32(112, 1.00001, true);
  const image = readLabelFile(new Uint8Array(gzipSync(bytes)), 'labels.nii.gz');
  expect(image.regions.map(({ number }) => number)).toEqual([1, 5]);
  expect(count(maskOfLabel(image, 5).data)).toBe(golden.labels[0]!.counts['5']);
});
