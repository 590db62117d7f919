/** Voxel by voxel: CT of every kind against SimpleITK, highdicom and NumPy (make_ct_fixtures.py). */
import { ctFile, ctFolder, expectCt, readOnlyCt } from '../../../../test/support/ctFixtures.js';
import { readCtSeries } from './ctSeries.js';

describe('a classic series', () => {
  test.each([['coronal'], ['sagittal'], ['rescale-per-slice'], ['garbage-bits'], ['padding']])(
    '%s',
    async (name) => {
      await expectCt(await readOnlyCt(ctFolder(name)), name);
    },
  );

  test('with slabs, a reformat and a scout among its slices', async () => {
    const { series, refused, otherFiles } = await readCtSeries(ctFolder('mixed'));
    expect(refused.map((other) => other.title)).toEqual(['CT series 1 "CLASSIC", 1 of 7 images']);
    expect(otherFiles).toHaveLength(1);
    const byTitle = new Map(series.map((ct) => [ct.title, ct]));
    const title = 'CT series 1 "CLASSIC", 6 of 7 images, image type';
    expect([...byTitle.keys()].sort()).toEqual([
      `${title} DERIVED\\SECONDARY\\AXIAL`,
      `${title} ORIGINAL\\PRIMARY\\AXIAL`,
    ]);
    await expectCt(byTitle.get(`${title} ORIGINAL\\PRIMARY\\AXIAL`)!, 'mixed');
    await expectCt(byTitle.get(`${title} DERIVED\\SECONDARY\\AXIAL`)!, 'mixed slabs');
  });

  test('of iodine in mg/ml is refused', async () => {
    const { refused } = await readCtSeries([ctFile('iodine.dcm')]);
    expect(refused[0]!.error.code).toBe('unsupported-object');
    expect(refused[0]!.error.message).toContain('rescale type MGML');
  });
});

describe('an enhanced CT', () => {
  test.each([
    ['per-frame', 'placed and rescaled frame by frame'],
    ['shared', 'described by shared functional groups'],
    ['rle', 'RLE'],
    ['uncompressed', 'encapsulated without compression'],
    ['deflated', 'deflated frame by frame'],
    ['legacy', 'converted from classic images'],
    ['un-undefined', 'with sequences as UN of undefined length, and private ones'],
    ['un-defined', 'with sequences as UN of known length'],
    ['implicit', 'in Implicit VR'],
  ])('%s: %s', async (name) => {
    await expectCt(await readOnlyCt([ctFile(`enhanced/${name}.dcm`)]), `enhanced/${name}`);
  });

  test('in two files is one stack, whose slices name file and frame', async () => {
    const ct = await readOnlyCt(ctFolder('enhanced/two-files'));
    await expectCt(ct, 'enhanced/two-files');
    const { instances } = ct.identity;
    expect(instances.map(({ frameNumber }) => frameNumber)).toEqual([2, 2, 3, 1, 1]);
    expect(instances[0]!.sopInstanceUid).toBe(instances[2]!.sopInstanceUid);
    expect(instances[1]!.sopInstanceUid).toBe(instances[3]!.sopInstanceUid);
    expect(instances[0]!.sopInstanceUid).not.toBe(instances[1]!.sopInstanceUid);
  });

  test('of two stacks in one place is two series; its scout is no slice', async () => {
    const { series, refused } = await readCtSeries([ctFile('enhanced/stacks.dcm')]);
    expect(refused).toEqual([]);
    expect(series.map(({ title }) => title)).toEqual([
      'CT series 1 "ENHANCED", stack 1',
      'CT series 1 "ENHANCED", stack 2',
    ]);
    for (const [n, ct] of series.entries()) await expectCt(ct, `enhanced/stacks ${n + 1}`);
  });

  test('tells thickness, body part and contrast as a classic one does', async () => {
    const ct = await readOnlyCt([ctFile('enhanced/per-frame.dcm')]);
    expect(ct.acquisition).toEqual({
      modality: 'CT',
      bodyPartExamined: 'Chest',
      sliceThicknessMm: 2.5,
      contrastBolusAgent: 'Iodinated contrast agent',
      seriesDescription: 'ENHANCED',
    });
    expect(ct.patient).toEqual({ ageYears: 61, sex: 'F' });
  });

  test('is read in parts, one frame at a time', async () => {
    const source = ctFile('enhanced/per-frame.dcm');
    const bytes = await source.read();
    const reads: number[] = [];
    const ct = await readOnlyCt([
      {
        name: source.name,
        read: () => Promise.reject(new Error('not as a whole')),
        open: () =>
          Promise.resolve({
            size: bytes.length,
            readInto: (target, position) => {
              reads.push(target.length);
              target.set(bytes.subarray(position, position + target.length));
              return Promise.resolve();
            },
            close: () => Promise.resolve(),
          }),
      },
    ]);
    reads.length = 0;
    await ct.readRegion({ lower: [0, 0, 1], upper: [24, 20, 3] });
    expect(reads).toEqual([24 * 20 * 2, 24 * 20 * 2]);
  });

  test('with a frame that it does not describe is refused', async () => {
    const source = ctFile('enhanced/shared.dcm');
    const bytes = await source.read();
    const at = Buffer.from(bytes).indexOf(Buffer.from([0x28, 0, 8, 0, 0x49, 0x53, 2, 0])) + 8;
    bytes[at] = '4'.charCodeAt(0);
    const { refused } = await readCtSeries([{ ...source, read: () => Promise.resolve(bytes) }]);
    expect(refused[0]!.error.code).toBe('malformed-object');
    expect(refused[0]!.error.message).toContain('5 of its 4 frames');
  });
});
