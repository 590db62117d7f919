import { readFileSync } from 'node:fs';
import type { Ellipsoid } from '../../../test/support/hashedCt.js';
import { ellipsoidMask, hash32 } from '../../../test/support/hashedCt.js';
import { componentMask, labelComponents } from './connectedComponents.js';
import type { Grid } from './grid.js';
import { lesionCandidates } from './lesionCandidates.js';
import { measureLesion } from './measureLesion.js';
import { resampleMask } from './resampleMask.js';
import type { Vector3 } from './vector.js';
import type { Mask } from './volume.js';

/** From SciPy and SimpleITK: test/golden/imaging/make_golden.py. */
interface Drawn {
  readonly grid: Grid;
  readonly percent?: number;
  readonly ellipsoid?: Ellipsoid;
}
interface Measured extends Drawn {
  readonly name: string;
  readonly centroidLps: Vector3;
  readonly volumeMm3: number;
  readonly longestDiameterMm: number;
  readonly sliceCount: number;
  readonly componentSizes: readonly number[];
}
interface Resampled {
  readonly name: string;
  readonly grid: Grid;
  readonly voxelCount: number;
  readonly bits: string;
}

const golden = JSON.parse(
  readFileSync(new URL('../../../test/golden/imaging/golden.json', import.meta.url), 'utf8'),
) as {
  readonly measured: readonly Measured[];
  readonly resampled: { readonly source: Drawn; readonly targets: readonly Resampled[] };
};

function draw({ grid, percent = 0, ellipsoid }: Drawn): Mask {
  if (ellipsoid) return ellipsoidMask(grid, ellipsoid);
  const [ni, nj, nk] = grid.size;
  const data = Uint8Array.from({ length: ni * nj * nk }, (_, n) =>
    hash32(n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))) % 100 < percent ? 1 : 0,
  );
  return { grid, data };
}

function emptyMask(size: Vector3): Mask {
  const grid: Grid = {
    size,
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  return { grid, data: new Uint8Array(size[0] * size[1] * size[2]) };
}

describe.each(golden.measured)('$name', (expected) => {
  const mask = draw(expected);

  test('is measured as SciPy measures it', () => {
    const measured = measureLesion(mask);
    for (const axis of [0, 1, 2] as const) {
      expect(measured.centroidLps[axis]).toBeCloseTo(expected.centroidLps[axis], 9);
    }
    expect(measured.volumeMm3).toBeCloseTo(expected.volumeMm3, 6);
    expect(measured.longestDiameterMm).toBeCloseTo(expected.longestDiameterMm, 9);
    expect(measured.sliceCount).toBe(expected.sliceCount);
    expect(measured.partCount).toBe(expected.componentSizes.length);
  });

  test('falls into the same components, which together are the mask', () => {
    const components = labelComponents(mask);
    expect(components.map((component) => component.voxelCount)).toEqual(expected.componentSizes);
    const union = new Uint8Array(mask.data.length);
    components.forEach((_, n) => {
      componentMask(mask, n + 1).data.forEach((value, index) => (union[index]! += value));
    });
    expect(union).toEqual(mask.data);
  });
});

describe('a mask carried to another grid', () => {
  const source = draw(golden.resampled.source);

  test.each(golden.resampled.targets)(
    '$name, as SimpleITK carries it',
    ({ grid, bits, voxelCount }) => {
      const { data } = resampleMask(source, grid);
      const expected = Buffer.from(bits, 'base64');
      expect(data.reduce((sum, value) => sum + value, 0)).toBe(voxelCount);
      expect(data.every((value, n) => value === ((expected[n >> 3]! >> (7 - (n & 7))) & 1))).toBe(
        true,
      );
    },
  );
});

test('an empty mask is refused in words', () => {
  expect(() => measureLesion(emptyMask([4, 4, 4]))).toThrow(
    expect.objectContaining({ code: 'empty-segment' }),
  );
});

test('the bounding box is half-open and tight, also at the ends of rows', () => {
  const mask = emptyMask([6, 5, 4]);
  mask.data[(1 * 5 + 2) * 6 + 5] = 1;
  mask.data[(1 * 5 + 3) * 6 + 0] = 1;
  const { boundingBox, partCount } = measureLesion(mask);
  expect(boundingBox).toEqual({ lower: [0, 2, 1], upper: [6, 4, 2] });
  expect(partCount).toBe(2);
});

describe('the lesions that a segment offers', () => {
  const grid = emptyMask([60, 20, 20]).grid;
  const ball = (centre: readonly [number, number, number], limit: number) =>
    ellipsoidMask(grid, { centre, weights: [1, 1, 1], limit });
  const union = (...masks: Mask[]): Mask => ({
    grid,
    data: masks[0]!.data.map((_, n) => (masks.some((mask) => mask.data[n] === 1) ? 1 : 0)),
  });

  test('are the whole alone when the other parts are crumbs', () => {
    const candidates = lesionCandidates(union(ball([10, 10, 10], 36), ball([40, 10, 10], 1)));
    expect(candidates).toHaveLength(1);
    expect(candidates[0]!.component).toBeUndefined();
    expect(candidates[0]!.measurements.partCount).toBe(2);
  });

  test('are the whole and each significant part, largest first', () => {
    const [whole, first, second, ...others] = lesionCandidates(
      union(ball([12, 10, 10], 16), ball([45, 10, 10], 36)),
    );
    expect(others).toHaveLength(0);
    expect(whole!.measurements.partCount).toBe(2);
    expect([first!.component, second!.component]).toEqual([1, 2]);
    expect(first!.measurements.centroidLps[0]).toBeCloseTo(45, 9);
    expect(second!.measurements.centroidLps[0]).toBeCloseTo(12, 9);
  });
});
