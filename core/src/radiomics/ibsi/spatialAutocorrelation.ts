import type { Vector3 } from '../../imaging/vector.js';
import type { ComplexGrid } from './fourier.js';
import { fourierTransform } from './fourier.js';

/** More grid points than this take more memory than a browser has. */
const MOST_POINTS = 2 ** 25;

export interface SpatialAutocorrelation {
  readonly moran_i: number;
  readonly geary_c: number;
}

/**
 * Moran's I and Geary's C with the inverse distances in mm as weights (IBSI 3.1). Sums over all pairs
 * of voxels are convolutions with the weights, and so sums of products of Fourier transforms: no pair
 * is visited.
 *
 * @param values of the voxels inside `mask`; elsewhere ignored
 * @returns undefined for a ROI too large for the transform's memory
 */
export function spatialAutocorrelation(
  values: Float64Array,
  mask: Uint8Array,
  size: Vector3,
  spacingMm: Vector3,
): SpatialAutocorrelation | undefined {
  // Twice the extent, so that the transform's wrapping brings no two voxels together.
  const padded = size.map((n) => 2 ** Math.ceil(Math.log2(Math.max(2, 2 * n - 1))));
  const grid: Vector3 = [padded[0]!, padded[1]!, padded[2]!];
  if (grid[0] * grid[1] * grid[2] > MOST_POINTS) return undefined;

  let [count, sum] = [0, 0];
  for (let n = 0; n < mask.length; n++) {
    if (mask[n] === 0) continue;
    count++;
    sum += values[n]!;
  }
  const mean = sum / count;
  let squares = 0;
  for (let n = 0; n < mask.length; n++) if (mask[n] !== 0) squares += (values[n]! - mean) ** 2;
  if (squares === 0) return { moran_i: NaN, geary_c: NaN };

  const transformed = (value: (deviation: number) => number): ComplexGrid => {
    const spread = spreadOut(size, grid, (n) => (mask[n] === 0 ? 0 : value(values[n]! - mean)));
    fourierTransform(spread);
    return spread;
  };
  const weights = inverseDistances(grid, spacingMm);
  fourierTransform(weights);
  const inside = transformed(() => 1);
  const products = weightedPairs(
    weights,
    transformed((d) => d),
  );
  const weightSum = weightedPairs(weights, inside);
  const ownSquares = weightedPairs(
    weights,
    transformed((d) => d * d),
    inside,
  );
  // Σ w (a − b)² = 2 Σ w a² − 2 Σ w a b
  const differences = 2 * ownSquares - 2 * products;
  return {
    moran_i: ((count / weightSum) * products) / squares,
    geary_c: (((count - 1) / (2 * weightSum)) * differences) / squares,
  };
}

/** Σ weight · a · b over all pairs of points, from the transforms. */
function weightedPairs(weights: ComplexGrid, a: ComplexGrid, b: ComplexGrid = a): number {
  let sum = 0;
  for (let n = 0; n < weights.re.length; n++) {
    // The weights are symmetrical, so that their transform is real.
    sum += weights.re[n]! * (a.re[n]! * b.re[n]! + a.im[n]! * b.im[n]!);
  }
  return sum / weights.re.length;
}

function spreadOut(size: Vector3, grid: Vector3, value: (n: number) => number): ComplexGrid {
  const re = new Float64Array(grid[0] * grid[1] * grid[2]);
  let n = 0;
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      const row = (k * grid[1] + j) * grid[0];
      for (let i = 0; i < size[0]; i++) re[row + i] = value(n++);
    }
  }
  return { size: grid, re, im: new Float64Array(re.length) };
}

/** 1 / distance of each offset to the first point, offsets beyond half a side being negative. */
function inverseDistances(grid: Vector3, spacingMm: Vector3): ComplexGrid {
  const squares = ([0, 1, 2] as const).map((axis) =>
    Float64Array.from(
      { length: grid[axis] },
      (_, n) => (Math.min(n, grid[axis] - n) * spacingMm[axis]) ** 2,
    ),
  );
  const re = new Float64Array(grid[0] * grid[1] * grid[2]);
  let n = 0;
  for (const z of squares[2]!) {
    for (const y of squares[1]!) for (const x of squares[0]!) re[n++] = 1 / Math.sqrt(x + y + z);
  }
  re[0] = 0;
  return { size: grid, re, im: new Float64Array(re.length) };
}
