import type { Vector3 } from '../../imaging/vector.js';
import type { FeatureValues } from '../features/featureNames.js';
import { MutationPredictionError } from '../../errors.js';
import { symmetricEigenvalues } from '../features/symmetricEigenvalues.js';

/** A point in the slice, mm. */
type Point = readonly [number, number];

/** Corners of a square of pixels, v then u, in the order of the bits of its case. */
const CORNERS: readonly Point[] = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 0],
];
/** Middles of its edges. */
const MIDPOINTS: readonly Point[] = [
  [0, 0.5],
  [0.5, 1],
  [1, 0.5],
  [0.5, 0],
];
/** Edges between which the outline runs, by case; in pairs (marching squares). */
const LINES: readonly (readonly number[])[] = [
  [],
  [3, 0],
  [0, 1],
  [3, 1],
  [1, 2],
  [1, 2, 3, 0],
  [0, 2],
  [3, 2],
  [2, 3],
  [2, 0],
  [0, 1, 2, 3],
  [2, 1],
  [1, 3],
  [1, 0],
  [0, 3],
  [],
];

/**
 * Shape in a slice, of the outline half-way between pixels inside and outside, mm; IBSI has none. λ: variances
 * of the N pixel centres along their principal axes.
 *
 * @param mask cropped to the ROI, which has at least one voxel
 * @param dimension the axis across the slice: 0 is k, 1 is j, 2 is i
 * @throws `unsuitable-roi` for a ROI of several slices
 */
export function shape2DFeatures(
  mask: Uint8Array,
  size: Vector3,
  spacingMm: Vector3,
  dimension: 0 | 1 | 2,
): FeatureValues<'shape2D'> {
  const across = (2 - dimension) as 0 | 1 | 2;
  if (size[across] > 1) {
    throw new MutationPredictionError('unsuitable-roi.several-slices', { count: size[across] });
  }
  // Of one slice the voxels are a picture with rows v, whichever axis lies across.
  const [u, v] = ([0, 1, 2] as const).filter((axis) => axis !== across) as [0 | 1 | 2, 0 | 1 | 2];
  const [width, height] = [size[u], size[v]];
  const [du, dv] = [spacingMm[u], spacingMm[v]];
  const inside = (y: number, x: number) =>
    x >= 0 && x < width && y >= 0 && y < height && mask[y * width + x] !== 0;
  const { perimeter, surface, vertices } = outline(inside, height, width, dv, du);
  const [minor, major] = principalVariances(inside, height, width, dv, du);
  const pixelCount = mask.reduce((sum, value) => sum + value, 0);
  return {
    // √(λ_minor / λ_major)
    Elongation: Math.sqrt(minor / major),
    // 4 · √λ_major
    MajorAxisLength: 4 * Math.sqrt(major),
    // largest distance of vertices
    MaximumDiameter: farthest(vertices),
    // S = Σ (a × b) / 2 over the lines ab
    MeshSurface: surface,
    // 4 · √λ_minor
    MinorAxisLength: 4 * Math.sqrt(minor),
    // L = Σ |b − a| over the lines ab
    Perimeter: perimeter,
    // L / S
    PerimeterSurfaceRatio: perimeter / surface,
    // N · pixel area
    PixelSurface: pixelCount * du * dv,
    // 2 · √(π · S) / L
    Sphericity: (2 * Math.sqrt(Math.PI * surface)) / perimeter,
  };
}

type Inside = (y: number, x: number) => boolean;

function outline(inside: Inside, height: number, width: number, dv: number, du: number) {
  const vertices: Point[] = [];
  let [perimeter, twiceSurface] = [0, 0];
  for (let y = -1; y < height; y++) {
    for (let x = -1; x < width; x++) {
      let square = 0;
      CORNERS.forEach(([cy, cx], bit) => {
        if (inside(y + cy, x + cx)) square |= 1 << bit;
      });
      const edges = LINES[square]!.map((edge): Point => {
        const [my, mx] = MIDPOINTS[edge]!;
        return [(y + my) * dv, (x + mx) * du];
      });
      for (let n = 0; n < edges.length; n += 2) {
        const [a, b] = [edges[n]!, edges[n + 1]!];
        twiceSurface += a[0] * b[1] - b[0] * a[1];
        perimeter += Math.hypot(a[0] - b[0], a[1] - b[1]);
        vertices.push(a);
      }
    }
  }
  return { perimeter, surface: twiceSurface / 2, vertices };
}

function farthest(vertices: readonly Point[]): number {
  let squared = 0;
  for (const [y, x] of vertices) {
    for (const [v, u] of vertices) squared = Math.max(squared, (y - v) ** 2 + (x - u) ** 2);
  }
  return Math.sqrt(squared);
}

/** Variances of the pixel centres along their principal axes, ascending, mm². */
function principalVariances(
  inside: Inside,
  height: number,
  width: number,
  dv: number,
  du: number,
): [number, number] {
  let [count, y, x, yy, xy, xx] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (!inside(row, column)) continue;
      count++;
      y += row;
      x += column;
      yy += row * row;
      xy += row * column;
      xx += column * column;
    }
  }
  // Sums of indices are whole numbers, and so exact.
  const covariance = (product: number, a: number, b: number) => (product - (a / count) * b) / count;
  const mixed = covariance(xy, x, y) * du * dv;
  const matrix = Float64Array.of(
    covariance(yy, y, y) * dv * dv,
    mixed,
    mixed,
    covariance(xx, x, x) * du * du,
  );
  // Lines of pixels have a variance of 0 that may come out a rounding error below.
  const [minor, major] = symmetricEigenvalues(matrix, 2).map((value) => Math.max(0, value));
  return [minor!, major!];
}
