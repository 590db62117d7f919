import type { ExtractedFeature } from '../radiomics/extractedFeatures.js';
import type { FeatureClass, FeatureName } from '../radiomics/featureNames.js';
import { featureNameParts } from '../radiomics/featureNames.js';
import { isIbsi, type FeatureParameters } from '../radiomics/featureParameters.js';
import type { IbsiFeature } from '../radiomics/ibsi/ibsiTerms.js';
import { ibsiTerm } from '../radiomics/ibsi/ibsiTerms.js';
import type { RadiomicsParameters } from '../radiomics/parameters.js';
import type { RadiomicsSettings } from '../radiomics/settings.js';
import { DEFAULT_SETTINGS } from '../radiomics/settings.js';
import { ibsiMeasurement, ibsiMeasurements } from './ibsiMeasurements.js';
import type { RadiomicMeasurement } from './reportedLesion.js';

type FeatureTable = {
  readonly [C in FeatureClass]: { readonly [N in FeatureName<C>]?: IbsiFeature };
};

/**
 * Features of PyRadiomics that are defined as in IBSI's reference manual and reproduce its reference
 * values (radiomicMeasurements.test.ts), by IBSI's names. Left out: Kurtosis, which is 3 larger than IBSI's; the three
 * axis lengths, which take the covariance of all voxels and not of a sample; and what IBSI has no code
 * for: two-dimensional diameters, TotalEnergy, MCC.
 */
