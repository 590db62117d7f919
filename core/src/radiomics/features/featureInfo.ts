import type { FeatureClass } from './featureNames.js';
import { ibsiTerm } from '../ibsi/ibsiTerms.js';
import { ibsiEquivalent } from '../ibsi/ibsiEquivalent.js';

/** What people need to know to read a value. */
export interface FeatureInfo {
  /** The feature class in words. */
  readonly classTitle: string;
  /** The feature's name in words, e.g. `Run length non uniformity`. */
  readonly title: string;
  /** Absent where the value has no unit, or that of a filtered or normalised image. */
  readonly unit?: string;
  /**
   * Identifier in the reference manual of the Image Biomarker Standardisation Initiative
   * (arXiv:1612.07003), where PyRadiomics' definition is that one. Preprocessing may differ still.
   */
  readonly ibsi?: string;
}

export const CLASS_TITLES: Readonly<Record<FeatureClass, string>> = {
  shape: 'Shape',
  shape2D: 'Shape in a slice',
  firstorder: 'First-order statistics',
  glcm: 'Grey level co-occurrence',
  glrlm: 'Grey level run lengths',
  glszm: 'Grey level size zones',
  gldm: 'Grey level dependences',
  ngtdm: 'Neighbouring grey tone differences',
};

const SHAPE_UNITS: Readonly<Partial<Record<string, string>>> = {
  LeastAxisLength: 'mm',
  MajorAxisLength: 'mm',
  MaximumDiameter: 'mm',
  Maximum2DDiameterColumn: 'mm',
  Maximum2DDiameterRow: 'mm',
  Maximum2DDiameterSlice: 'mm',
  Maximum3DDiameter: 'mm',
  MeshSurface: 'mm²',
  MeshVolume: 'mm³',
  MinorAxisLength: 'mm',
  Perimeter: 'mm',
  PerimeterSurfaceRatio: 'mm⁻¹',
  PixelSurface: 'mm²',
  SurfaceArea: 'mm²',
  SurfaceVolumeRatio: 'mm⁻¹',
  VoxelVolume: 'mm³',
};

/** Powers of the intensity that first-order features are in, 1 by default. */
const INTENSITY_POWERS: Readonly<Partial<Record<string, 0 | 2>>> = {
  Energy: 2,
  Entropy: 0,
  Kurtosis: 0,
  Skewness: 0,
  TotalEnergy: 2,
  Uniformity: 0,
  Variance: 2,
};

/**
 * @param feature of `RadiomicsFeature`, or its name's three parts
 * @param intensityUnit of the image's voxels; empty where they have none (normalised images)
 */
export function featureInfo(
  {
    imageType,
    featureClass,
    feature,
  }: {
    readonly imageType: string;
    readonly featureClass: FeatureClass;
    readonly feature: string;
  },
  intensityUnit = 'HU',
): FeatureInfo {
  const unit =
    featureClass === 'shape' || featureClass === 'shape2D'
      ? SHAPE_UNITS[feature]
      : featureClass === 'firstorder' && imageType === 'original' && intensityUnit
        ? intensityUnitOf(feature, intensityUnit)
        : undefined;
  const ibsi = ibsiEquivalent(featureClass, feature);
  return {
    classTitle: CLASS_TITLES[featureClass],
    title: inWords(feature),
    ...(unit && { unit }),
    ...(ibsi && { ibsi: ibsiTerm(ibsi)[0] }),
  };
}

function intensityUnitOf(feature: string, unit: string): string | undefined {
  const power = INTENSITY_POWERS[feature] ?? 1;
  if (power === 0) return undefined;
  const raised = power === 2 ? `${unit}²` : unit;
  return feature === 'TotalEnergy' ? `${raised}·mm³` : raised;
}

/** `GrayLevelVariance` as `Gray level variance`; abbreviations and `2D` stay whole. */
function inWords(feature: string): string {
  const words = feature
    .replace(/Maximum([23]D)/, 'Maximum $1 ')
    .replace(/^(\d+)Percentile/, '$1th percentile')
    .replace(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0) + words.slice(1).replace(/\b[A-Z](?=[a-z])/g, (c) => c.toLowerCase());
}
