import type { SeriesIdentity } from '@mutation-prediction/core';
import type { CornerstoneLibraries, Segmentation } from '../viewer/ohif.js';
import { paintRuns } from './paintRuns.js';

const SIZE = 4;
const identity = {
  instances: ['first', 'second'].map((sopInstanceUid) => ({ sopClassUid: '1', sopInstanceUid })),
} as unknown as SeriesIdentity;

/** A labelmap whose images come in reverse order of the slices. */
function labelmap() {
  const pixels = { first: new Uint8Array(SIZE * SIZE), second: new Uint8Array(SIZE * SIZE) };
  const changed: string[] = [];
  const libraries = {
    cornerstone: {
      cache: {
        getImage: (id: 'first' | 'second') => ({
          columns: SIZE,
          referencedImageId: id,
          voxelManager: { getScalarData: () => pixels[id] },
        }),
      },
      metaData: { get: (_: string, id: string) => ({ SOPInstanceUID: id }) },
    },
    cornerstoneTools: {
      segmentation: {
        triggerSegmentationEvents: {
          triggerSegmentationDataModified: (id: string) => changed.push(id),
        },
      },
    },
  } as unknown as CornerstoneLibraries;
  const segmentation = {
    segmentationId: 'nodules',
    label: 'nodules',
    segments: {},
    representationData: { Labelmap: { imageIds: ['second', 'first'] } },
  } as unknown as Segmentation;
  return { pixels, changed, libraries, segmentation };
}

test('a voxel is painted on the image of its slice, and the viewer is told once', () => {
  const { pixels, changed, libraries, segmentation } = labelmap();
  const runs = [{ start: 1, end: 3, j: 2, k: 1 }];
  paintRuns(segmentation, { identity }, [{ runs, from: 0, to: 2 }], libraries);
  expect([...pixels.second].flatMap((label, n) => (label === 2 ? [n] : []))).toEqual([9, 10]);
  expect(pixels.first.every((label) => label === 0)).toBe(true);
  expect(changed).toEqual(['nodules']);
});

test('other labels stay, and so does what was painted beside it', () => {
  const { pixels, libraries, segmentation } = labelmap();
  pixels.first.set([1, 0, 2, 0], 0);
  const row = [{ start: 0, end: 4, j: 0, k: 0 }];
  paintRuns(segmentation, { identity }, [{ runs: row, from: 0, to: 2 }], libraries);
  expect([...pixels.first.subarray(0, 4)]).toEqual([1, 2, 2, 2]);

  const before = [{ start: 0, end: 2, j: 0, k: 0 }];
  const after = [{ start: 1, end: 2, j: 0, k: 0 }];
  paintRuns(
    segmentation,
    { identity },
    [
      { runs: before, from: 2, to: 0 },
      { runs: after, from: 0, to: 2 },
    ],
    libraries,
  );
  expect([...pixels.first.subarray(0, 4)]).toEqual([1, 2, 2, 2]);
});
