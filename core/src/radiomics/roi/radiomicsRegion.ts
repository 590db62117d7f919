import type { Grid, IndexBox } from '../../imaging/grid.js';
import { wholeBox } from '../../imaging/gridGeometry.js';
import { maskRuns, runsBox } from '../../imaging/maskRuns.js';
import type { Mask } from '../../imaging/volume.js';
import type { FeatureParameters } from '../parameters/featureParameters.js';
import { isIbsi } from '../parameters/featureParameters.js';
import { ibsiReach } from '../ibsi/ibsiRoi.js';
import { latticeReach, resamplingLattice } from './resample.js';
import type { RadiomicsSettings } from '../parameters/settings.js';
import { DEFAULT_SETTINGS } from '../parameters/settings.js';

/** What an extraction needs of an image: with the rest, its result is the same to the last bit. */
export interface RadiomicsRegion {
  /** The voxels that have a part in the result. */
  readonly voxels: IndexBox;
  /**
   * Where the image must begin and end, because a new grid is laid from its corner or centre. What lies
   * in it beyond `voxels` may have any value.
   */
  readonly extent: IndexBox;
}

/**
 * The part of an image that an extraction depends on, so that no more of a CT has to be read. Normalising
 * takes the mean of all voxels, and without `preCrop` or resampling filters see what is there.
 */
export function radiomicsRegion(mask: Mask, parameters: FeatureParameters): RadiomicsRegion {
  const { grid } = mask;
  const whole = wholeBox(grid);
  const roi = runsBox(maskRuns(mask));
  if (!roi) return { voxels: whole, extent: whole };
  if (isIbsi(parameters)) return { voxels: ibsiReach(grid, roi), extent: whole };
  const settings = { ...DEFAULT_SETTINGS, ...parameters.setting };
  if (settings.normalize) return { voxels: whole, extent: whole };
  return resampledRegion(grid, roi, settings) ?? croppedRegion(grid, roi, settings);
}

function resampledRegion(
  grid: Grid,
  roi: IndexBox,
  { resampledPixelSpacing, interpolator, padDistance }: RadiomicsSettings,
): RadiomicsRegion | undefined {
  if (resampledPixelSpacing === null || interpolator === null) return undefined;
  const lattice = resamplingLattice(grid, roi, resampledPixelSpacing, padDistance);
  return lattice && { voxels: latticeReach(grid, lattice), extent: wholeBox(grid) };
}

function croppedRegion(
  grid: Grid,
  roi: IndexBox,
  { preCrop, padDistance }: RadiomicsSettings,
): RadiomicsRegion {
  const whole = wholeBox(grid);
  if (!preCrop) return { voxels: whole, extent: whole };
  const at = (axis: 0 | 1 | 2) => ({
    lower: Math.max(0, roi.lower[axis] - padDistance),
    upper: Math.min(whole.upper[axis], roi.upper[axis] + padDistance),
  });
  const [i, j, k] = [at(0), at(1), at(2)];
  const box: IndexBox = {
    lower: [i.lower, j.lower, k.lower],
    upper: [i.upper, j.upper, k.upper],
  };
  return { voxels: box, extent: box };
}
