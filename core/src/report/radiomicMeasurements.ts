import type { Code } from '../inference/modelManifest.js';
import type { FeatureClass, FeatureName } from '../radiomics/featureNames.js';
import type { RadiomicsFeature } from '../radiomics/jobs.js';
import type { RadiomicsParameters } from '../radiomics/parameters.js';
import type { RadiomicsSettings } from '../radiomics/settings.js';
import { DEFAULT_SETTINGS } from '../radiomics/settings.js';
import { CODES } from './codes.js';
import type { RadiomicMeasurement } from './reportedLesion.js';

/** IBSI code, its meaning (that of PS3.16 where it has one) and the unit's key, by default no units. */
type Concept = readonly [value: string, meaning: string, unit?: keyof typeof UNITS];
type ConceptTable = {
  readonly [C in FeatureClass]: { readonly [N in FeatureName<C>]?: Concept };
};

const ucum = (value: string, meaning: string): Code => ({ value, scheme: 'UCUM', meaning });

const UNITS = {
  mm: CODES.millimetre,
  mm2: ucum('mm2', 'square millimeter'),
  mm3: CODES.cubicMillimetre,
  perMm: ucum('/mm', 'per millimeter'),
  hu: ucum("[hnsf'U]", 'Hounsfield unit'),
  hu2: ucum("[hnsf'U]2", 'square Hounsfield unit'),
} as const;

/**
 * Features of PyRadiomics that are defined as in IBSI's reference manual and reproduce its reference
 * values (radiomicMeasurements.test.ts). Left out: Kurtosis, which is 3 larger than IBSI's; the three
 * axis lengths, which take the covariance of all voxels and not of a sample; and what IBSI has no code
 * for: two-dimensional diameters, TotalEnergy, MCC.
 */
