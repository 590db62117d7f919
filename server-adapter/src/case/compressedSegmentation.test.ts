/** Segmentations in the transfer syntaxes that need a codec: test/golden/dicom/make_compressed_seg.py. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listSegments } from './listSegments.js';
import { openSegmentation } from './openSegmentation.js';

const golden = path.join(process.cwd(), 'test/golden/dicom');
const expected = JSON.parse(
  readFileSync(path.join(golden, 'seg-compressed.json'), 'utf8'),
) as Record<string, Record<string, number>>;
const fileOf = (name: string) => path.join(golden, 'seg-compressed', name);

const labelMaps = Object.keys(expected).filter((name) => name.startsWith('labelmap'));

test.each(labelMaps)('%s has the voxels that pydicom decodes', async (name) => {
  const { segments } = listSegments(await openSegmentation(fileOf(name)));
  const counts = segments.map(({ number, voxelCount }) => [String(number), voxelCount]);
  expect(Object.fromEntries(counts)).toEqual(expected[name]);
});

test('a fractional one has them above any threshold, one half unless told', async () => {
  const name = 'fractional-jpeg-ls.dcm';
  const countAbove = async (threshold?: number) => {
    const { segments } = listSegments(await openSegmentation(fileOf(name), { threshold }));
    return segments[0]!.voxelCount;
  };
  for (const [threshold, voxels] of Object.entries(expected[name]!)) {
    expect(await countAbove(Number(threshold))).toBe(voxels);
  }
  expect(await countAbove()).toBe(expected[name]!['0.5']);
});
