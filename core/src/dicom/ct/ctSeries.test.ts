import { createHash } from 'node:crypto';
import {
  dataFolder,
  fileSource,
  folderSources,
  goldenBytes,
  goldenJson,
  goldenPath,
  goldenSources,
} from '../../../../test/support/dicomFiles.js';
import type { Grid } from '../../imaging/grid.js';
import { wholeBox } from '../../imaging/gridGeometry.js';
import type { ByteSource } from '../reading/byteSource.js';
import type { CtSeries } from './ctSeries.js';
import { readCtSeries } from './ctSeries.js';

interface ExpectedSeries extends Grid {
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string;
}

const { series: expected } = goldenJson<{ series: Record<string, ExpectedSeries> }>(
  'expected.json',
);

async function onlySeries(sources: readonly ByteSource[]): Promise<CtSeries> {
  const { series, refused } = await readCtSeries(sources);
  expect(refused).toEqual([]);
  expect(series).toHaveLength(1);
  return series[0]!;
}

async function onlyRefusal(sources: readonly ByteSource[]) {
  const { series, refused } = await readCtSeries(sources);
  expect(series).toEqual([]);
  expect(refused).toHaveLength(1);
  return refused[0]!.error;
}

function expectSameGrid(grid: Grid, other: Grid): void {
  expect(grid.size).toEqual(other.size);
  [grid.origin, ...grid.axes].forEach((vector, n) => {
    const same = [other.origin, ...other.axes][n]!;
    vector.forEach((x, d) => expect(x).toBeCloseTo(same[d]!, 5));
  });
}

const bytesSource = (name: string, bytes: Uint8Array): ByteSource => ({
  name,
  read: () => Promise.resolve(bytes),
});

const positionOf = (bytes: Uint8Array, tag: readonly number[]) =>
  bytes.findIndex((_, n) => tag.every((byte, t) => bytes[n + t] === byte));

async function changed(
  source: ByteSource,
  name: string,
  change: (bytes: Uint8Array) => void,
): Promise<ByteSource> {
  const bytes = (await source.read()).slice();
  change(bytes);
  return bytesSource(name, bytes);
}

