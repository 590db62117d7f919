import { MutationPredictionError } from '../../errors.js';
import { cropMask } from '../../imaging/crop.js';
import type { Grid, IndexBox } from '../../imaging/grid.js';
import { indexToLps, spacing } from '../../imaging/gridGeometry.js';
import { maskRuns, runsBox } from '../../imaging/maskRuns.js';
import type { Vector3 } from '../../imaging/vector.js';
import { scale } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';
import { checkGrids } from '../roi/checkGrids.js';
import type { ScalarImage, StoredImage } from '../roi/image.js';
import { cropImage } from '../roi/image.js';
import { interpolateOnLattice, type LatticePositions } from '../roi/interpolate.js';
import type { IbsiSettings } from './ibsiParameters.js';

/** Around the ROI, mm: local intensity peaks look that far. */
const MARGIN_MM = 7;
/** Voxels farther from a position than this weigh less than 1e-20 in the spline through it. */
const SPLINE_REACH = 36;
/** Linear interpolation of a mask may miss a half by rounding. */
const HALF = 0.5 - 1e-9;

/** Image and masks as features are taken of them, on one grid around the ROI. */
export interface IbsiRoi {
  readonly image: ScalarImage;
  /** All of the ROI, for its shape. */
  readonly morphology: Mask;
  /** What re-segmentation leaves of it, for everything else. */
  readonly intensity: Mask;
}

/**
 * IBSI's processing: interpolate image and mask on a grid with the same centre, round, re-segment.
 *
 * @throws `unsuitable-roi` for a mask on another grid or without voxels, and where nothing is left
 */
export function ibsiRoi(image: StoredImage, mask: Mask, settings: IbsiSettings): IbsiRoi {
  checkGrids(image.grid, mask.grid);
  const near = around(image, mask);
  const placed = settings.spacingMm ? interpolated(near, settings.spacingMm, settings) : near;
  return { ...placed, intensity: resegmented(placed.image, placed.morphology, settings) };
}

type Placed = Pick<IbsiRoi, 'image' | 'morphology'> & {
  /** Index of the first voxel in the original image, and that image's size. */
  readonly lower: Vector3;
  readonly whole: Vector3;
};

/** Only what lies near enough to the ROI to have a part in a value. */
function around(image: StoredImage, mask: Mask): Placed {
  const roi = runsBox(maskRuns(mask));
  if (!roi) throw new MutationPredictionError('unsuitable-roi.no-voxel');
  const box = ibsiReach(image.grid, roi);
  return {
    image: cropImage(image, box),
    morphology: cropMask(mask, box),
    lower: box.lower,
    whole: image.grid.size,
  };
}

/** The voxels of an image that have a part in the features of a ROI in this box. */
export function ibsiReach(grid: Grid, roi: IndexBox): IndexBox {
  const step = spacing(grid);
  return widen(roi, grid.size, (axis) => Math.ceil(MARGIN_MM / step[axis]) + SPLINE_REACH);
}

function interpolated(
  { image, morphology, lower, whole }: Placed,
  spacingMm: Vector3,
  { interpolation, roundIntensities }: IbsiSettings,
): Pick<IbsiRoi, 'image' | 'morphology'> {
  const roi = runsBox(maskRuns(morphology))!;
  const positions = centredPositions(image.grid, whole, lower, spacingMm, roi);
  const grid = latticeGrid(image.grid, positions, spacingMm);
  const interpolator = interpolation === 'cubic' ? 'sitkBSpline' : 'sitkLinear';
  const data = interpolateOnLattice(image, positions, interpolator);
  if (roundIntensities) for (let n = 0; n < data.length; n++) data[n] = Math.round(data[n]!);
  const inside: ScalarImage = {
    grid: morphology.grid,
    data: new Float64Array(morphology.data),
    pixelType: 'float64',
  };
  const share = interpolateOnLattice(inside, positions, 'sitkLinear');
  const mask = new Uint8Array(share.length);
  for (let n = 0; n < mask.length; n++) mask[n] = share[n]! >= HALF ? 1 : 0;
  return { image: { grid, data, pixelType: 'float64' }, morphology: { grid, data: mask } };
}

/** Positions of the new voxels near the ROI: old and new grid have the same centre. */
function centredPositions(
  grid: Grid,
  whole: Vector3,
  lower: Vector3,
  spacingMm: Vector3,
  roi: IndexBox,
): LatticePositions {
  const old = spacing(grid);
  const along = (axis: 0 | 1 | 2): Float64Array => {
    const step = spacingMm[axis] === 0 ? 1 : spacingMm[axis] / old[axis];
    const count = Math.ceil(whole[axis] / step - 1e-9);
    const first = 0.5 * (whole[axis] - 1 - (count - 1) * step) - lower[axis];
    const reach = MARGIN_MM / old[axis] + 1 + step;
    const positions: number[] = [];
    for (let n = 0; n < count; n++) {
      const position = first + n * step;
      if (position >= roi.lower[axis] - reach && position <= roi.upper[axis] + reach) {
        positions.push(position);
      }
    }
    return Float64Array.from(positions);
  };
  return [along(0), along(1), along(2)];
}

function latticeGrid(grid: Grid, [x, y, z]: LatticePositions, spacingMm: Vector3): Grid {
  const old = spacing(grid);
  const axis = (n: 0 | 1 | 2) =>
    spacingMm[n] === 0 ? grid.axes[n] : scale(grid.axes[n], spacingMm[n] / old[n]);
  return {
    size: [x.length, y.length, z.length],
    origin: indexToLps(grid, [x[0]!, y[0]!, z[0]!]),
    axes: [axis(0), axis(1), axis(2)],
  };
}

function resegmented(
  { data }: ScalarImage,
  mask: Mask,
  { resegmentRange, outlierSigma }: IbsiSettings,
): Mask {
  const kept = mask.data.slice();
  if (resegmentRange) keepBetween(kept, data, resegmentRange[0], resegmentRange[1] ?? Infinity);
  if (outlierSigma !== null) {
    const { mean, deviation } = momentsInside(data, kept);
    const reach = outlierSigma * deviation;
    keepBetween(kept, data, mean - reach, mean + reach);
  }
  let left = 0;
  for (let n = 0; n < kept.length; n++) {
    if (kept[n] === 0) continue;
    left++;
    if (Number.isFinite(data[n])) continue;
    throw new MutationPredictionError('unsuitable-roi.not-numbers');
  }
  if (left > 1) return { grid: mask.grid, data: kept };
  throw new MutationPredictionError(
    left === 1 ? 'unsuitable-roi.single-voxel-left' : 'unsuitable-roi.no-voxel-left',
  );
}

function keepBetween(kept: Uint8Array, data: Float64Array, low: number, high: number): void {
  for (let n = 0; n < kept.length; n++) if (data[n]! < low || data[n]! > high) kept[n] = 0;
}

function momentsInside(data: Float64Array, mask: Uint8Array) {
  const inside = data.filter((_, n) => mask[n]);
  const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
  const variance = inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inside.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function widen(
  { lower, upper }: IndexBox,
  size: Vector3,
  by: (axis: 0 | 1 | 2) => number,
): IndexBox {
  const triple = (of: (axis: 0 | 1 | 2) => number): Vector3 => [of(0), of(1), of(2)];
  return {
    lower: triple((axis) => Math.max(0, lower[axis] - by(axis))),
    upper: triple((axis) => Math.min(size[axis], upper[axis] + by(axis))),
  };
}
