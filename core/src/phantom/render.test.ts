import type { Grid } from '../imaging/grid.js';
import { noduleShapes } from './nodule.js';
import { seededRandom } from './random.js';
import { renderShapes } from './render.js';
import type { Shape } from './shape.js';
import { box, ellipsoid, ellipticCylinder, tube } from './shape.js';

const LUNG_HU = -860;

/** Thick slices, and no voxel centre on an edge of the shapes below. */
const grid: Grid = {
  size: [80, 80, 24],
  origin: [-27.6, -27.4, -30.3],
  axes: [
    [0.7, 0, 0],
    [0, 0.7, 0],
    [0, 0, 2.5],
  ],
};

/** ∫ (HU − background) dV, HU·mm³: edges must be as dense as their share of the voxel. */
function mass(shapes: readonly Shape[]): number {
  const voxels = renderShapes(shapes, grid, LUNG_HU);
  return voxels.reduce((sum, hu) => sum + (hu - LUNG_HU), 0) * 0.7 * 0.7 * 2.5;
}

const nodule = (diameterMm: number, options: { spiculation?: number; groundGlass?: number } = {}) =>
  noduleShapes(
    {
      diameterMm,
      centreLps: [0, 0, 0],
      spiculation: options.spiculation ?? 0,
      groundGlassFraction: options.groundGlass ?? 0,
    },
    seededRandom(3),
  );

describe('renderShapes', () => {
  it.each<[string, Shape, number]>([
    ['ellipsoid', ellipsoid([0.3, 1, -2], [9, 12, 15], 40), (4 / 3) * Math.PI * 9 * 12 * 15],
    ['ball smaller than a slice', ellipsoid([0.2, 0, 0.4], [1, 1, 1], 40), (4 / 3) * Math.PI],
    ['cylinder', ellipticCylinder([1, 2], [9, 13], [-10, 15], 40), Math.PI * 9 * 13 * 25],
    ['box', box([-10, -11, -12.5], [5.3, 4, 10], 40), 15.3 * 15 * 22.5],
    [
      'tube with round ends',
      tube([-10, -5, -12], [8, 9, 10], 3, 3, 40),
      Math.PI * 9 * Math.hypot(18, 14, 22) + (4 / 3) * Math.PI * 27,
    ],
  ])('gives a %s its mass', (name, shape, volumeMm3) => {
    const tolerance = name.startsWith('ball') ? 0.25 : 0.02;
    expect(Math.abs(mass([shape]) / (volumeMm3 * 900) - 1)).toBeLessThan(tolerance);
  });

  it('paints later shapes over earlier ones', () => {
    const [inner, outer] = [40, 400].map((hu, i) =>
      ellipsoid([0, 0, 0], [8 + i, 8 + i, 8 + i], hu),
    );
    const centre = (12 * 80 + 39) * 80 + 39;
    expect(renderShapes([outer!, inner!], grid, LUNG_HU)[centre]).toBe(40);
    expect(renderShapes([inner!, outer!], grid, LUNG_HU)[centre]).toBe(400);
  });
});

describe('noduleShapes', () => {
  const ball = (diameterMm: number) => (Math.PI / 6) * diameterMm ** 3;

  it('is a ball of the asked diameter', () => {
    expect(mass(nodule(20)) / (ball(20) * 900)).toBeCloseTo(1, 2);
  });

  it('makes the asked share of the ball ground glass', () => {
    const expected = ball(20) * (0.6 * 300 + 0.4 * 900);
    expect(mass(nodule(20, { groundGlass: 0.6 })) / expected).toBeCloseTo(1, 2);
    expect(mass(nodule(20, { groundGlass: 1 })) / (ball(20) * 300)).toBeCloseTo(1, 2);
  });

  it('adds spicules outside the ball only, more of them with more spiculation', () => {
    const [smooth, some, many] = [0, 0.5, 1].map((spiculation) =>
      mass(nodule(20, { spiculation })),
    );
    expect(some).toBeGreaterThan(smooth!);
    expect(many).toBeGreaterThan(some!);
    expect(many! - smooth!).toBeLessThan(0.5 * smooth!);
  });
});
