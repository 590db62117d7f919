import { splineOnLattice } from '../../views/bspline.js';
import type { ScalarImage } from './image.js';
import type { Interpolator } from '../parameters/settings.js';

/** Continuous indices along i, j, k. */
export type LatticePositions = readonly [Float64Array, Float64Array, Float64Array];

/** Values of an image on a lattice whose axes are the image's, positions along i fastest. */
export function interpolateOnLattice(
  image: ScalarImage,
  positions: LatticePositions,
  interpolator: Interpolator,
): Float64Array {
  switch (interpolator) {
    case 'sitkBSpline':
      return splineOnLattice(image, positions);
    case 'sitkLinear':
      return linearOnLattice(image, positions);
    case 'sitkNearestNeighbor': {
      const nearest = positions.map((along) => along.map((p) => Math.floor(p + 0.5)));
      return linearOnLattice(image, [nearest[0]!, nearest[1]!, nearest[2]!]);
    }
  }
}

/** Positions up to half a voxel outside take the value at the edge. */
function linearOnLattice({ grid, data }: ScalarImage, positions: LatticePositions): Float64Array {
  const [ni, nj, nk] = grid.size;
  const [x, y, z] = [taps(positions[0], ni), taps(positions[1], nj), taps(positions[2], nk)];
  const result = new Float64Array(x.length * y.length * z.length);
  let to = 0;
  for (const { low: k0, high: k1, share: c } of z) {
    for (const { low: j0, high: j1, share: b } of y) {
      const rows = [k0 * nj + j0, k0 * nj + j1, k1 * nj + j0, k1 * nj + j1].map((r) => r * ni);
      for (const { low, high, share: a } of x) {
        const [v0, v1, v2, v3] = rows.map((row) => mix(data[row + low]!, data[row + high]!, a));
        result[to++] = mix(mix(v0!, v1!, b), mix(v2!, v3!, b), c);
      }
    }
  }
  return result;
}

const mix = (a: number, b: number, share: number) => a + (b - a) * share;

/** The two samples around each position, and the share of the higher one. */
function taps(positions: Float64Array, length: number) {
  return Array.from(positions, (position) => {
    const clamped = Math.min(length - 1, Math.max(0, position));
    const low = Math.floor(clamped);
    return { low, high: Math.min(low + 1, length - 1), share: clamped - low };
  });
}
