import type { FeatureClass } from './featureNames.js';

/** Why a class may have no value for a ROI that is large enough to be accepted. */
const REASONS: Readonly<Record<FeatureClass, string>> = {
  shape: 'The surface of the ROI encloses no volume.',
  shape2D: 'The setting force2D is off.',
  firstorder: 'No value of the ROI lies between its 10th and 90th percentile.',
  glcm: 'No two voxels of the ROI are neighbours at the distances asked for.',
  glrlm: 'No line of voxels meets the ROI twice.',
  glszm: 'The ROI has no zone.',
  gldm: 'The ROI has no voxel.',
  ngtdm: 'No voxel of the ROI has a neighbour in it.',
};

const TOO_SMALL = 'The image is too small for the filter.';

/** @param isComputed whether there was an image, or a slice, to take the feature of */
export function whyMissing(featureClass: FeatureClass, isComputed: boolean): string {
  return isComputed || featureClass === 'shape2D' ? REASONS[featureClass] : TOO_SMALL;
}
