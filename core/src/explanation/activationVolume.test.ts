import type { Grid } from '../imaging/grid.js';
import { indexToLps, lpsToIndex } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';
import { dot, norm, scale, subtract } from '../imaging/vector.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { LesionViews } from '../views/lesionViews.js';
import { viewPlaneSchema, type ViewPlane } from '../contract/modelManifest.js';
import {
  activationReach,
  activationVolume,
  cellSizeMm,
  imageActivation,
  imageGrids,
  strongestActivation,
  type Seen,
} from './activationVolume.js';

const CENTRE: Vector3 = [12, -30, 55];
const CUBE = 32;
/** Cells per edge of a map: each is 32 / 4 = 8 mm wide on the three planes through the middle. */
const CELLS = 4;
const SIGMA = 8 / (2 * Math.sqrt(2 * Math.log(2)));

function seenViews(planes: readonly ViewPlane[]): Seen {
  const views = { planes, cubeSize: CUBE, cubeSpacingMm: 1, centreLps: CENTRE, size: 64 };
  return { views: views as LesionViews };
}

function mapsOf(
  images: number,
  value: (target: number, image: number, row: number, column: number) => number,
): ActivationMaps {
  const cells = CELLS * CELLS;
  const data = Float32Array.from({ length: 2 * images * cells }, (_, n) =>
    value(
      Math.floor(n / (images * cells)),
      Math.floor(n / cells) % images,
      Math.floor(n / CELLS) % CELLS,
      n % CELLS,
    ),
  );
  return {
    input: 'views',
    method: 'cam',
    targets: ['EGFR', 'KRAS'],
    images,
    size: [CELLS, CELLS],
    data,
  };
}

/** One point as a grid of one voxel. */
const at = (origin: Vector3): Grid => ({
  size: [1, 1, 1],
  origin,
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
});

/** The axial view runs through sample 16 of 0 … 31: half a millimetre above the centre. */
const AXIAL_S = CENTRE[2] + 0.5;

describe('one plane', () => {
  const seen = seenViews(['axial']);
  const maps = mapsOf(1, (target, _, row, column) => 10 * target + row + 0.1 * column);
  const value = (point: Vector3, target = 'EGFR') =>
    activationVolume(seen, maps, target, at(point)).data[0]!;

  it('holds a cell’s value at its centre', () => {
    // Cell (1, 2): rows toward P from −16, columns toward L.
    const cell: Vector3 = [CENTRE[0] - 16 + 2.5 * 8, CENTRE[1] - 16 + 1.5 * 8, AXIAL_S];
    expect(value(cell)).toBeCloseTo(1.2, 5);
    expect(value(cell, 'KRAS')).toBeCloseTo(11.2, 5);
  });

  it('is linear between centres, and keeps the outermost to the edge', () => {
    const row = (mm: number): Vector3 => [CENTRE[0] - 12, CENTRE[1] - 16 + mm, AXIAL_S];
    expect(value(row(8))).toBeCloseTo(0.5, 5);
    expect(value(row(10))).toBeCloseTo(0.75, 5);
    expect(value(row(31.9))).toBeCloseTo(3, 5);
    expect(value(row(32.1))).toBe(0);
  });

  it('is half as much half a cell off the plane, and nothing beyond 3σ', () => {
    const off = (mm: number): Vector3 => [CENTRE[0] + 12, CENTRE[1] + 12, AXIAL_S + mm];
    expect(value(off(4))).toBeCloseTo(3.3 / 2, 5);
    expect(value(off(-4))).toBeCloseTo(3.3 / 2, 5);
    expect(value(off(3 * SIGMA + 0.01))).toBe(0);
  });
});

it('is the mean of the planes that cross', () => {
  const seen = seenViews(['axial', 'coronal']);
  const maps = mapsOf(2, (_, image) => (image ? 5 : -1));
  // Both planes run through here.
  const crossing: Vector3 = [CENTRE[0], CENTRE[1] + 0.5, AXIAL_S];
  const [value] = activationVolume(seen, maps, 'EGFR', at(crossing)).data;
  expect(value).toBeCloseTo(2, 5);
});

it('is of one image alone where that is asked for', () => {
  const seen = seenViews(['axial', 'coronal']);
  const maps = mapsOf(2, (_, image) => (image ? 5 : -1));
  const crossing: Vector3 = [CENTRE[0], CENTRE[1] + 0.5, AXIAL_S];
  const values = [0, 1].map(
    (image) => imageActivation(seen, maps, 'EGFR', image, at(crossing)).data[0],
  );
  expect(values[0]).toBeCloseTo(-1, 5);
  expect(values[1]).toBeCloseTo(5, 5);
  expect(cellSizeMm(seen, maps)).toBe(8);
});

it('never exceeds what the maps say', () => {
  const planes = viewPlaneSchema.options;
  const maps = mapsOf(planes.length, () => 2);
  const grid: Grid = { ...at([-10, -50, 35]), size: [45, 45, 45] };
  const { data } = activationVolume(seenViews(planes), maps, 'KRAS', grid);
  expect(data.reduce((a, b) => Math.max(a, b))).toBeCloseTo(2, 5);
  expect(data.reduce((a, b) => Math.min(a, b))).toBe(0);
});

