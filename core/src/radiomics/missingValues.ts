import type { FeatureClass } from './featureNames.js';

/** Why a class may have no value for a ROI that is large enough to be accepted. */
const REASONS: Readonly<Record<FeatureClass, string>> = {
  shape: 'The surface of the ROI encloses no volume.',
  firstorder: 'The values are too large to be squared.',
  glcm: 'No two voxels of the ROI are neighbours at the distances asked for.',
  glrlm: 'No line of voxels meets the ROI twice.',
  glszm: 'The ROI has no zone.',
  gldm: 'The ROI has no voxel.',
  ngtdm: 'No voxel of the ROI has a neighbour in it.',
};

/** @param filtered whether there was an image to take the feature of */
export function whyMissing(featureClass: FeatureClass, filtered: boolean): string {
  return filtered ? REASONS[featureClass] : 'The image is too small for the filter.';
}
