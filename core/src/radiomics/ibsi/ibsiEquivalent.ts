import type { FeatureClass, FeatureName } from '../features/featureNames.js';
import type { IbsiFeature } from './ibsiTerms.js';

type FeatureTable = {
  readonly [C in FeatureClass]: { readonly [N in FeatureName<C>]?: IbsiFeature };
};

/**
 * Features of PyRadiomics that are defined as in IBSI's reference manual and reproduce its reference
 * values (radiomicMeasurements.test.ts), by IBSI's names. Left out: Kurtosis, which is 3 larger than IBSI's;
 * the three axis lengths, which divide by the number of voxels and not by one less; and what IBSI has no code
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

/** IBSI's feature with the definition of PyRadiomics' one; preprocessing may differ still. */
export function ibsiEquivalent(
  featureClass: FeatureClass,
  feature: string,
): IbsiFeature | undefined {
  return (IBSI_FEATURES[featureClass] as Readonly<Record<string, IbsiFeature>>)[feature];
}
