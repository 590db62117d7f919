import { fillRuns, maskRuns, type CtImage, type Mask } from '@mutation-prediction/core';
import { chooseLesion } from './chooseLesion.js';
import type { SegmentationFile } from './openSegmentation.js';

/** Two parts along a line: three voxels and one. */
const mask: Mask = {
  grid: {
    size: [6, 1, 1],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  data: Uint8Array.of(1, 1, 1, 0, 0, 1),
};
const ct: CtImage = {
  grid: mask.grid,
  acquisition: {},
  readRegion: () => Promise.reject(new Error('voxels were read')),
};

const segmentation = (...segments: SegmentationFile['segments']): SegmentationFile => ({
  name: 'SEG.dcm',
  kind: 'SEG',
  reference: { name: 'SEG.dcm' },
  segments,
  maskOn: () => ({ mask, resampled: false }),
});
const tracked = segmentation({ number: 3, label: 'Tumour', trackingUid: '2.25.5' });

describe('chooseLesion', () => {
  it('takes the only segment whole, under the UID that it is tracked by', () => {
    const { source, mask: chosen } = chooseLesion(tracked, ct, {});
    expect(source).toMatchObject({
      label: 'Tumour',
      trackingUid: '2.25.5',
      segmentation: { kind: 'SEG', segmentNumber: 3, segmentLabel: 'Tumour' },
      inputWarnings: [],
    });
    expect(source.segmentation).not.toHaveProperty('component');
    expect(chosen).toEqual({ grid: mask.grid, runs: maskRuns(mask) });
  });

  it('gives a part a tracking UID of its own: it is not the whole segment', () => {
    const { source, mask: part, segmentMask } = chooseLesion(tracked, ct, { component: 2 });
    expect(source).toMatchObject({ label: 'Tumour, part 2', segmentation: { component: 2 } });
    expect(source.trackingUid).toMatch(/^2\.25\.\d{9,}$/);
    expect([...fillRuns(part.grid, part.runs).data]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(fillRuns(segmentMask.grid, segmentMask.runs)).toEqual(mask);
  });

  it('gives a segment without a tracking UID a new one', () => {
    const untracked = segmentation({ number: 1 });
    const [a, b] = [1, 2].map(() => chooseLesion(untracked, ct, {}).source);
    expect(a!.label).toBe('Segment 1');
    expect(a!.trackingUid).not.toBe(b!.trackingUid);
  });

  it('does not choose among several segments, nor one that is not there', () => {
    const several = segmentation({ number: 1 }, { number: 2, label: 'Node' });
    const refusal = (message: string) =>
      expect.objectContaining({ code: 'no-segment', message: expect.stringContaining(message) });
    expect(() => chooseLesion(several, ct, {})).toThrow(refusal('several segments: 1, 2 "Node"'));
    expect(() => chooseLesion(several, ct, { segment: 7 })).toThrow(refusal('has no segment 7'));
    expect(() => chooseLesion(tracked, ct, { component: 3 })).toThrow(refusal('has 2 parts'));
    expect(chooseLesion(several, ct, { segment: 2 }).source.label).toBe('Node');
  });
});
