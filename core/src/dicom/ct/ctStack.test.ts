import { hasRepeatedPositions, stackSlices } from './ctStack.js';
import { imagePlane } from './imagePlane.js';

const slicesAt = (...positions: readonly number[]) =>
  positions.map((z, k) => ({
    source: { name: `slice ${k + 1}` },
    rows: 4,
    columns: 5,
    frameOfReferenceUid: '2.25.1',
    plane: imagePlane([0, 0, z], [1, 0, 0, 0, 1, 0], [1, 1], `slice ${k + 1}`),
  }));

const stack = (...positions: readonly number[]) =>
  stackSlices(slicesAt(...positions), undefined, 'the series');

const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('stackSlices', () => {
  it('forgives positions that were written with one decimal', () => {
    // 1.25 mm apart, as -100, -98.8, -97.5, …
    const { grid } = stack(-100, -98.8, -97.5, -96.3, -95);
    expect(grid.axes[2][2]).toBeCloseTo(1.25, 9);
    expect(stack(0, 1.249, 2.452, 3.75).grid.size).toEqual([5, 4, 4]);
  });

  it.each([0.06, 0.2, 0.35])('refuses a slice that is %d mm out of place', (shift) => {
    const error = thrownBy(() => stack(0, 2.5, 5 + shift, 7.5, 10));
    expect(error).toMatchObject({ code: 'non-uniform-spacing' });
    expect(error).toHaveProperty('message', expect.stringContaining('(slice 2, slice 3)'));
  });

  it('takes slices a twentieth of a millimetre apart for the same position, and no others', () => {
    expect(hasRepeatedPositions(slicesAt(0, 0.04, 1))).toBe(true);
    expect(hasRepeatedPositions(slicesAt(0, 0.3, 0.6))).toBe(false);
    expect(stack(0, 0.3, 0.6).grid.size[2]).toBe(3);
    expect(thrownBy(() => stack(0, 0.04, 0.08))).toMatchObject({ code: 'inconsistent-series' });
  });
});