describe('a series', () => {
  test('lies where highdicom puts it, however its files are named and the patient lies', async () => {
    const { grid, identity } = await onlySeries(goldenSources('oblique'));
    const same = expected['oblique']!;
    expectSameGrid(grid, same);
    expect(identity.seriesInstanceUid).toBe(same.seriesInstanceUid);
    expect(identity.frameOfReferenceUid).toBe(same.frameOfReferenceUid);
    expect(new Set(identity.instances.map((i) => i.sopInstanceUid)).size).toBe(7);
  });

  test('has the Hounsfield units that highdicom reads', async () => {
    const ct = await onlySeries(goldenSources('oblique'));
    const { data } = await ct.readRegion(wholeBox(ct.grid));
    expect(data).toEqual(new Int16Array(goldenBytes('oblique.i16').buffer));
  });

  test('is read in parts, and only from the files that hold them', async () => {
    const reads: string[] = [];
    const sources = goldenSources('oblique').map((source) => ({
      name: source.name,
      read: () => {
        reads.push(source.name);
        return source.read();
      },
    }));
    const ct = await onlySeries(sources);
    reads.length = 0;
    const { grid, data } = await ct.readRegion({ lower: [2, 3, 4], upper: [5, 7, 6] });

    const whole = new Int16Array(goldenBytes('oblique.i16').buffer);
    const voxels = [4, 5].flatMap((k) =>
      [3, 4, 5, 6].flatMap((j) => [2, 3, 4].map((i) => whole[(k * 19 + j) * 23 + i]!)),
    );
    expect([...data]).toEqual(voxels);
    expect(grid.size).toEqual([3, 4, 2]);
    expect(new Set(reads).size).toBe(2);
    expect(reads).toHaveLength(2);
  });

  test('has no voxels outside its grid', async () => {
    const ct = await onlySeries(goldenSources('oblique'));
    await expect(ct.readRegion({ lower: [0, 0, 0], upper: [23, 19, 8] })).rejects.toThrow(
      RangeError,
    );
  });

  test('keeps fractional rescale slopes, each slice its own (RLE)', async () => {
    const ct = await onlySeries(goldenSources('fractional-rescale'));
    expectSameGrid(ct.grid, expected['fractional-rescale']!);
    const { data } = await ct.readRegion(wholeBox(ct.grid));
    expect(data).toEqual(new Float32Array(goldenBytes('fractional-rescale.f32').buffer));
  });

  test('ignores the bits that its pixels are not stored in', async () => {
    const ct = await onlySeries(goldenSources('overlay-bits'));
    const { data } = await ct.readRegion(wholeBox(ct.grid));
    expect(data).toEqual(new Int16Array(goldenBytes('overlay-bits.i16').buffer));
  });

  test.each(['implicit', 'deflated'])('may be encoded as %s little endian', async (syntax) => {
    const ct = await onlySeries([fileSource(goldenPath(`syntax/${syntax}.dcm`))]);
    const { data } = await ct.readRegion(wholeBox(ct.grid));
    expect([data[0], data[1], data[23], data[436]]).toEqual([-1000, -993, -969, -288]);
  });

  test('counts copies of an image once', async () => {
    const ct = await onlySeries([...goldenSources('oblique'), ...goldenSources('oblique')]);
    expect(ct.grid.size).toEqual([23, 19, 7]);
  });

  test('says in what its files contradict each other as to the patient', async () => {
    const original = goldenSources('oblique');
    const other = (name: string, from: string, to: string) =>
      changed(original[3]!, name, (bytes) => {
        const at = positionOf(bytes, [...Buffer.from(from, 'latin1')]);
        bytes.set(Buffer.from(to, 'latin1'), at);
      });
    const contradictions = async (...sources: ByteSource[]) =>
      (await onlySeries([...original.filter((_, n) => n !== 3), ...sources])).patientContradictions;
    expect(await contradictions(original[3]!)).toEqual([]);
    expect(await contradictions(await other('id.dcm', 'FIX-1', 'FIX-9'))).toEqual(['PatientID']);
    expect(await contradictions(await other('name.dcm', 'Fixture^J', 'Fixture^K'))).toEqual([
      'PatientName',
    ]);
    expect(await contradictions(await other('case.dcm', 'Fixture^J', 'FIXTURE^J'))).toEqual([]);
    expect(await contradictions(await other('empty.dcm', 'FIX-1', '     '))).toEqual([]);
  });

  test('tells patient, study and acquisition', async () => {
    const ct = await onlySeries(goldenSources('oblique'));
    expect(ct.title).toBe('CT series 4 "OBLIQUE"');
    expect(ct.patient).toEqual({ ageYears: 1.5, sex: 'M' });
    expect(ct.acquisition).toEqual({
      modality: 'CT',
      bodyPartExamined: 'CHEST',
      sliceThicknessMm: 2.5,
      seriesDescription: 'OBLIQUE',
    });
    expect(ct.studyAttributes).toEqual({
      PatientName: 'Fixture^Jürgen',
      PatientID: 'FIX-1',
      PatientSex: 'M',
      PatientAge: '018M',
      StudyInstanceUID: ct.identity.studyInstanceUid,
      StudyDate: '20010203',
      StudyTime: '040506',
      StudyID: 'S1',
      AccessionNumber: 'A1',
    });
  });
});

