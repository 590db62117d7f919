import type { Grid } from '../../imaging/grid.js';
import { spacing, voxelVolume } from '../../imaging/gridGeometry.js';
import type { Mask } from '../../imaging/volume.js';
import type { Arena } from '../jobs/arena.js';
import type { FeatureClass, FeatureValues } from './featureNames.js';
import { firstOrderFeatures } from './firstOrder.js';
import { coOccurrence } from '../matrices/glcm.js';
import { glcmFeatures } from './glcmFeatures.js';
import { gldmFeatures } from '../matrices/gldm.js';
import { glrlmFeatures } from '../matrices/glrlm.js';
import { glszmFeatures } from '../matrices/glszm.js';
import type { GreyLevels } from '../matrices/greyLevels.js';
import { greyLevels } from '../matrices/greyLevels.js';
import type { ScalarImage } from '../roi/image.js';
import { finiteInside } from '../roi/image.js';
import { ngtdmFeatures } from '../matrices/ngtdm.js';
import { MutationPredictionError } from '../../errors.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

export type IntensityClass = Exclude<FeatureClass, 'shape' | 'shape2D'>;

/** The ROI in one image, ready for every class of features that needs values. */
export interface IntensityRoi {
  readonly grid: Grid;
  readonly roi: GreyLevels;
  readonly settings: RadiomicsSettings;
}

/**
 * @param image the filtered image, cropped to the ROI
 * @param mask the ROI on the image's grid
 * @param arena lends what the result holds
 * @throws `unsuitable-roi` where the image has voxels in the ROI that are no numbers
 */
export function intensityRoi(
  image: ScalarImage,
  mask: Mask,
  settings: RadiomicsSettings,
  arena: Arena,
): IntensityRoi {
  if (!finiteInside(image, mask)) {
    throw new MutationPredictionError('unsuitable-roi.filtered-not-numbers');
  }
  return { grid: image.grid, roi: greyLevels(image, mask.data, settings, arena), settings };
}

export function intensityFeatures<C extends IntensityClass>(
  featureClass: C,
  roi: IntensityRoi,
): FeatureValues<C> {
  return EXTRACTORS[featureClass](roi);
}

const EXTRACTORS: { readonly [C in IntensityClass]: (roi: IntensityRoi) => FeatureValues<C> } = {
  firstorder: ({ grid, roi, settings }) =>
    firstOrderFeatures(roi, voxelVolume(grid), settings.voxelArrayShift),
  glcm: ({ grid, roi, settings }) => {
    const matrices = coOccurrence(roi, settings, spacing(grid));
    return glcmFeatures(matrices, roi.present);
  },
  glrlm: ({ grid, roi, settings }) => glrlmFeatures(roi, settings, spacing(grid)),
  glszm: ({ roi, settings }) => glszmFeatures(roi, settings),
  gldm: ({ roi, settings }) => gldmFeatures(roi, settings),
  ngtdm: ({ roi, settings }) => ngtdmFeatures(roi, settings),
};
