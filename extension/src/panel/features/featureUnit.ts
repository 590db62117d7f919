import type { RadiomicsFeature } from '@mutation-prediction/core';

const SHAPE_UNITS: Readonly<Record<string, string>> = {
  MeshVolume: 'mm³',
  VoxelVolume: 'mm³',
  SurfaceArea: 'mm²',
  SurfaceVolumeRatio: '1/mm',
  Elongation: '',
  Flatness: '',
  Sphericity: '',
};
const LENGTH = 'mm';

const FIRST_ORDER_UNITS: Readonly<Record<string, string>> = {
  Energy: 'HU²',
  TotalEnergy: 'HU² mm³',
  Variance: 'HU²',
  Entropy: '',
  Kurtosis: '',
  Skewness: '',
  Uniformity: '',
};
const INTENSITY = 'HU';

/**
 * The unit of a feature's value; empty for one without. Texture counts grey levels and has none;
 * filtered images are left without one, because most filters rescale them.
 */
export function featureUnit({ imageType, featureClass, feature }: RadiomicsFeature): string {
  if (featureClass === 'shape') return SHAPE_UNITS[feature] ?? LENGTH;
  if (featureClass !== 'firstorder' || imageType !== 'original') return '';
  return FIRST_ORDER_UNITS[feature] ?? INTENSITY;
}
