import type { IndexBox } from '../imaging/grid.js';
import { spacing, voxelVolume } from '../imaging/gridGeometry.js';
import { cropMask } from '../imaging/crop.js';
import type { Mask } from '../imaging/volume.js';
import type { FeatureClass, FeatureValues } from './featureNames.js';
import { firstOrderFeatures } from './firstOrder.js';
import { coOccurrence } from './glcm.js';
import { glcmFeatures } from './glcmFeatures.js';
import { gldmFeatures } from './gldm.js';
import { glrlmFeatures } from './glrlm.js';
import { glszmFeatures } from './glszm.js';
import type { GreyLevels } from './greyLevels.js';
import { greyLevels } from './greyLevels.js';
import type { ScalarImage } from './image.js';
import { cropImage } from './image.js';
import { ngtdmFeatures } from './ngtdm.js';
import { unsuitableRoi } from './roiErrors.js';
import type { RadiomicsSettings } from './settings.js';

export type IntensityClass = Exclude<FeatureClass, 'shape'>;

/** The ROI in one image, ready for every class of features that needs values. */
export interface IntensityRoi {
  readonly image: ScalarImage;
  readonly mask: Uint8Array;
  readonly roi: GreyLevels;
  readonly settings: RadiomicsSettings;
}

/** @throws `unsuitable-roi` where the image has voxels in the ROI that are no numbers */
export function intensityRoi(
  image: ScalarImage,
  mask: Mask,
  box: IndexBox,
  settings: RadiomicsSettings,
): IntensityRoi {
  const cropped = cropImage(image, box);
  const { data } = cropMask(mask, box);
  if (data.some((inside, n) => inside && !Number.isFinite(cropped.data[n]))) {
    throw unsuitableRoi(
      'Inside the mask the filtered image has voxels that are no numbers.',
      'Replace such voxels in the image, or leave the filter out.',
    );
  }
  return { image: cropped, mask: data, roi: greyLevels(cropped, data, settings), settings };
}

export function intensityFeatures<C extends IntensityClass>(
  featureClass: C,
  roi: IntensityRoi,
): FeatureValues<C> {
  return EXTRACTORS[featureClass](roi);
}

const EXTRACTORS: { readonly [C in IntensityClass]: (roi: IntensityRoi) => FeatureValues<C> } = {
  firstorder: ({ image, mask, roi, settings }) =>
    firstOrderFeatures(
      image.data.filter((_, n) => mask[n]),
      roi.levels.filter((level) => level > 0),
      voxelVolume(image.grid),
      settings.voxelArrayShift,
    ),
  glcm: ({ image, roi, settings }) => {
    const matrices = coOccurrence(roi, settings, spacing(image.grid));
    return glcmFeatures(matrices, roi.present, settings.symmetricalGLCM);
  },
  glrlm: ({ image, roi, settings }) => glrlmFeatures(roi, settings, spacing(image.grid)),
  glszm: ({ roi, settings }) => glszmFeatures(roi, settings),
  gldm: ({ roi, settings }) => gldmFeatures(roi, settings),
  ngtdm: ({ roi, settings }) => ngtdmFeatures(roi, settings),
};