const IBSI_FEATURES: FeatureTable = {
  shape: {
    Elongation: 'morph_pca_elongation',
    Flatness: 'morph_pca_flatness',
    Maximum3DDiameter: 'morph_diam',
    MeshVolume: 'morph_volume',
    Sphericity: 'morph_sphericity',
    SurfaceArea: 'morph_area_mesh',
    SurfaceVolumeRatio: 'morph_av',
    VoxelVolume: 'morph_vol_approx',
  },
  shape2D: {},
  firstorder: {
    '10Percentile': 'stat_p10',
    '90Percentile': 'stat_p90',
    Energy: 'stat_energy',
    Entropy: 'ih_entropy',
    InterquartileRange: 'stat_iqr',
    Maximum: 'stat_max',
    Mean: 'stat_mean',
    MeanAbsoluteDeviation: 'stat_mad',
    Median: 'stat_median',
    Minimum: 'stat_min',
    Range: 'stat_range',
    RobustMeanAbsoluteDeviation: 'stat_rmad',
    RootMeanSquared: 'stat_rms',
    Skewness: 'stat_skew',
    Uniformity: 'ih_uniformity',
    Variance: 'stat_var',
  },
  glcm: {
    Autocorrelation: 'cm_auto_corr',
    ClusterProminence: 'cm_clust_prom',
    ClusterShade: 'cm_clust_shade',
    ClusterTendency: 'cm_clust_tend',
    Contrast: 'cm_contrast',
    Correlation: 'cm_corr',
    DifferenceAverage: 'cm_diff_avg',
    DifferenceEntropy: 'cm_diff_entr',
    DifferenceVariance: 'cm_diff_var',
    Id: 'cm_inv_diff',
    Idm: 'cm_inv_diff_mom',
    Idmn: 'cm_inv_diff_mom_norm',
    Idn: 'cm_inv_diff_norm',
    Imc1: 'cm_info_corr1',
    Imc2: 'cm_info_corr2',
    InverseVariance: 'cm_inv_var',
    JointAverage: 'cm_joint_avg',
    JointEnergy: 'cm_energy',
    JointEntropy: 'cm_joint_entr',
    MaximumProbability: 'cm_joint_max',
    SumAverage: 'cm_sum_avg',
    SumEntropy: 'cm_sum_entr',
    SumSquares: 'cm_joint_var',
  },
  glrlm: {
    GrayLevelNonUniformity: 'rlm_glnu',
    GrayLevelNonUniformityNormalized: 'rlm_glnu_norm',
    GrayLevelVariance: 'rlm_gl_var',
    HighGrayLevelRunEmphasis: 'rlm_hgre',
    LongRunEmphasis: 'rlm_lre',
    LongRunHighGrayLevelEmphasis: 'rlm_lrhge',
    LongRunLowGrayLevelEmphasis: 'rlm_lrlge',
    LowGrayLevelRunEmphasis: 'rlm_lgre',
    RunEntropy: 'rlm_rl_entr',
    RunLengthNonUniformity: 'rlm_rlnu',
    RunLengthNonUniformityNormalized: 'rlm_rlnu_norm',
    RunPercentage: 'rlm_r_perc',
    RunVariance: 'rlm_rl_var',
    ShortRunEmphasis: 'rlm_sre',
    ShortRunHighGrayLevelEmphasis: 'rlm_srhge',
    ShortRunLowGrayLevelEmphasis: 'rlm_srlge',
  },
  glszm: {
    GrayLevelNonUniformity: 'szm_glnu',
    GrayLevelNonUniformityNormalized: 'szm_glnu_norm',
    GrayLevelVariance: 'szm_gl_var',
    HighGrayLevelZoneEmphasis: 'szm_hgze',
    LargeAreaEmphasis: 'szm_lze',
    LargeAreaHighGrayLevelEmphasis: 'szm_lzhge',
    LargeAreaLowGrayLevelEmphasis: 'szm_lzlge',
    LowGrayLevelZoneEmphasis: 'szm_lgze',
    SizeZoneNonUniformity: 'szm_zsnu',
    SizeZoneNonUniformityNormalized: 'szm_zsnu_norm',
    SmallAreaEmphasis: 'szm_sze',
    SmallAreaHighGrayLevelEmphasis: 'szm_szhge',
    SmallAreaLowGrayLevelEmphasis: 'szm_szlge',
    ZoneEntropy: 'szm_zs_entr',
    ZonePercentage: 'szm_z_perc',
    ZoneVariance: 'szm_zs_var',
  },
  gldm: {
    DependenceEntropy: 'ngl_dc_entr',
    DependenceNonUniformity: 'ngl_dcnu',
    DependenceNonUniformityNormalized: 'ngl_dcnu_norm',
    DependenceVariance: 'ngl_dc_var',
    GrayLevelNonUniformity: 'ngl_glnu',
    GrayLevelVariance: 'ngl_gl_var',
    HighGrayLevelEmphasis: 'ngl_hgce',
    LargeDependenceEmphasis: 'ngl_hde',
    LargeDependenceHighGrayLevelEmphasis: 'ngl_hdhge',
    LargeDependenceLowGrayLevelEmphasis: 'ngl_hdlge',
    LowGrayLevelEmphasis: 'ngl_lgce',
    SmallDependenceEmphasis: 'ngl_lde',
    SmallDependenceHighGrayLevelEmphasis: 'ngl_ldhge',
    SmallDependenceLowGrayLevelEmphasis: 'ngl_ldlge',
  },
  ngtdm: {
    Busyness: 'ngt_busyness',
    Coarseness: 'ngt_coarseness',
    Complexity: 'ngt_complexity',
    Contrast: 'ngt_contrast',
    Strength: 'ngt_strength',
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
 * settings leave as IBSI defines them, where they have a value. Under the profile `ibsi` those are all
 * with a value.
 *
 * @param parameters that the features were extracted with
 */
export function radiomicMeasurements(
  features: readonly ExtractedFeature[],
  parameters: FeatureParameters,
): RadiomicMeasurement[] {
  return isIbsi(parameters)
    ? ibsiMeasurements(features, parameters)
    : pyradiomicsMeasurements(features, parameters);
}

function pyradiomicsMeasurements(
  features: readonly ExtractedFeature[],
  parameters: RadiomicsParameters,
): RadiomicMeasurement[] {
  const given = { ...parameters.setting, ...parameters.imageType.Original };
  const settings = { ...DEFAULT_SETTINGS, ...given };
  const described = describe(given, settings);
  return features.flatMap(({ name, value }) => {
    const { imageType, featureClass, feature } = featureNameParts(name);
    const ibsi = ibsiFeatureOf(featureClass, feature);
    if (imageType !== 'original' || !ibsi || !Number.isFinite(value)) return [];
    if (!isAsDefined(featureClass, feature, settings)) return [];
    const aggregation = AGGREGATION[featureClass];
    return ibsiMeasurement({
      feature: name,
      term: ibsiTerm(ibsi),
      value,
      settings: aggregation ? [`aggregation=${aggregation}`, ...described] : described,
    });
  });
}

function ibsiFeatureOf(featureClass: FeatureClass, feature: string): IbsiFeature | undefined {
  return (IBSI_FEATURES[featureClass] as Readonly<Record<string, IbsiFeature>>)[feature];
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
