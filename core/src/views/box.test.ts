import type { Grid } from '../imaging/grid.js';
import { sampleMaskBox } from './box.js';

/** Six voxels along the patient's L, 1 mm apart; the lesion is the upper half. */
const grid: Grid = {
  size: [6, 1, 1],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const upper = { grid, data: Uint8Array.of(0, 0, 0, 1, 1, 1) };
const lower = { grid, data: Uint8Array.of(1, 1, 1, 0, 0, 0) };

/** Samples 1 mm apart, the first at the position. */
const samplesFrom = (x: number) => ({
  centreLps: [x + 1, 0, 0] as const,
  size: [3, 1, 1] as const,
  spacingMm: 1,
  outsideHu: -1000,
});

describe('sampleMaskBox', () => {
  it('takes the higher voxel half-way between two', () => {
    expect([...sampleMaskBox(upper, samplesFrom(1.5))]).toEqual([0, 1, 1]);
    expect([...sampleMaskBox(lower, samplesFrom(1.5))]).toEqual([1, 0, 0]);
  });

  it('lets no last bit decide what is half-way', () => {
    expect([...sampleMaskBox(upper, samplesFrom(1.5 - 5e-7))]).toEqual([0, 1, 1]);
    expect([...sampleMaskBox(upper, samplesFrom(1.5 + 5e-7))]).toEqual([0, 1, 1]);
    expect([...sampleMaskBox(upper, samplesFrom(1.5 - 1e-5))]).toEqual([0, 0, 1]);
  });

  it('is empty outside the volume', () => {
    expect([...sampleMaskBox(upper, samplesFrom(4))]).toEqual([1, 1, 0]);
    expect([...sampleMaskBox(lower, samplesFrom(-1))]).toEqual([0, 1, 1]);
  });
});
