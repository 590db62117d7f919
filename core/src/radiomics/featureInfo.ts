import type { FeatureClass, FeatureName } from './featureNames.js';

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

type IbsiCodes = { readonly [C in FeatureClass]: { readonly [N in FeatureName<C>]?: string } };

/**
 * Left out: Kurtosis, which is 3 larger than IBSI's; the axis lengths, which divide by the number of
 * voxels and not by one less; and what IBSI does not define.
 */
const IBSI_CODES: IbsiCodes = {
  shape: {
    Elongation: 'Q3CK',
    Flatness: 'N17B',
    Maximum3DDiameter: 'L0JK',
    MeshVolume: 'RNU0',
    Sphericity: 'QCFX',
    SurfaceArea: 'C0JK',
    SurfaceVolumeRatio: '2PR5',
    VoxelVolume: 'YEKZ',
  },
  shape2D: {},
  firstorder: {
    '10Percentile': 'QG58',
    '90Percentile': '8DWT',
    Energy: 'N8CA',
    Entropy: 'TLU2',
    InterquartileRange: 'SALO',
    Maximum: '84IY',
    Mean: 'Q4LE',
    MeanAbsoluteDeviation: '4FUA',
    Median: 'Y12H',
    Minimum: '1GSF',
    Range: '2OJQ',
    RobustMeanAbsoluteDeviation: '1128',
    RootMeanSquared: '5ZWQ',
    Skewness: 'KE2A',
    Uniformity: 'BJ5W',
    Variance: 'ECT3',
  },
  glcm: {
    Autocorrelation: 'QWB0',
    ClusterProminence: 'AE86',
    ClusterShade: '7NFM',
    ClusterTendency: 'DG8W',
    Contrast: 'ACUI',
    Correlation: 'NI2N',
    DifferenceAverage: 'TF7R',
    DifferenceEntropy: 'NTRS',
    DifferenceVariance: 'D3YU',
    Id: 'IB1Z',
    Idm: 'WF0Z',
    Idmn: '1QCO',
    Idn: 'NDRX',
    Imc1: 'R8DG',
    Imc2: 'JN9H',
    InverseVariance: 'E8JP',
    JointAverage: '60VM',
    JointEnergy: '8ZQL',
    JointEntropy: 'TU9B',
    MaximumProbability: 'GYBY',
    SumAverage: 'ZGXS',
    SumEntropy: 'P6QZ',
    SumSquares: 'UR99',
  },
  glrlm: {
    GrayLevelNonUniformity: 'R5YN',
    GrayLevelNonUniformityNormalized: 'OVBL',
    GrayLevelVariance: '8CE5',
    HighGrayLevelRunEmphasis: 'G3QZ',
    LongRunEmphasis: 'W4KF',
    LongRunHighGrayLevelEmphasis: '3KUM',
    LongRunLowGrayLevelEmphasis: 'IVPO',
    LowGrayLevelRunEmphasis: 'V3SW',
    RunEntropy: 'HJ9O',
    RunLengthNonUniformity: 'W92Y',
    RunLengthNonUniformityNormalized: 'IC23',
    RunPercentage: '9ZK5',
    RunVariance: 'SXLW',
    ShortRunEmphasis: '22OV',
    ShortRunHighGrayLevelEmphasis: 'GD3A',
    ShortRunLowGrayLevelEmphasis: 'HTZT',
  },
  glszm: {
    GrayLevelNonUniformity: 'JNSA',
    GrayLevelNonUniformityNormalized: 'Y1RO',
    GrayLevelVariance: 'BYLV',
    HighGrayLevelZoneEmphasis: '5GN9',
    LargeAreaEmphasis: '48P8',
    LargeAreaHighGrayLevelEmphasis: 'J17V',
    LargeAreaLowGrayLevelEmphasis: 'YH51',
    LowGrayLevelZoneEmphasis: 'XMSY',
    SizeZoneNonUniformity: '4JP3',
    SizeZoneNonUniformityNormalized: 'VB3A',
    SmallAreaEmphasis: '5QRC',
    SmallAreaHighGrayLevelEmphasis: 'HW1V',
    SmallAreaLowGrayLevelEmphasis: '5RAI',
    ZoneEntropy: 'GU8N',
    ZonePercentage: 'P30P',
    ZoneVariance: '3NSA',
  },
  gldm: {
    DependenceEntropy: 'FCBV',
    DependenceNonUniformity: 'Z87G',
    DependenceNonUniformityNormalized: 'OKJI',
    DependenceVariance: 'DNX2',
    GrayLevelNonUniformity: 'FP8K',
    GrayLevelVariance: '1PFV',
    HighGrayLevelEmphasis: 'OAE7',
    LargeDependenceEmphasis: 'IMOQ',
    LargeDependenceHighGrayLevelEmphasis: '9QMG',
    LargeDependenceLowGrayLevelEmphasis: 'NBZI',
    LowGrayLevelEmphasis: 'TL9H',
    SmallDependenceEmphasis: 'SODN',
    SmallDependenceHighGrayLevelEmphasis: 'JA6D',
    SmallDependenceLowGrayLevelEmphasis: 'EQ3F',
  },
  ngtdm: {
    Busyness: 'NQ30',
    Coarseness: 'QCDE',
    Complexity: 'HDEZ',
    Contrast: '65HE',
    Strength: '1X9X',
  },
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
  const codes: Readonly<Partial<Record<string, string>>> = IBSI_CODES[featureClass];
  const ibsi = codes[feature];
  return {
    classTitle: CLASS_TITLES[featureClass],
    title: inWords(feature),
    ...(unit && { unit }),
    ...(ibsi && { ibsi }),
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