it('is the formula at every voxel of an oblique grid', () => {
  const planes = viewPlaneSchema.options;
  const seen = seenViews(planes);
  const maps = mapsOf(planes.length, (target, image, row, column) =>
    Math.sin(7 * target + 3 * image + 2 * row + 5 * column),
  );
  const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
  const grid: Grid = {
    size: [14, 11, 9],
    origin: [-8, -58, 30],
    axes: [
      [3 * c, 3 * s, 0],
      [-4 * s, 4 * c, 0],
      [0, 0, 6],
    ],
  };
  const { data } = activationVolume(seen, maps, 'KRAS', grid);
  let n = 0;
  let nonZero = 0;
  for (let k = 0; k < 9; k++)
    for (let j = 0; j < 11; j++)
      for (let i = 0; i < 14; i++, n++) {
        const expected = byDefinition(seen, maps, 1, indexToLps(grid, [i, j, k]));
        if (expected !== 0) nonZero++;
        expect(data[n]).toBeCloseTo(expected, 5);
      }
  expect(nonZero).toBeGreaterThan(300);
});

/** As documented, point by point, with distances in millimetres. */
function byDefinition(seen: Seen, maps: ActivationMaps, target: number, point: Vector3): number {
  let [sum, weights] = [0, 0];
  imageGrids(seen, maps).forEach((image, index) => {
    const [x, y] = lpsToIndex(image, point);
    if (x < -0.5 || y < -0.5 || x > CUBE - 0.5 || y > CUBE - 0.5) return;
    const normal = scale(image.axes[2], 1 / norm(image.axes[2]));
    const distance = Math.abs(dot(subtract(point, image.origin), normal));
    const cell = ((norm(image.axes[0]) + norm(image.axes[1])) / 2) * (CUBE / CELLS);
    const sigma = cell / 2.354820045;
    if (distance > 3 * sigma) return;
    const weight = Math.exp((-distance * distance) / (2 * sigma * sigma));
    const cellAt = (sample: number) =>
      Math.max(0, Math.min(CELLS - 1, (sample + 0.5) / (CUBE / CELLS) - 0.5));
    const [u, v] = [cellAt(x), cellAt(y)];
    const value = (row: number, column: number) =>
      maps.data[
        ((target * maps.images + index) * CELLS + Math.min(CELLS - 1, row)) * CELLS +
          Math.min(CELLS - 1, column)
      ]!;
    const [r, q] = [Math.floor(v), Math.floor(u)];
    sum +=
      weight *
      ((1 - (v - r)) * ((1 - (u - q)) * value(r, q) + (u - q) * value(r, q + 1)) +
        (v - r) * ((1 - (u - q)) * value(r + 1, q) + (u - q) * value(r + 1, q + 1)));
    weights += weight;
  });
  return sum / Math.max(1, weights);
}

it('takes a map in space as it is: trilinear inside, nothing outside', () => {
  const grid: Grid = { ...at([0, 0, 0]), size: [16, 12, 8] };
  const seen: Seen = {
    images: [
      {
        input: 'volume',
        kind: 'volume',
        grids: [grid],
        data: new Int16Array(1),
        unit: 'hu',
        mask: new Uint8Array(1),
      },
    ],
  };
  // Cells of 4 mm whose value is their centre's 2·L − 3·P + S.
  const centre = (cell: number) => 4 * cell + 1.5;
  const data = Float32Array.from({ length: 24 }, (_, n) => {
    const [x, y, z] = [n % 4, Math.floor(n / 4) % 3, Math.floor(n / 12)];
    return 2 * centre(x) - 3 * centre(y) + centre(z);
  });
  const maps: ActivationMaps = {
    input: 'volume',
    method: 'grad-cam',
    targets: ['EGFR'],
    images: 1,
    size: [2, 3, 4],
    data,
  };
  const value = (point: Vector3) => activationVolume(seen, maps, 'EGFR', at(point)).data[0]!;
  expect(value([7, 5, 4])).toBeCloseTo(2 * 7 - 3 * 5 + 4, 4);
  // The outermost cells' values hold to the faces, half a voxel beyond the voxels.
  expect(value([-0.5, 5, 4])).toBeCloseTo(2 * 1.5 - 3 * 5 + 4, 4);
  expect(value([-0.6, 5, 4])).toBe(0);
  expect(value([7, 5, 7.6])).toBe(0);
});

it('tells what encloses all that a map reaches', () => {
  const corners = activationReach(
    seenViews(['axial']),
    mapsOf(1, () => 1),
  );
  const range = (axis: number) =>
    [0, 1].map((upper) => Math[upper ? 'max' : 'min'](...corners.map((corner) => corner[axis]!)));
  expect(range(0)).toEqual([CENTRE[0] - 16, CENTRE[0] + 16]);
  expect(range(2)[0]).toBeCloseTo(AXIAL_S - 3 * SIGMA, 9);
  expect(range(2)[1]).toBeCloseTo(AXIAL_S + 3 * SIGMA, 9);
});

it('tells how strong a target’s strongest cell is', () => {
  const maps = mapsOf(1, (target, _, row, column) => (target ? row - 9 : column));
  expect(strongestActivation(maps, 'EGFR')).toBe(3);
  expect(strongestActivation(maps, 'KRAS')).toBe(9);
});

it('refuses maps of other images than were seen', () => {
  const maps = mapsOf(2, () => 1);
  expect(() => activationVolume(seenViews(['axial']), maps, 'EGFR', at(CENTRE))).toThrow(
    RangeError,
  );
  expect(() => strongestActivation(maps, 'ALK')).toThrow(RangeError);
});
