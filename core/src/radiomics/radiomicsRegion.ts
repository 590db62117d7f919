import type { IndexBox } from '../imaging/grid.js';
import { wholeBox } from '../imaging/gridGeometry.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { Mask } from '../imaging/volume.js';
import type { FeatureParameters } from './featureParameters.js';
import { isIbsi } from './featureParameters.js';
import { DEFAULT_SETTINGS } from './settings.js';

/**
 * The part of an image that an extraction depends on, so that no more of a CT has to be read: the
 * result on this part is that on the whole image. Only `preCrop` bounds it; resampling lays its grid
 * from the image's corner, normalising takes the mean of all voxels, and filters see what is there.
 * The profile `ibsi` lays its grid from the image's centre.
 */
export function radiomicsRegion(mask: Mask, parameters: FeatureParameters): IndexBox {
  if (isIbsi(parameters)) return wholeBox(mask.grid);
  const { preCrop, padDistance, normalize, resampledPixelSpacing, interpolator } = {
    ...DEFAULT_SETTINGS,
    ...parameters.setting,
  };
  const whole = wholeBox(mask.grid);
  const box = runsBox(maskRuns(mask));
  const resamples = resampledPixelSpacing !== null && interpolator !== null;
  if (!box || !preCrop || normalize || resamples) return whole;
  const at = (axis: 0 | 1 | 2) => ({
    lower: Math.max(0, box.lower[axis] - padDistance),
    upper: Math.min(whole.upper[axis], box.upper[axis] + padDistance),
  });
  const [i, j, k] = [at(0), at(1), at(2)];
  return { lower: [i.lower, j.lower, k.lower], upper: [i.upper, j.upper, k.upper] };
}
