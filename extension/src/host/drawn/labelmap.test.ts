import type { CtImage, SeriesIdentity } from '@mutation-prediction/core';
import type { LabelmapSlice } from './labelmap.js';
import { labelmapMask } from './labelmap.js';

/** Three slices of 2 columns × 1 row; SOP Instance UIDs ct-0, ct-1, ct-2 from k = 0. */
const ct = {
  grid: {
    size: [2, 1, 3],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  identity: {
    instances: [0, 1, 2].map((k) => ({ sopClassUid: '1.2', sopInstanceUid: `ct-${k}` })),
  },
} as unknown as CtImage & { readonly identity: SeriesIdentity };

const drawnOn = (sopInstanceUid: string, ...pixels: number[]): LabelmapSlice => ({
  rows: 1,
  columns: 2,
  pixels,
  drawnOn: { sopInstanceUid },
});

const finder = (images: Record<string, LabelmapSlice>) => (imageId: string) => images[imageId];

const read = (
  images: Record<string, LabelmapSlice>,
  segment: number,
  imageIds = Object.keys(images),
): number[] => [...labelmapMask({ imageIds }, segment, ct, finder(images), 'it').data];

describe('labelmapMask', () => {
  it('places images by the CT image they were drawn on, not by their order', () => {
    const images = {
      a: drawnOn('ct-2', 0, 1),
      b: drawnOn('ct-1', 2, 0),
      c: drawnOn('ct-0', 1, 1),
    };
    expect(read(images, 1)).toEqual([1, 1, 0, 0, 0, 1]);
    expect(read(images, 2)).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('leaves slices without an image empty', () => {
    const images = { a: drawnOn('ct-1', 1, 0) };
    expect(read(images, 1, ['a', 'never-drawn'])).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('joins several images of one slice, as OHIF keeps overlapping segments without layers', () => {
    const images = { a: drawnOn('ct-0', 1, 0), b: drawnOn('ct-0', 2, 1) };
    expect(read(images, 1)).toEqual([1, 1, 0, 0, 0, 0]);
    expect(read(images, 2)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('reads a segment from its own layer under the label it has there', () => {
    const images = { a: drawnOn('ct-0', 1, 0), b: drawnOn('ct-0', 1, 1) };
    const labelmap = {
      labelmaps: { first: { imageIds: ['a'] }, second: { imageIds: ['b'] } },
      segmentBindings: {
        1: { labelmapId: 'first', labelValue: 1 },
        2: { labelmapId: 'second', labelValue: 1 },
      },
    };
    const readLayer = (segment: number) => [
      ...labelmapMask(labelmap, segment, ct, finder(images), 'it').data.subarray(0, 2),
    ];
    expect(readLayer(1)).toEqual([1, 0]);
    expect(readLayer(2)).toEqual([1, 1]);
  });

  it('refuses voxels on images of another series instead of dropping them', () => {
    const images = { a: drawnOn('ct-0', 1, 0), b: drawnOn('elsewhere', 1, 0) };
    expect(() => read(images, 1)).toThrow(
      expect.objectContaining({ code: 'segment-outside-image' }),
    );
    expect(read({ ...images, b: drawnOn('elsewhere', 0, 0) }, 1)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('refuses images of another size', () => {
    const images = { a: { ...drawnOn('ct-0', 1), columns: 1 } };
    expect(() => read(images, 1)).toThrow(expect.objectContaining({ code: 'inconsistent-series' }));
  });
});
