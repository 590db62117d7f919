import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dataFolder,
  folderSources,
  goldenBytes,
  goldenJson,
  goldenSources,
} from '../../../../test/support/dicomFiles.js';
import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import { readCtSeries } from '../ct/ctSeries.js';
import type { TargetImage } from './segmentation.js';
import {
  countSegmentVoxels,
  readSegmentationObject,
  readSegmentMask,
} from './segmentationObject.js';

interface ExpectedMask {
  readonly number: number;
  readonly resampled: boolean;
  /** Flat indices, i fastest. */
  readonly voxels: readonly number[];
}

const { masks } = goldenJson<{ masks: Record<string, ExpectedMask[]> }>('expected.json');

async function imageOf(folder: string): Promise<TargetImage> {
  const { series } = await readCtSeries(goldenSources(folder));
  const { grid, identity } = series[0]!;
  return { grid, frameOfReferenceUid: identity.frameOfReferenceUid };
}

const open = (path: string) => readSegmentationObject(goldenBytes(path), path);

function refusalOf(read: () => unknown): MutationPredictionError {
  try {
    read();
  } catch (error) {
    if (error instanceof MutationPredictionError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

function flatIndices(data: Uint8Array): number[] {
  return Array.from(data.keys()).filter((n) => data[n] === 1);
}

/** Sequences as UN, and private ones before them; otherwise `seg/binary.dcm`. */
masks['ct/seg-un.dcm'] = masks['seg/binary.dcm']!;

const cases = Object.entries(masks).flatMap(([path, expected]) =>
  expected.map((mask) => [path, mask.number, mask] as const),
);

test.each(cases)(
  '%s, segment %d has the voxels that other readers find',
  async (path, number, expected) => {
    const { mask, resampled } = readSegmentMask(open(path), number, await imageOf('oblique'));
    expect(flatIndices(mask.data)).toEqual(expected.voxels);
    expect(resampled).toBe(expected.resampled);
  },
);

test.each(cases.filter(([, , { resampled }]) => !resampled))(
  '%s, segment %d has as many voxels as other readers find',
  (path, number, { voxels }) => {
    const object = open(path);
    // The voxels of a structure set depend on the image.
    const expected = object.kind === 'SEG' ? voxels.length : undefined;
    expect(countSegmentVoxels(object).get(number)).toBe(expected);
  },
);

describe('a segmentation lists', () => {
  test('its identity and what it was drawn on', async () => {
    const object = open('seg/binary.dcm');
    const { series } = await readCtSeries(goldenSources('oblique'));
    const ct = series[0]!.identity;
    expect(object.kind).toBe('SEG');
    expect(object.identity.studyInstanceUid).toBe(ct.studyInstanceUid);
    expect(object.identity.sopClassUid).toBe('1.2.840.10008.5.1.4.1.1.66.4');
    expect(object.frameOfReferenceUid).toBe(ct.frameOfReferenceUid);
    expect(object.referencedSeriesUids).toEqual([ct.seriesInstanceUid]);
    expect([...object.referencedSopInstanceUids].sort()).toEqual(
      ct.instances.map((instance) => instance.sopInstanceUid).sort(),
    );
  });

  test('its segments, whatever their numbers', () => {
    expect(open('seg/non-consecutive.dcm').segments).toEqual([
      {
        number: 17,
        label: 'Tumour 1',
        algorithmType: 'MANUAL',
        trackingId: 'Lesion 1',
        trackingUid: '1.2.826.0.1.3680043.8.498.77.9.1',
        codes: {
          category: expect.objectContaining({ value: '49755003' }) as object,
          type: { value: '108369006', scheme: 'SCT', meaning: 'Neoplasm' },
        },
      },
      expect.objectContaining({ number: 2, label: 'Tumour 2' }),
      expect.objectContaining({ number: 300, label: 'Tumour 3' }),
    ]);
  });

  test('every ROI of a structure set, also those never drawn', async () => {
    const object = open('rtstruct.dcm');
    const { series } = await readCtSeries(goldenSources('oblique'));
    expect(object.kind).toBe('RTSTRUCT');
    expect(object.seriesDescription).toBe('Structures');
    expect(object.referencedSeriesUids).toEqual([series[0]!.identity.seriesInstanceUid]);
    expect(object.referencedSopInstanceUids).toHaveLength(7);
    expect(object.segments.map((s) => [s.number, s.label, s.contourCount])).toEqual([
      [1, 'Plain', 2],
      [2, 'Hole by XOR', 2],
      [3, 'Hole by keyhole', 1],
      [4, 'Between slices', 2],
      [5, 'Never drawn', 0],
      [6, 'Outside', 1],
      [7, 'Every second slice', 2],
      [21, 'Beside', 1],
    ]);
  });
});

describe('a segment is refused', () => {
  test.each([
    ['seg/empty-segment.dcm', 4, 'empty-segment', 'segment 4 "Never drawn"'],
    ['seg/binary.dcm', 9, 'no-segment', 'it has 1, 2, 3'],
    ['seg/other-frame-of-reference.dcm', 1, 'other-frame-of-reference', 'segment 1 "Tumour 1"'],
    ['seg/truncated.dcm', 1, 'truncated-pixel-data', 'seg/truncated.dcm'],
    ['seg/partly-outside.dcm', 1, 'segment-outside-image', 'of the 195 voxels of segment 1'],
    ['rtstruct.dcm', 5, 'empty-segment', 'ROI 5 "Never drawn"'],
    ['rtstruct.dcm', 6, 'segment-outside-image', 'ROI 6 "Outside"'],
    ['rtstruct.dcm', 21, 'segment-outside-image', 'ROI 21 "Beside"'],
  ])('%s, %d: %s', async (path, number, code, named) => {
    const image = await imageOf('oblique');
    const error = refusalOf(() => readSegmentMask(open(path), number, image));
    expect(error.code).toBe(code);
    expect(error.message).toContain(named);
  });

  test('on a CT of another patient position in the same frame of reference', async () => {
    const image = await imageOf('fractional-rescale');
    const error = refusalOf(() => readSegmentMask(open('rtstruct.dcm'), 1, image));
    expect(error.code).toBe('unsupported-object');
    expect(error.message).toContain('not parallel');
  });
});

test('another object is refused by what it is', () => {
  const error = refusalOf(() => open('syntax/implicit.dcm'));
  expect(error.code).toBe('unsupported-object');
  expect(error.message).toContain('CT');
});

interface ExpectedDigest {
  readonly count: number;
  readonly sha256: string;
}

interface ExpectedSample {
  readonly file: string;
  readonly frameOfReferenceUid: string;
  readonly targets: Readonly<
    Record<string, { readonly grid: Grid; readonly segments: Record<string, ExpectedDigest> }>
  >;
}

const samples = goldenJson<{ segmentations: ExpectedSample[]; ibsiMask: ExpectedDigest }>(
  'samples.json',
);

const digest = (data: Uint8Array): ExpectedDigest => ({
  count: flatIndices(data).length,
  sha256: createHash('sha256').update(data).digest('hex'),
});

const sampleFolder = dataFolder('dicom-samples/seg');
const sampleCases = samples.segmentations.flatMap(({ file, targets, frameOfReferenceUid }) =>
  Object.entries(targets).map(
    ([name, { grid, segments }]) => [file, name, grid, segments, frameOfReferenceUid] as const,
  ),
);

(sampleFolder ? test : test.skip).each(sampleCases)(
  '%s has the voxels that highdicom reads on the grid %s',
  (file, _, grid, segments, frameOfReferenceUid) => {
    const object = readSegmentationObject(
      new Uint8Array(readFileSync(join(sampleFolder!, file))),
      file,
    );
    const found = object.segments.map(({ number }) => [
      String(number),
      digest(readSegmentMask(object, number, { grid, frameOfReferenceUid }).mask.data),
    ]);
    expect(Object.fromEntries(found)).toEqual(segments);
  },
);

const phantom = dataFolder('ct-seg/ibsi-ct/dicom');
(phantom ? test : test.skip)(
  'the IBSI structure set fills the voxels of its NIfTI mask',
  async () => {
    const { series } = await readCtSeries(folderSources(join(phantom!, 'image')));
    const { grid, identity } = series[0]!;
    const bytes = await folderSources(join(phantom!, 'mask'))[0]!.read();
    const { mask, resampled } = readSegmentMask(readSegmentationObject(bytes, 'RTSTRUCT'), 1, {
      grid,
      frameOfReferenceUid: identity.frameOfReferenceUid,
    });
    expect(resampled).toBe(false);
    expect(digest(mask.data)).toEqual(samples.ibsiMask);
    expect(samples.ibsiMask.count).toBe(125_256);
  },
);

describe('contours that repeat, overlap or lie in each other', () => {
  interface Overlapping {
    readonly size: readonly [number, number, number];
    readonly frameOfReferenceUid: string;
    readonly rois: readonly { number: number; name: string; voxels: readonly number[] }[];
    /** Voxels that plastimatch fills by default, and with --xor-contours. */
    readonly plastimatch: Readonly<Record<string, number>>;
    readonly plastimatchXor: Readonly<Record<string, number>>;
  }
  const expected = goldenJson<Overlapping>('overlapping-contours.json');
  const object = open('overlapping-contours.dcm');
  const image: TargetImage = {
    grid: {
      size: expected.size,
      origin: [0, 0, 0],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
    frameOfReferenceUid: expected.frameOfReferenceUid,
  };
  const read = (number: number) => readSegmentMask(object, number, image);
  const plain = expected.rois[0]!.voxels.length;

  test.each(expected.rois.map(({ number, name, voxels }) => [name, number, voxels] as const))(
    '%s: the voxels that shapely finds',
    (_, number, voxels) => {
      expect(flatIndices(read(number).mask.data)).toEqual(voxels);
    },
  );

  test('are warned of where the even-odd rule would lose or gain voxels, and only there', () => {
    const overlaps = expected.rois.map(({ name, number }) => [name, read(number).overlaps?.voxels]);
    expect(Object.fromEntries(overlaps)).toEqual({
      Plain: undefined,
      Repeated: plain,
      'Repeated the other way round': plain,
      Overlapping: 62,
      Hole: undefined,
      'Island in a hole': undefined,
      'Nearly repeated': 383,
      'Hole of two': 19,
      Beside: undefined,
      'Hole by XOR': undefined,
      'Overlapping by XOR': 62,
      'Traced twice': plain,
      'Hole across the border': 51,
      'Keyhole and another': 62,
      Wall: undefined,
      'Hole by XOR in a plain one': undefined,
    });
    expect(read(4).overlaps).toEqual({ voxels: 62, slices: 1 });
  });

  test('have as many voxels as plastimatch, which joins all or excludes all, where its way is meant', () => {
    const [joining, excluding] = [
      ['Repeated', 'Overlapping', 'Nearly repeated', 'Hole across the border'],
      ['Hole', 'Island in a hole', 'Wall'],
    ];
    for (const { name, number, voxels } of expected.rois) {
      if (joining!.includes(name)) expect(expected.plastimatch[number]).toBe(voxels.length);
      if (excluding!.includes(name)) expect(expected.plastimatchXor[number]).toBe(voxels.length);
    }
  });
});