describe('a folder', () => {
  test('of several series shows the good ones beside the reasons against the others', async () => {
    const folders = ['gap', 'oblique', 'tilt', 'fractional-rescale', 'seg'];
    const { series, refused, otherFiles } = await readCtSeries([
      ...folders.flatMap(goldenSources),
      fileSource(goldenPath('rtstruct.dcm')),
      fileSource(goldenPath('expected.json')),
    ]);
    expect(series.map(({ title }) => title).sort()).toEqual([
      'CT series 4 "OBLIQUE"',
      'CT series 5 "FRACTIONAL RESCALE"',
    ]);
    expect(refused.map(({ error }) => error.code).sort()).toEqual([
      'gantry-tilt',
      'non-uniform-spacing',
    ]);
    expect(otherFiles.filter(({ modality }) => modality === 'SEG')).toHaveLength(15);
    expect(otherFiles.find(({ modality }) => modality === 'RTSTRUCT')?.name).toBe('rtstruct.dcm');
    expect(otherFiles.find(({ error }) => error)?.error?.code).toBe('not-dicom');
  });

  test('with two acquisitions of one place gives a series of each; topograms are no slices', async () => {
    const { series, otherFiles } = await readCtSeries(goldenSources('two-acquisitions'));
    expect(series.map((ct) => [ct.acquisitionNumber, ct.grid.size[2]])).toEqual(
      expect.arrayContaining([
        ['1', 3],
        ['2', 3],
      ]),
    );
    expect(otherFiles).toHaveLength(1);
    for (const ct of series) {
      const { data } = await ct.readRegion(wholeBox(ct.grid));
      const intercept = ct.acquisitionNumber === '1' ? 0 : 100;
      // The fixture's ramp over columns, rows and slices.
      const voxels = Array.from(
        data,
        (_, n) => -1000 + 7 * (n % 23) + 31 * (Math.floor(n / 23) % 19) + 211 * Math.floor(n / 437),
      );
      expect([...data]).toEqual(voxels.map((hu) => hu + intercept));
    }
  });

  test('with a reformat among the slices gives these, and says what the other is', async () => {
    const { series, refused } = await readCtSeries(goldenSources('mixed-orientation'));
    expect(series.map(({ title, grid }) => [title, grid.size[2]])).toEqual([
      ['CT series 9 "MIXED ORIENTATION", 2 of 3 images', 2],
    ]);
    expect(refused.map(({ title, error }) => [title, error.code])).toEqual([
      ['CT series 9 "MIXED ORIENTATION", 1 of 3 images', 'inconsistent-series'],
    ]);
    expect(refused[0]!.error.message).toContain('is a single image beside the slices');
  });

  test('is read no further once cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(readCtSeries(goldenSources('oblique'), { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('a series is refused', () => {
  test('with a slice missing, saying where and by how much', async () => {
    const error = await onlyRefusal(goldenSources('gap'));
    expect(error.code).toBe('non-uniform-spacing');
    expect(error.message).toContain('CT series 7 "GAP"');
    expect(error.message).toContain('5 mm instead of 2.5 mm between slices 3 and 4');
  });

  test('with a tilted gantry, saying by how much', async () => {
    const error = await onlyRefusal(goldenSources('tilt'));
    expect(error.code).toBe('gantry-tilt');
    expect(error.message).toContain('up to 2 mm');
    expect(error.message).toContain('11.3°');
  });

  test('with several images at one position', async () => {
    const sources = await Promise.all(
      goldenSources('two-acquisitions').map(async ({ name, read }) => {
        const bytes = await read();
        const tag = [0x20, 0x00, 0x12, 0x00, 0x49, 0x53, 2, 0];
        const at = bytes.findIndex((_, n) => tag.every((byte, t) => bytes[n + t] === byte));
        bytes[at + tag.length] = '1'.charCodeAt(0);
        return bytesSource(name, bytes);
      }),
    );
    const error = await onlyRefusal(sources);
    expect(error.code).toBe('inconsistent-series');
    expect(error.message).toContain('same position');
  });

  test('with pixels cut off', async () => {
    const [first, ...others] = goldenSources('oblique');
    const bytes = (await first!.read()).subarray(0, -10);
    const error = await onlyRefusal([bytesSource(first!.name, bytes), ...others]);
    expect(error.code).toBe('truncated-pixel-data');
    expect(error.message).toContain(first!.name);
  });

  test('with two images of one UID, whichever is read first', async () => {
    const original = goldenSources('oblique');
    const forged = await changed(original[3]!, 'forged.dcm', (bytes) =>
      bytes.set([1], bytes.length - 20),
    );
    for (const sources of [
      [...original, forged],
      [forged, ...original],
    ]) {
      const error = await onlyRefusal(sources);
      expect(error.code).toBe('inconsistent-series');
      expect(error.message).toContain('forged.dcm');
      expect(error.message).toContain(original[3]!.name);
      expect(error.message).toContain('different images under one SOP Instance UID');
    }
  });

  test('with two images of one UID in different places', async () => {
    const original = goldenSources('oblique');
    const moved = await changed(original[3]!, 'moved.dcm', (bytes) => {
      const at = positionOf(bytes, [0x20, 0x00, 0x32, 0x00, 0x44, 0x53]) + 8;
      bytes[at] = bytes[at] === 0x31 ? 0x32 : 0x31;
    });
    expect((await onlyRefusal([...original, moved])).message).toContain('moved.dcm');
  });

  test('and the other too that holds the same UID with other pixels', async () => {
    const original = goldenSources('oblique');
    const elsewhere = await changed(original[3]!, 'elsewhere.dcm', (bytes) => {
      bytes.set([1], bytes.length - 20);
      const at = positionOf(bytes, [0x20, 0x00, 0x0e, 0x00, 0x55, 0x49]) + 8;
      bytes[at + 29] = bytes[at + 29] === 0x31 ? 0x32 : 0x31;
    });
    const { series, refused } = await readCtSeries([...original, elsewhere]);
    expect(series).toEqual([]);
    expect(refused.map(({ error }) => error.code)).toEqual([
      'inconsistent-series',
      'inconsistent-series',
    ]);
  });

  test('in a transfer syntax that is not decoded, by its name', async () => {
    const error = await onlyRefusal([fileSource(goldenPath('syntax/jpeg-2000.dcm'))]);
    expect(error.code).toBe('unsupported-transfer-syntax');
    expect(error.message).toContain('JPEG 2000 Lossless');
  });
});

describe('a file is refused', () => {
  test('in big endian, by name', async () => {
    const { otherFiles } = await readCtSeries([fileSource(goldenPath('syntax/big-endian.dcm'))]);
    expect(otherFiles[0]!.error?.code).toBe('unsupported-transfer-syntax');
    expect(otherFiles[0]!.error?.message).toContain('Explicit VR Big Endian');
  });

  test('with attributes that cannot be parsed', async () => {
    const bytes = goldenBytes('oblique/011.dcm').slice(0, 700);
    const { otherFiles, series } = await readCtSeries([bytesSource('cut.dcm', bytes)]);
    expect(series).toEqual([]);
    expect(otherFiles[0]!.error?.code).toBe('malformed-object');
    expect(otherFiles[0]!.error?.message).toContain('cut.dcm');
  });
});

const clinicalCt = dataFolder('tcia/R01-001-ct');
(clinicalCt ? test : test.skip)('a clinical chest CT opens as one series', async () => {
  const ct = await onlySeries(folderSources(clinicalCt!));
  expect(ct.grid.size).toEqual([512, 512, 304]);
  expect(ct.patient).toEqual({ ageYears: 78, sex: 'F' });
});

const phantomCt = dataFolder('ct-seg/ibsi-ct/dicom/image');
(phantomCt ? test : test.skip)('the IBSI phantom has the voxels that pydicom reads', async () => {
  const ct = await onlySeries(folderSources(phantomCt!));
  const { data } = await ct.readRegion(wholeBox(ct.grid));
  const { ibsiImage } = goldenJson<{ ibsiImage: { sha256: string } }>('samples.json');
  expect(createHash('sha256').update(data).digest('hex')).toBe(ibsiImage.sha256);
});
