import type { Grid, IndexBox } from '../../imaging/grid.js';
import { indexToLps, spacing } from '../../imaging/gridGeometry.js';
import type { Vector3 } from '../../imaging/vector.js';
import { scale } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';
import type { ScalarImage, StoredImage } from './image.js';
import { cropImage, storeAs } from './image.js';
import { interpolateOnLattice, type LatticePositions } from './interpolate.js';
import { MutationPredictionError } from '../../errors.js';
import type { Interpolator } from '../parameters/settings.js';

const AXES = [0, 1, 2] as const;
/** Of a resampled box: 4 GiB as float64, far beyond any lesion. */
const MOST_VOXELS = 2 ** 29;

/** The resampling lattice in indices of the original grid. */
export interface ResamplingLattice {
  readonly grid: Grid;
  /** Continuous original index of each new voxel along i, j, k. */
  readonly positions: LatticePositions;
}

/**
 * Where PyRadiomics resamples: the new grid begins at the corner of the old one, and only voxels
 * within `pad` new voxels of the ROI's box are made. An axis along which the ROI is one voxel thick
 * keeps its spacing.
 *
 * @param roi box of the mask's voxels
 * @param spacingMm new spacing; 0 keeps an axis as it is
 * @returns undefined where no axis changes
 * @throws `invalid-parameters` for a spacing too fine to hold what it makes, or too coarse to leave anything
 */
export function resamplingLattice(
  grid: Grid,
  roi: IndexBox,
  spacingMm: Vector3,
  pad: number,
): ResamplingLattice | undefined {
  const old = spacing(grid);
  const wanted = AXES.map((axis) =>
    spacingMm[axis] === 0 || roi.upper[axis] - roi.lower[axis] === 1 ? old[axis] : spacingMm[axis],
  );
  if (AXES.every((axis) => isClose(old[axis], wanted[axis]!))) return undefined;

  const ranges = AXES.map((axis) => {
    const ratio = old[axis] / wanted[axis]!;
    const first = Math.max(0, Math.floor((roi.lower[axis] - 0.5) * ratio - pad));
    const last = Math.min(
      Math.ceil(grid.size[axis] * ratio) - 1,
      Math.ceil((roi.upper[axis] - 0.5) * ratio + pad),
    );
    return { ratio, first, count: last - first + 1 };
  });
  const shifts = AXES.map((axis) => (0.5 * (wanted[axis]! - old[axis])) / old[axis]);
  const isInside = ({ ratio, first, count }: (typeof ranges)[number], axis: number) =>
    count >= 1 && shifts[axis]! + first / ratio <= grid.size[axis]! - 0.5;
  if (!ranges.every(isInside)) {
    throw new MutationPredictionError('invalid-parameters.spacing-too-coarse', {
      spacing: spacingMm.join(' × '),
    });
  }
  const voxelCount = ranges.reduce((product, { count }) => product * count, 1);
  if (!(voxelCount <= MOST_VOXELS)) {
    throw new MutationPredictionError('invalid-parameters.spacing-too-fine', {
      spacing: spacingMm.join(' × '),
    });
  }
  const along = (axis: 0 | 1 | 2): Float64Array => {
    const { ratio, first, count } = ranges[axis]!;
    return Float64Array.from({ length: count }, (_, n) => shifts[axis]! + (first + n) / ratio);
  };
  const positions = [along(0), along(1), along(2)] as const;
  const axis = (n: 0 | 1 | 2) => scale(grid.axes[n], wanted[n]! / old[n]);
  return {
    grid: {
      size: [positions[0].length, positions[1].length, positions[2].length],
      origin: indexToLps(grid, [positions[0][0]!, positions[1][0]!, positions[2][0]!]),
      axes: [axis(0), axis(1), axis(2)],
    },
    positions,
  };
}

/** The image on the lattice, stored in its own type; 0 outside the original. */
export function resampleImage(
  image: StoredImage,
  lattice: ResamplingLattice,
  interpolator: Interpolator,
): ScalarImage {
  const { grid, positions } = lattice;
  const box = latticeReach(image.grid, lattice);
  const shifted = AXES.map((axis) => positions[axis].map((p) => p - box.lower[axis]));
  const data = interpolateOnLattice(
    cropImage(image, box),
    [shifted[0]!, shifted[1]!, shifted[2]!],
    interpolator,
  );
  clearOutside(data, image.grid.size, positions);
  return { grid, data: storeAs(data, image.pixelType), pixelType: image.pixelType };
}

/** Nearest neighbour, half-way positions up. */
export function resampleMaskOnLattice(mask: Mask, { grid, positions }: ResamplingLattice): Mask {
  const [ni, nj, nk] = mask.grid.size;
  const [x, y, z] = positions.map((along) => along.map((p) => Math.floor(p + 0.5)));
  const data = new Uint8Array(grid.size[0] * grid.size[1] * grid.size[2]);
  let to = 0;
  for (const k of z!) {
    for (const j of y!) {
      const row = (k * nj + j) * ni;
      const inside = j >= 0 && j < nj && k >= 0 && k < nk;
      for (const i of x!) data[to++] = inside && i >= 0 && i < ni ? mask.data[row + i]! : 0;
    }
  }
  return { grid, data };
}

function isClose(old: number, wanted: number): boolean {
  // numpy.allclose
  return Math.abs(old - wanted) <= 1e-8 + 1e-5 * Math.abs(wanted);
}

/** Voxels farther from a position than this weigh less than 1e-20 in the spline through it. */
const SPLINE_REACH = 36;

/** The voxels of an image that have a part in its values on a lattice. */
export function latticeReach({ size }: Grid, { positions }: ResamplingLattice): IndexBox {
  const triple = (of: (axis: 0 | 1 | 2) => number): Vector3 => [of(0), of(1), of(2)];
  return {
    lower: triple((axis) => Math.max(0, Math.floor(positions[axis][0]!) - SPLINE_REACH)),
    upper: triple((axis) =>
      Math.min(size[axis], Math.ceil(positions[axis][positions[axis].length - 1]!) + SPLINE_REACH),
    ),
  };
}

/** ITK gives 0 where a position lies more than half a voxel outside the image. */
function clearOutside(data: Float64Array, size: Vector3, positions: LatticePositions): void {
  const outside = AXES.map((axis) =>
    Array.from(positions[axis], (p) => p < -0.5 || p > size[axis] - 0.5),
  );
  if (!outside.some((along) => along.includes(true))) return;
  let n = 0;
  for (const k of outside[2]!) {
    for (const j of outside[1]!)
      for (const i of outside[0]!)
        if (i || j || k) data[n++] = 0;
        else n++;
  }
}
