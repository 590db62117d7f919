/**
 * What the CT is like in and around a mask, in numbers that no network sees: whether this is a lung lesion
 * on a CT in Hounsfield units at all, and whether it is like those that a model was trained on.
 *
 * HU are smoothed by a Gaussian of σ = 1 mm and rounded to whole numbers, so that noise does not decide;
 * before, values equal to the lowest one are taken for air where that is −1500 or less (what scanners write
 * outside their circle), and all are limited to −2048 … 3071. Ranges of HU are half-open, fractions are of
 * voxels (0–1), percentiles interpolate between order statistics, distances are those between voxel centres.
 * _Lung_ is the aerated lung of `aeratedLung`. The _shell_ is what lies more than 1 and at most 4 mm
 * outside the mask (where voxels are larger, their nearest neighbours), the _region_ the mask and all
 * within 22 mm of it.
 */
export interface RegionDescriptor {
  // in the mask
  readonly meanHu: number;
  readonly medianHu: number;
  readonly p10Hu: number;
  readonly p90Hu: number;
  /** Population standard deviation. */
  readonly sdHu: number;
  /** HU > 250. */
  readonly boneFraction: number;
  /** Lung. */
  readonly aeratedFraction: number;
  /** HU < −970. */
  readonly airFraction: number;
  /** −150 … −30 HU. */
  readonly fatFraction: number;
  /** −30 … 250 HU. */
  readonly softFraction: number;
  /** HU > −500. */
  readonly aboveMinus500Fraction: number;
  /** HU > −300. */
  readonly aboveMinus300Fraction: number;
  // around it
  /** Lung among the voxels outside the mask and within 5, 10 and 20 mm of it. */
  readonly aeratedWithin5Mm: number;
  readonly aeratedWithin10Mm: number;
  readonly aeratedWithin20Mm: number;
  /** Lung in the shell. */
  readonly contact: number;
  /** Lung more than 2 and at most 6 mm outside the mask. */
  readonly wideContact: number;
  /** Bone, air and fat in the shell, by the ranges above. */
  readonly shellBoneFraction: number;
  readonly shellAirFraction: number;
  readonly shellFatFraction: number;
  /** Median of the lung more than 2 and at most 20 mm outside the mask; −500 where there is none. */
  readonly lungMedianHu: number;
  /** medianHu − lungMedianHu. */
  readonly contrastHu: number;
  // in the region
  readonly regionP1Hu: number;
  readonly regionP50Hu: number;
  readonly regionP99Hu: number;
  readonly regionSdHu: number;
  /** HU < −1050, less than air has. */
  readonly regionBelowMinus1050: number;
  /** HU < −500. */
  readonly regionBelowMinus500: number;
  /** HU > 500. */
  readonly regionAbove500: number;
  /** Noise and fine texture: 1.4826 · median of |HU − smoothed HU|, which is taken to a tenth of a HU. */
  readonly noiseHu: number;
  /** Natural logarithm of the mask's volume in mm³. */
  readonly logVolume: number;
}

/** The order in which the descriptor is a vector. */
export const REGION_FEATURES = [
  'meanHu',
  'medianHu',
  'p10Hu',
  'p90Hu',
  'sdHu',
  'boneFraction',
  'aeratedFraction',
  'airFraction',
  'fatFraction',
  'softFraction',
  'aboveMinus500Fraction',
  'aboveMinus300Fraction',
  'aeratedWithin5Mm',
  'aeratedWithin10Mm',
  'aeratedWithin20Mm',
  'contact',
  'wideContact',
  'shellBoneFraction',
  'shellAirFraction',
  'shellFatFraction',
  'lungMedianHu',
  'contrastHu',
  'regionP1Hu',
  'regionP50Hu',
  'regionP99Hu',
  'regionSdHu',
  'regionBelowMinus1050',
  'regionBelowMinus500',
  'regionAbove500',
  'noiseHu',
  'logVolume',
] as const satisfies readonly (keyof RegionDescriptor)[];
