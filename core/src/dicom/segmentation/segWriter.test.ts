import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldenJson, goldenPath, goldenSources } from '../../../../test/support/dicomFiles.js';
import type { Mask } from '../../imaging/volume.js';
import type { CtSeries } from '../ct/ctSeries.js';
import { readCtSeries } from '../ct/ctSeries.js';
import { encodePart10 } from '../writing/part10.js';
import { readSegmentationObject, readSegmentMask } from './segmentationObject.js';
import { buildSegmentation } from './segWriter.js';

const { masks } = goldenJson<{ masks: Record<string, { voxels: number[] }[]> }>('expected.json');
/** Two overlapping lesions, one of them in two parts with empty slices between. */
const lesions = masks['seg/binary.dcm']!.map(({ voxels }) => voxels);

let ct: CtSeries;
let folder: string;

beforeAll(async () => {
  ct = (await readCtSeries(goldenSources('oblique'))).series[0]!;
  folder = mkdtempSync(join(tmpdir(), 'seg-writer-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function maskOf(voxels: readonly number[]): Mask {
  const data = new Uint8Array(23 * 19 * 7);
  for (const n of voxels) data[n] = 1;
  return { grid: ct.grid, data };
}

const build = (voxels: readonly (readonly number[])[]) =>
  buildSegmentation({
    ct,
    studyAttributes: ct.studyAttributes,
    segments: voxels.map((indices, s) => ({
      mask: maskOf(indices),
      label: `Läsion ${s + 1}`,
      trackingId: `Lesion ${s + 1}`,
      trackingUid: `2.25.${s + 1}`,
      ...(s === 1 && { algorithmName: 'Region growing' }),
    })),
    seriesDescription: 'Segmentation',
    seriesNumber: 9400,
    now: new Date(2026, 0, 2, 3, 4, 5),
  });

async function write(): Promise<string> {
  const path = join(folder, 'written.dcm');
  writeFileSync(path, new Uint8Array(await encodePart10(build(lesions).dataset)));
  return path;
}

test('returns from our own reader', async () => {
  const { dataset, segments } = build(lesions);
  const object = readSegmentationObject(new Uint8Array(await encodePart10(dataset)), 'written');
  expect(object.segments).toEqual([
    {
      number: 1,
      label: 'Lasion 1',
      algorithmType: 'MANUAL',
      trackingId: 'Lesion 1',
      trackingUid: '2.25.1',
      codes: {
        category: { value: '85756007', scheme: 'SCT', meaning: 'Tissue' },
        type: { value: '85756007', scheme: 'SCT', meaning: 'Tissue' },
      },
    },
    expect.objectContaining({ number: 2, algorithmType: 'SEMIAUTOMATIC' }),
  ]);
  expect(object.referencedSeriesUids).toEqual([ct.identity.seriesInstanceUid]);
  expect(segments.map(({ segmentNumber }) => segmentNumber)).toEqual([1, 2]);
  for (const segment of segments) expect(segment).toMatchObject(object.identity);
  lesions.forEach((voxels, s) => {
    const { mask, resampled } = readSegmentMask(object, s + 1, {
      grid: ct.grid,
      frameOfReferenceUid: ct.identity.frameOfReferenceUid,
    });
    expect(mask.data).toEqual(maskOf(voxels).data);
    expect(resampled).toBe(false);
  });
});

test('writes only the slices that show a segment', () => {
  const slices = lesions.map((voxels) => new Set(voxels.map((n) => Math.floor(n / (23 * 19)))));
  const frames = slices.reduce((sum, { size }) => sum + size, 0);
  expect(build(lesions).dataset['NumberOfFrames']).toBe(String(frames));
  expect(frames).toBeLessThan(2 * 7);
});

test('refuses a segment without voxels', () => {
  expect(() => build([lesions[0]!, []])).toThrow(
    expect.objectContaining({
      code: 'empty-segment',
      message: expect.stringContaining('"Läsion 2"') as string,
    }),
  );
});

const hasDciodvfy = spawnSync('dciodvfy', ['--help']).error === undefined;
if (!hasDciodvfy) process.stderr.write('skipped: dciodvfy is not installed\n');
(hasDciodvfy ? test : test.skip)('passes dciodvfy', async () => {
  const { status, stderr } = spawnSync('dciodvfy', [await write()], { encoding: 'utf8' });
  expect(stderr.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
  expect(status).toBe(0);
});

const python = process.env['MP_PYTHON'] ?? 'python3';
const hasHighdicom = spawnSync(python, ['-c', 'import highdicom']).status === 0;
if (!hasHighdicom) process.stderr.write('skipped: no python with highdicom (MP_PYTHON)\n');
(hasHighdicom ? test : test.skip)('is read voxel for voxel by highdicom', async () => {
  const script = goldenPath('read_segmentation.py');
  const arguments_ = [script, await write(), goldenPath('oblique')];
  const { stdout, stderr } = spawnSync(python, arguments_, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    '1': { label: 'Lasion 1', trackingUid: '2.25.1', voxels: lesions[0] },
    '2': { label: 'Lasion 2', trackingUid: '2.25.2', voxels: lesions[1] },
  });
});

test('of an enhanced CT names the frame under each of its own, and the image once', async () => {
  const { series } = await readCtSeries(goldenSources('ct/enhanced/two-files'));
  const { grid, identity, studyAttributes } = series[0]!;
  const area = grid.size[0] * grid.size[1];
  const data = new Uint8Array(area * grid.size[2]);
  for (const k of [0, 2, 3]) data[k * area + 5] = 1;
  const { dataset } = buildSegmentation({
    ct: { grid, identity },
    studyAttributes,
    segments: [{ mask: { grid, data }, label: 'A', trackingId: 'A', trackingUid: '2.25.1' }],
    seriesDescription: 'Segmentation',
    seriesNumber: 1,
    now: new Date(2026, 0, 2),
  });
  const written = readSegmentationObject(new Uint8Array(await encodePart10(dataset)), 'written');
  expect(written.referencedFrames).toEqual(
    [0, 2, 3].map((k) => {
      const { sopInstanceUid, frameNumber } = identity.instances[k]!;
      return `${sopInstanceUid} ${frameNumber}`;
    }),
  );
  expect(dataset).toMatchObject({
    PerFrameFunctionalGroupsSequence: [0, 2, 3].map((k) => ({
      DerivationImageSequence: [
        {
          SourceImageSequence: [
            {
              ReferencedSOPInstanceUID: identity.instances[k]!.sopInstanceUid,
              ReferencedFrameNumber: String(identity.instances[k]!.frameNumber),
            },
          ],
        },
      ],
    })),
    ReferencedSeriesSequence: [
      {
        ReferencedInstanceSequence: [0, 3].map((k) => ({
          ReferencedSOPInstanceUID: identity.instances[k]!.sopInstanceUid,
        })),
      },
    ],
  });
});