const CONCEPTS: ConceptTable = {
  shape: {
    Elongation: ['Q3CK', 'Elongation'],
    Flatness: ['N17B', 'Flatness'],
    Maximum3DDiameter: ['L0JK', 'Maximum 3D Diameter of a Mesh', 'mm'],
    MeshVolume: ['RNU0', 'Volume of Mesh', 'mm3'],
    Sphericity: ['QCFX', 'Sphericity'],
    SurfaceArea: ['C0JK', 'Surface Area of Mesh', 'mm2'],
    SurfaceVolumeRatio: ['2PR5', 'Surface to Volume Ratio', 'perMm'],
    VoxelVolume: ['YEKZ', 'Volume from Voxel Summation', 'mm3'],
  },
  shape2D: {},
  firstorder: {
    '10Percentile': ['QG58', '10th Intensity Percentile', 'hu'],
    '90Percentile': ['8DWT', '90th Intensity Percentile', 'hu'],
    Energy: ['N8CA', 'Intensity Energy', 'hu2'],
    Entropy: ['TLU2', 'Intensity Histogram Entropy'],
    InterquartileRange: ['SALO', 'Intensity Interquartile Range', 'hu'],
    Maximum: ['84IY', 'Maximum Intensity', 'hu'],
    Mean: ['Q4LE', 'Mean Intensity', 'hu'],
    MeanAbsoluteDeviation: ['4FUA', 'Intensity Mean Absolute Deviation', 'hu'],
    Median: ['Y12H', 'Median Intensity', 'hu'],
    Minimum: ['1GSF', 'Minimum Intensity', 'hu'],
    Range: ['2OJQ', 'Intensity Range', 'hu'],
    RobustMeanAbsoluteDeviation: ['1128', 'Intensity Robust Mean Absolute Deviation', 'hu'],
    RootMeanSquared: ['5ZWQ', 'Root Mean Square Intensity', 'hu'],
    Skewness: ['KE2A', 'Intensity Skewness'],
    Uniformity: ['BJ5W', 'Intensity Histogram Uniformity'],
    Variance: ['ECT3', 'Intensity Variance', 'hu2'],
  },
  glcm: {
    Autocorrelation: ['QWB0', 'Autocorrelation of GLCM'],
    ClusterProminence: ['AE86', 'Cluster Prominence of GLCM'],
    ClusterShade: ['7NFM', 'Cluster Shade of GLCM'],
    ClusterTendency: ['DG8W', 'Cluster Tendency of GLCM'],
    Contrast: ['ACUI', 'Contrast of GLCM'],
    Correlation: ['NI2N', 'Correlation of GLCM'],
    DifferenceAverage: ['TF7R', 'Difference Average of GLCM'],
    DifferenceEntropy: ['NTRS', 'Difference Entropy of GLCM'],
    DifferenceVariance: ['D3YU', 'Difference Variance of GLCM'],
    Id: ['IB1Z', 'Inverse Difference of GLCM'],
    Idm: ['WF0Z', 'Inverse Difference Moment of GLCM'],
    Idmn: ['1QCO', 'Normalized Inverse Difference Moment of GLCM'],
    Idn: ['NDRX', 'Normalized Inverse Difference of GLCM'],
    Imc1: ['R8DG', 'First Measure of Information Correlation of GLCM'],
    Imc2: ['JN9H', 'Second Measure of Information Correlation of GLCM'],
    InverseVariance: ['E8JP', 'Inverse Variance of GLCM'],
    JointAverage: ['60VM', 'Joint Average of GLCM'],
    JointEnergy: ['8ZQL', 'Angular Second Moment of GLCM'],
    JointEntropy: ['TU9B', 'Joint Entropy of GLCM'],
    MaximumProbability: ['GYBY', 'Joint Maximum of GLCM'],
    SumAverage: ['ZGXS', 'Sum Average of GLCM'],
    SumEntropy: ['P6QZ', 'Sum Entropy of GLCM'],
    SumSquares: ['UR99', 'Joint Variance of GLCM'],
  },
  glrlm: {
    GrayLevelNonUniformity: ['R5YN', 'Gray Level Nonuniformity in Runs'],
    GrayLevelNonUniformityNormalized: ['OVBL', 'Normalized Gray Level Nonuniformity in Runs'],
    GrayLevelVariance: ['8CE5', 'Gray Level Variance in Runs'],
    HighGrayLevelRunEmphasis: ['G3QZ', 'High Gray Level Run Emphasis'],
    LongRunEmphasis: ['W4KF', 'Long Runs Emphasis'],
    LongRunHighGrayLevelEmphasis: ['3KUM', 'Long Run High Gray Level Emphasis'],
    LongRunLowGrayLevelEmphasis: ['IVPO', 'Long Run Low Gray Level Emphasis'],
    LowGrayLevelRunEmphasis: ['V3SW', 'Low Gray Level Run Emphasis'],
    RunEntropy: ['HJ9O', 'Run Entropy'],
    RunLengthNonUniformity: ['W92Y', 'Run Length Nonuniformity'],
    RunLengthNonUniformityNormalized: ['IC23', 'Normalized Run Length Nonuniformity'],
    RunPercentage: ['9ZK5', 'Run Percentage'],
    RunVariance: ['SXLW', 'Run Length Variance'],
    ShortRunEmphasis: ['22OV', 'Short Runs Emphasis'],
    ShortRunHighGrayLevelEmphasis: ['GD3A', 'Short Run High Gray Level Emphasis'],
    ShortRunLowGrayLevelEmphasis: ['HTZT', 'Short Run Low Gray Level Emphasis'],
  },
  glszm: {
    GrayLevelNonUniformity: ['JNSA', 'Gray Level Nonuniformity of Size Zone Counts'],
    GrayLevelNonUniformityNormalized: [
      'Y1RO',
      'Normalized Gray Level Nonuniformity of Size Zone Counts',
    ],
    GrayLevelVariance: ['BYLV', 'Gray Level Variance in Size Zones'],
    HighGrayLevelZoneEmphasis: ['5GN9', 'High Gray Level Zone Emphasis'],
    LargeAreaEmphasis: ['48P8', 'Large Zone Emphasis'],
    LargeAreaHighGrayLevelEmphasis: ['J17V', 'Large Zone High Gray Level Emphasis'],
    LargeAreaLowGrayLevelEmphasis: ['YH51', 'Large Zone Low Gray Level Emphasis'],
    LowGrayLevelZoneEmphasis: ['XMSY', 'Low Gray Level Zone Emphasis'],
    SizeZoneNonUniformity: ['4JP3', 'Zone Size Nonuniformity'],
    SizeZoneNonUniformityNormalized: ['VB3A', 'Normalized Zone Size Nonuniformity'],
    SmallAreaEmphasis: ['5QRC', 'Small Zone Emphasis'],
    SmallAreaHighGrayLevelEmphasis: ['HW1V', 'Small Zone High Gray Level Emphasis'],
    SmallAreaLowGrayLevelEmphasis: ['5RAI', 'Small Zone Low Gray Level Emphasis'],
    ZoneEntropy: ['GU8N', 'Zone Size Entropy'],
    ZonePercentage: ['P30P', 'Size Zone Percentage'],
    ZoneVariance: ['3NSA', 'Zone Size Variance'],
  },
  gldm: {
    DependenceEntropy: ['FCBV', 'Dependence count entropy'],
    DependenceNonUniformity: ['Z87G', 'Dependence count non-uniformity'],
    DependenceNonUniformityNormalized: ['OKJI', 'Dependence count non-uniformity normalized'],
    DependenceVariance: ['DNX2', 'Dependence count variance'],
    GrayLevelNonUniformity: ['FP8K', 'Grey level non-uniformity of NGLDM'],
    GrayLevelVariance: ['1PFV', 'Grey level variance of NGLDM'],
    HighGrayLevelEmphasis: ['OAE7', 'High grey level count emphasis'],
    LargeDependenceEmphasis: ['IMOQ', 'High dependence emphasis'],
    LargeDependenceHighGrayLevelEmphasis: ['9QMG', 'High dependence high grey level emphasis'],
    LargeDependenceLowGrayLevelEmphasis: ['NBZI', 'High dependence low grey level emphasis'],
    LowGrayLevelEmphasis: ['TL9H', 'Low grey level count emphasis'],
    SmallDependenceEmphasis: ['SODN', 'Low dependence emphasis'],
    SmallDependenceHighGrayLevelEmphasis: ['JA6D', 'Low dependence high grey level emphasis'],
    SmallDependenceLowGrayLevelEmphasis: ['EQ3F', 'Low dependence low grey level emphasis'],
  },
  ngtdm: {
    Busyness: ['NQ30', 'Busyness of NGTDM'],
    Coarseness: ['QCDE', 'Coarseness of NGTDM'],
    Complexity: ['HDEZ', 'Complexity of NGTDM'],
    Contrast: ['65HE', 'Contrast of NGTDM'],
    Strength: ['1X9X', 'Strength of NGTDM'],
  },
};

