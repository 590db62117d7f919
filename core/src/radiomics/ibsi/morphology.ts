import { spacing } from '../../imaging/gridGeometry.js';
import type { Vector3 } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';
import { shapeFeatures } from '../shape/shape.js';
import { convexHull } from './convexHull.js';

/**
 * Shape of the ROI (IBSI 3.1), without what also needs intensities.
 *
 * @param mask cropped to the ROI, which has at least two voxels
 */
export function morphology({ grid, data }: Mask) {
  const step = spacing(grid);
  const shape = shapeFeatures(data, grid.size, step);
  const { MeshVolume: volume, SurfaceArea: area } = shape;
  const count = data.reduce((sum, inside) => sum + inside, 0);
  // IBSI's principal axes are those of a sample: the covariance is divided by one less.
  const sample = Math.sqrt(count / (count - 1));
  const [major, minor, least] = [
    shape.MajorAxisLength * sample,
    shape.MinorAxisLength * sample,
    shape.LeastAxisLength * sample,
  ];
  const sides: Vector3 = [grid.size[0] * step[0], grid.size[1] * step[1], grid.size[2] * step[2]];
  const hull = convexHull(hullCandidates(data, grid.size), [step[0] / 2, step[1] / 2, step[2] / 2]);
  const sphereRoot = Math.cbrt(36 * Math.PI * volume ** 2);
  return {
    volume,
    vol_approx: shape.VoxelVolume,
    area_mesh: area,
    av: area / volume,
    comp_1: volume / (Math.sqrt(Math.PI) * area ** 1.5),
    comp_2: (36 * Math.PI * volume ** 2) / area ** 3,
    sph_dispr: area / sphereRoot,
    sphericity: sphereRoot / area,
    asphericity: area / sphereRoot - 1,
    diam: shape.Maximum3DDiameter,
    pca_maj_axis: major,
    pca_min_axis: minor,
    pca_least_axis: least,
    pca_elongation: shape.Elongation,
    pca_flatness: shape.Flatness,
    vol_dens_aabb: volume / (sides[0] * sides[1] * sides[2]),
    area_dens_aabb: area / (2 * (sides[0] * sides[1] + sides[1] * sides[2] + sides[2] * sides[0])),
    vol_dens_aee: (6 * volume) / (Math.PI * major * minor * least),
    area_dens_aee: area / ellipsoidArea(major / 2, minor / 2, least / 2),
    vol_dens_conv_hull: hull ? volume / hull.volumeMm3 : NaN,
    area_dens_conv_hull: hull ? area / hull.areaMm2 : NaN,
  };
}

/** Terms of the series for an ellipsoid's area; IBSI's manual stops there. */
const LEGENDRE_TERMS = 20;

/** Surface of an ellipsoid of semi-axes a ≥ b ≥ c, by IBSI's series of Legendre polynomials. */
function ellipsoidArea(a: number, b: number, c: number): number {
  const alpha = 1 - (b * b) / (a * a);
  const beta = 1 - (c * c) / (a * a);
  // Pₙ of the series times its power, by the polynomials' recurrence: finite where one of them is 0.
  let [before, current, sum] = [1, (alpha + beta) / 2, 1];
  for (let n = 1; n <= LEGENDRE_TERMS; n++) {
    sum += current / (1 - 4 * n * n);
    const next =
      ((2 * n + 1) * ((alpha + beta) / 2) * current - n * alpha * beta * before) / (n + 1);
    [before, current] = [current, next];
  }
  return 4 * Math.PI * a * b * sum;
}

/**
 * Vertices of the surface mesh that can be corners of its convex hull, by twice their index: those at
 * both ends of each line of voxels.
 */
function hullCandidates(mask: Uint8Array, size: Vector3): Vector3[] {
  const strides = [1, size[0], size[0] * size[1]];
  const points: Vector3[] = [];
  for (const axis of [0, 1, 2] as const) {
    const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
    for (let b = 0; b < size[v]; b++) {
      for (let a = 0; a < size[u]; a++) {
        const line = Array.from(
          { length: size[axis] },
          (_, n) => mask[a * strides[u]! + b * strides[v]! + n * strides[axis]!],
        );
        const [low, high] = [line.indexOf(1), line.lastIndexOf(1)];
        if (low < 0) continue;
        for (const end of [2 * low - 1, 2 * high + 1]) {
          const point: [number, number, number] = [0, 0, 0];
          point[axis] = end;
          point[u] = 2 * a;
          point[v] = 2 * b;
          points.push(point);
        }
      }
    }
  }
  return points;
}
