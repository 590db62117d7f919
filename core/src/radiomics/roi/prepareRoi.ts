import type { IndexBox } from '../../imaging/grid.js';
import type { VoxelRun } from '../../imaging/maskRuns.js';
import { maskRuns, runsBox, runsVoxelCount } from '../../imaging/maskRuns.js';
import type { Vector3 } from '../../imaging/vector.js';
import { cropMask } from '../../imaging/crop.js';
import type { Mask } from '../../imaging/volume.js';
import { checkGrids } from './checkGrids.js';
import type { ScalarImage, StoredImage } from './image.js';
import { cropImage, finiteInside } from './image.js';
import { normaliseImage } from './normalise.js';
import { resampleImage, resampleMaskOnLattice, resamplingLattice } from './resample.js';
import { resegmentMask } from './resegment.js';
import { MutationPredictionError } from '../../errors.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/** What all features are taken of. */
export interface PreparedRoi {
  /** Filters see all of it: their values depend on what lies around the ROI. */
  readonly image: StoredImage;
  /** Where the ROI lies in the image: the box of its voxels. */
  readonly box: IndexBox;
  /** The ROI in its box. */
  readonly mask: Mask;
  /** The mask for shape features in the same box, before resegmentation unless `resegmentShape`. */
  readonly shapeMask: Mask;
}

/**
 * PyRadiomics' steps before any filter, in its order: normalise the whole image, resample or crop
 * around the ROI, resegment.
 *
 * @throws `unsuitable-roi` for a mask without a usable ROI, or on another grid than the image
 */
export function prepareRoi(
  image: StoredImage,
  mask: Mask,
  settings: RadiomicsSettings,
): PreparedRoi {
  checkGrids(image.grid, mask.grid);
  const placed = placeRoi(
    settings.normalize ? normaliseImage(image, settings) : image,
    mask,
    settings,
  );
  const box = checkRoi(placed.mask, settings);
  const roi = { image: cropImage(placed.image, box), mask: cropMask(placed.mask, box) };
  checkFinite(roi.image, roi.mask);
  if (settings.resegmentRange === null) {
    return { image: placed.image, box, mask: roi.mask, shapeMask: roi.mask };
  }
  const { resegmentRange, resegmentMode, resegmentShape } = settings;
  const resegmented = resegmentMask(roi.image, roi.mask, resegmentRange, resegmentMode);
  const left = checkRoi(resegmented, settings);
  return {
    image: placed.image,
    box: within(box, left),
    mask: cropMask(resegmented, left),
    shapeMask: cropMask(resegmentShape ? resegmented : roi.mask, left),
  };
}

/** A box counted from the lower corner of another, counted from where that is. */
function within({ lower: [i, j, k] }: IndexBox, { lower, upper }: IndexBox): IndexBox {
  return {
    lower: [i + lower[0], j + lower[1], k + lower[2]],
    upper: [i + upper[0], j + upper[1], k + upper[2]],
  };
}

/** Image and mask resampled, cropped or as they are. */
function placeRoi(image: StoredImage, mask: Mask, settings: RadiomicsSettings) {
  const { resampledPixelSpacing, interpolator, padDistance, preCrop } = settings;
  const resamples = resampledPixelSpacing !== null && interpolator !== null;
  if (!resamples && !preCrop) return { image, mask };
  const box = roiBox(maskRuns(mask));
  if (resamples) {
    const lattice = resamplingLattice(image.grid, box, resampledPixelSpacing, padDistance);
    if (lattice) {
      return {
        image: resampleImage(image, lattice, interpolator),
        mask: resampleMaskOnLattice(mask, lattice),
      };
    }
  }
  const around = widen(box, padDistance, image.grid.size);
  return { image: cropImage(image, around), mask: cropMask(mask, around) };
}

function roiBox(runs: readonly VoxelRun[]): IndexBox {
  const box = runsBox(runs);
  if (!box) throw new MutationPredictionError('unsuitable-roi.no-voxel');
  return box;
}

function checkRoi(
  mask: Mask,
  { minimumROIDimensions, minimumROISize }: RadiomicsSettings,
): IndexBox {
  const runs = maskRuns(mask);
  const box = roiBox(runs);
  const dimensions = box.upper.filter((upper, axis) => upper - box.lower[axis]! > 1).length;
  if (dimensions === 0) throw new MutationPredictionError('unsuitable-roi.single-voxel');
  if (dimensions < minimumROIDimensions) {
    throw new MutationPredictionError('unsuitable-roi.few-dimensions', {
      dimensions,
      least: minimumROIDimensions,
    });
  }
  const voxelCount = runsVoxelCount(runs);
  if (minimumROISize !== null && voxelCount <= minimumROISize) {
    throw new MutationPredictionError('unsuitable-roi.few-voxels', {
      count: voxelCount,
      least: minimumROISize,
    });
  }
  return box;
}

function checkFinite(image: ScalarImage, mask: Mask): void {
  if (finiteInside(image, mask)) return;
  throw new MutationPredictionError('unsuitable-roi.not-numbers');
}

function widen({ lower, upper }: IndexBox, by: number, size: Vector3): IndexBox {
  const at = (axis: 0 | 1 | 2) => ({
    lower: Math.max(0, lower[axis] - by),
    upper: Math.min(size[axis], upper[axis] + by),
  });
  const [i, j, k] = [at(0), at(1), at(2)];
  return { lower: [i.lower, j.lower, k.lower], upper: [i.upper, j.upper, k.upper] };
}