/** How texture matrices become one value, by IBSI's codes: mean of 13 directions, or one 3D matrix. */
const AGGREGATION: Readonly<Partial<Record<FeatureClass, string>>> = {
  glcm: 'ITBB',
  glrlm: 'ITBB',
  glszm: 'KOBO',
  gldm: 'KOBO',
  ngtdm: 'KOBO',
};

/**
 * Features as a report can hold them: those of the unfiltered CT that IBSI has a code for and that the
 * settings leave as IBSI defines them, where they have a value.
 *
 * @param parameters that the features were extracted with
 */
export function radiomicMeasurements(
  features: readonly RadiomicsFeature[],
  parameters: RadiomicsParameters,
): RadiomicMeasurement[] {
  const given = { ...parameters.setting, ...parameters.imageType.Original };
  const settings = { ...DEFAULT_SETTINGS, ...given };
  const described = describe(given, settings);
  return features.flatMap(({ name, imageType, featureClass, feature, value }) => {
    const concept = conceptOf(featureClass, feature);
    if (imageType !== 'original' || !concept || !Number.isFinite(value)) return [];
    if (!isAsDefined(featureClass, feature, settings)) return [];
    const [code, meaning, unit] = concept;
    const aggregation = AGGREGATION[featureClass];
    return {
      feature: name,
      concept: { value: code, scheme: 'IBSI', meaning },
      value,
      unit: unit ? UNITS[unit] : CODES.noUnits,
      settings: aggregation ? [`aggregation=${aggregation}`, ...described] : described,
    };
  });
}

function conceptOf(featureClass: FeatureClass, feature: string): Concept | undefined {
  return (CONCEPTS[featureClass] as Readonly<Record<string, Concept>>)[feature];
}

/** Settings that make another feature of one, or another unit of HU, under the same name. */
function isAsDefined(
  featureClass: FeatureClass,
  feature: string,
  settings: RadiomicsSettings,
): boolean {
  const { distances, force2D, gldm_a, normalize, symmetricalGLCM, voxelArrayShift } = settings;
  if (featureClass === 'shape') return true;
  if (featureClass === 'firstorder') {
    const isShifted = feature === 'Energy' || feature === 'RootMeanSquared';
    return !normalize && (voxelArrayShift === 0 || !isShifted);
  }
  const isNearest = distances.length === 1 && distances[0] === 1;
  return (
    isNearest &&
    !force2D &&
    settings.weightingNorm === null &&
    (featureClass !== 'glcm' || symmetricalGLCM) &&
    (featureClass !== 'gldm' || gldm_a === 0)
  );
}

/** The bins always, and what is not as by default. */
function describe(given: object, settings: RadiomicsSettings): string[] {
  const bins = settings.binCount === null ? 'binWidth' : 'binCount';
  const keys = Object.keys(settings) as (keyof RadiomicsSettings)[];
  return keys
    .filter(
      (key) => key === bins || (key in given && differs(settings[key], DEFAULT_SETTINGS[key])),
    )
    .map((key) => `${key}=${String(settings[key])}`);
}

const differs = (a: unknown, b: unknown): boolean => String(a) !== String(b);
