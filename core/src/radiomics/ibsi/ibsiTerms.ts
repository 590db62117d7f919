import type { IbsiSettings, IbsiTexture } from './ibsiParameters.js';

export type IbsiUnit = 'mm' | 'mm²' | 'mm³' | 'mm⁻¹' | 'HU' | 'HU²' | 'HU·mm³';

/** Identifier, name in words, and the unit of values that have one. */
export type IbsiTerm = readonly [code: string, title: string, unit?: IbsiUnit | undefined];

/**
 * Every feature by IBSI's name without its aggregation: identifier of the reference manual
 * (arXiv:1612.07003) and its meaning in DICOM PS3.16, or where that has none (local intensity,
 * statistics, intensity-volume histogram) the manual's own heading.
 */
const TERMS = {
  morph_volume: ['RNU0', 'Volume of Mesh', 'mm³'],
  morph_vol_approx: ['YEKZ', 'Volume from Voxel Summation', 'mm³'],
  morph_area_mesh: ['C0JK', 'Surface Area of Mesh', 'mm²'],
  morph_av: ['2PR5', 'Surface to Volume Ratio', 'mm⁻¹'],
  morph_comp_1: ['SKGS', 'Compactness 1'],
  morph_comp_2: ['BQWJ', 'Compactness 2'],
  morph_sph_dispr: ['KRCK', 'Spherical Disproportion'],
  morph_sphericity: ['QCFX', 'Sphericity'],
  morph_asphericity: ['25C7', 'Asphericity'],
  morph_com: ['KLMA', 'Centre of Mass Shift', 'mm'],
  morph_diam: ['L0JK', 'Maximum 3D Diameter of a Mesh', 'mm'],
  morph_pca_maj_axis: ['TDIC', 'Major Axis in 3D Length', 'mm'],
  morph_pca_min_axis: ['P9VJ', 'Minor Axis in 3D Length', 'mm'],
  morph_pca_least_axis: ['7J51', 'Least Axis in 3D Length', 'mm'],
  morph_pca_elongation: ['Q3CK', 'Elongation'],
  morph_pca_flatness: ['N17B', 'Flatness'],
  morph_vol_dens_aabb: ['PBX1', 'Volume Density in Frame of Reference Axis Aligned Bounding Box'],
  morph_area_dens_aabb: ['R59B', 'Area Density in Frame of Reference Axis Aligned Bounding Box'],
  morph_vol_dens_aee: ['6BDE', 'Volume Density in Approximate Enclosing Ellipsoid'],
  morph_area_dens_aee: ['RDD2', 'Area Density in Approximate Enclosing Ellipsoid'],
  morph_vol_dens_conv_hull: ['R3ER', 'Volume Density in Convex Hull'],
  morph_area_dens_conv_hull: ['7T7F', 'Area Density in Convex Hull'],
  morph_integ_int: ['99N0', 'Integrated Intensity', 'HU·mm³'],
  morph_moran_i: ['N365', "Moran's I Index"],
  morph_geary_c: ['NPT7', "Geary's C Measure"],
  loc_peak_loc: ['VJGA', 'Local Intensity Peak', 'HU'],
  loc_peak_glob: ['0F91', 'Global Intensity Peak', 'HU'],
  stat_mean: ['Q4LE', 'Mean Intensity', 'HU'],
  stat_var: ['ECT3', 'Intensity Variance', 'HU²'],
  stat_skew: ['KE2A', 'Intensity Skewness'],
  stat_kurt: ['IPH6', 'Intensity Kurtosis'],
  stat_median: ['Y12H', 'Median Intensity', 'HU'],
  stat_min: ['1GSF', 'Minimum Intensity', 'HU'],
  stat_p10: ['QG58', '10th Intensity Percentile', 'HU'],
  stat_p90: ['8DWT', '90th Intensity Percentile', 'HU'],
  stat_max: ['84IY', 'Maximum Intensity', 'HU'],
  stat_iqr: ['SALO', 'Intensity Interquartile Range', 'HU'],
  stat_range: ['2OJQ', 'Intensity Range', 'HU'],
  stat_mad: ['4FUA', 'Intensity Mean Absolute Deviation', 'HU'],
  stat_rmad: ['1128', 'Intensity Robust Mean Absolute Deviation', 'HU'],
  stat_medad: ['N72L', 'Intensity Median Absolute Deviation', 'HU'],
  stat_cov: ['7TET', 'Intensity Coefficient of Variation'],
  stat_qcod: ['9S40', 'Intensity Quartile Coefficient of Dispersion'],
  stat_energy: ['N8CA', 'Intensity Energy', 'HU²'],
  stat_rms: ['5ZWQ', 'Root Mean Square Intensity', 'HU'],
  ih_mean: ['X6K6', 'Intensity Histogram Mean'],
  ih_var: ['CH89', 'Intensity Histogram Variance'],
  ih_skew: ['88K1', 'Intensity Histogram Skewness'],
  ih_kurt: ['C3I7', 'Intensity Histogram Kurtosis'],
  ih_median: ['WIFQ', 'Intensity Histogram Median'],
  ih_min: ['1PR8', 'Intensity Histogram Minimum Gray Level'],
  ih_p10: ['GPMT', 'Intensity Histogram 10th Percentile'],
  ih_p90: ['OZ0C', 'Intensity Histogram 90th Percentile'],
  ih_max: ['3NCY', 'Intensity Histogram Maximum Gray Level'],
  ih_mode: ['AMMC', 'Intensity Histogram Mode'],
  ih_iqr: ['WR0O', 'Intensity Histogram Interquartile Range'],
  ih_range: ['5Z3W', 'Intensity Histogram Range'],
  ih_mad: ['D2ZX', 'Intensity Histogram Mean Absolute Deviation'],
  ih_rmad: ['WRZB', 'Intensity Histogram Robust Mean Absolute Deviation'],
  ih_medad: ['4RNL', 'Intensity Histogram Median Absolute Deviation'],
  ih_cov: ['CWYJ', 'Intensity Histogram Coefficient of Variation'],
  ih_qcod: ['SLWD', 'Intensity Histogram Quartile Coefficient of Dispersion'],
  ih_entropy: ['TLU2', 'Intensity Histogram Entropy'],
  ih_uniformity: ['BJ5W', 'Intensity Histogram Uniformity'],
  ih_max_grad: ['12CE', 'Intensity Histogram Maximum Gradient'],
  ih_max_grad_g: ['8E6O', 'Intensity Histogram Maximum Gradient Gray Level'],
  ih_min_grad: ['VQB3', 'Intensity Histogram Minimum Gradient'],
  ih_min_grad_g: ['RHQZ', 'Intensity Histogram Minimum Gradient Gray Level'],
  ivh_v10: ['BC2M', 'Volume at intensity fraction'],
  ivh_v90: ['BC2M', 'Volume at intensity fraction'],
  ivh_i10: ['GBPN', 'Intensity at volume fraction', 'HU'],
  ivh_i90: ['GBPN', 'Intensity at volume fraction', 'HU'],
  ivh_diff_v10_v90: ['DDTU', 'Volume fraction difference between intensity fractions'],
  ivh_diff_i10_i90: ['CNV2', 'Intensity fraction difference between volume fractions', 'HU'],
  cm_joint_max: ['GYBY', 'Joint Maximum of GLCM'],
  cm_joint_avg: ['60VM', 'Joint Average of GLCM'],
  cm_joint_var: ['UR99', 'Joint Variance of GLCM'],
  cm_joint_entr: ['TU9B', 'Joint Entropy of GLCM'],
  cm_diff_avg: ['TF7R', 'Difference Average of GLCM'],
  cm_diff_var: ['D3YU', 'Difference Variance of GLCM'],
  cm_diff_entr: ['NTRS', 'Difference Entropy of GLCM'],
  cm_sum_avg: ['ZGXS', 'Sum Average of GLCM'],
  cm_sum_var: ['OEEB', 'Sum Variance of GLCM'],
  cm_sum_entr: ['P6QZ', 'Sum Entropy of GLCM'],
  cm_energy: ['8ZQL', 'Angular Second Moment of GLCM'],
  cm_contrast: ['ACUI', 'Contrast of GLCM'],
  cm_dissimilarity: ['8S9J', 'Dissimilarity of GLCM'],
  cm_inv_diff: ['IB1Z', 'Inverse Difference of GLCM'],
  cm_inv_diff_norm: ['NDRX', 'Normalized Inverse Difference of GLCM'],
  cm_inv_diff_mom: ['WF0Z', 'Inverse Difference Moment of GLCM'],
  cm_inv_diff_mom_norm: ['1QCO', 'Normalized Inverse Difference Moment of GLCM'],
  cm_inv_var: ['E8JP', 'Inverse Variance of GLCM'],
  cm_corr: ['NI2N', 'Correlation of GLCM'],
  cm_auto_corr: ['QWB0', 'Autocorrelation of GLCM'],
  cm_clust_tend: ['DG8W', 'Cluster Tendency of GLCM'],
  cm_clust_shade: ['7NFM', 'Cluster Shade of GLCM'],
  cm_clust_prom: ['AE86', 'Cluster Prominence of GLCM'],
  cm_info_corr1: ['R8DG', 'First Measure of Information Correlation of GLCM'],
  cm_info_corr2: ['JN9H', 'Second Measure of Information Correlation of GLCM'],
  rlm_sre: ['22OV', 'Short Runs Emphasis'],
  rlm_lre: ['W4KF', 'Long Runs Emphasis'],
  rlm_lgre: ['V3SW', 'Low Gray Level Run Emphasis'],
  rlm_hgre: ['G3QZ', 'High Gray Level Run Emphasis'],
  rlm_srlge: ['HTZT', 'Short Run Low Gray Level Emphasis'],
  rlm_srhge: ['GD3A', 'Short Run High Gray Level Emphasis'],
  rlm_lrlge: ['IVPO', 'Long Run Low Gray Level Emphasis'],
  rlm_lrhge: ['3KUM', 'Long Run High Gray Level Emphasis'],
  rlm_glnu: ['R5YN', 'Gray Level Nonuniformity in Runs'],
  rlm_glnu_norm: ['OVBL', 'Normalized Gray Level Nonuniformity in Runs'],
  rlm_rlnu: ['W92Y', 'Run Length Nonuniformity'],
  rlm_rlnu_norm: ['IC23', 'Normalized Run Length Nonuniformity'],
  rlm_r_perc: ['9ZK5', 'Run Percentage'],
  rlm_gl_var: ['8CE5', 'Gray Level Variance in Runs'],
  rlm_rl_var: ['SXLW', 'Run Length Variance'],
  rlm_rl_entr: ['HJ9O', 'Run Entropy'],
  szm_sze: ['5QRC', 'Small Zone Emphasis'],
  szm_lze: ['48P8', 'Large Zone Emphasis'],
  szm_lgze: ['XMSY', 'Low Gray Level Zone Emphasis'],
  szm_hgze: ['5GN9', 'High Gray Level Zone Emphasis'],
  szm_szlge: ['5RAI', 'Small Zone Low Gray Level Emphasis'],
  szm_szhge: ['HW1V', 'Small Zone High Gray Level Emphasis'],
  szm_lzlge: ['YH51', 'Large Zone Low Gray Level Emphasis'],
  szm_lzhge: ['J17V', 'Large Zone High Gray Level Emphasis'],
  szm_glnu: ['JNSA', 'Gray Level Nonuniformity of Size Zone Counts'],
  szm_glnu_norm: ['Y1RO', 'Normalized Gray Level Nonuniformity of Size Zone Counts'],
  szm_zsnu: ['4JP3', 'Zone Size Nonuniformity'],
  szm_zsnu_norm: ['VB3A', 'Normalized Zone Size Nonuniformity'],
  szm_z_perc: ['P30P', 'Size Zone Percentage'],
  szm_gl_var: ['BYLV', 'Gray Level Variance in Size Zones'],
  szm_zs_var: ['3NSA', 'Zone Size Variance'],
  szm_zs_entr: ['GU8N', 'Zone Size Entropy'],
  dzm_sde: ['0GBI', 'Small Distance Emphasis'],
  dzm_lde: ['MB4I', 'Large Distance Emphasis'],
  dzm_lgze: ['S1RA', 'Low Grey Level Zone Emphasis'],
  dzm_hgze: ['K26C', 'High Grey Level Zone Emphasis'],
  dzm_sdlge: ['RUVG', 'Small Distance Low Grey Level Emphasis'],
  dzm_sdhge: ['DKNJ', 'Small Distance High Grey Level Emphasis'],
  dzm_ldlge: ['A7WM', 'Large Distance Low Grey Level Emphasis'],
  dzm_ldhge: ['KLTH', 'Large Distance High Grey Level Emphasis'],
  dzm_glnu: ['VFT7', 'Grey Level Non-uniformity of Distance Zone Counts'],
  dzm_glnu_norm: ['7HP3', 'Normalized Grey Level Non-uniformity of Distance Zone Counts'],
  dzm_zdnu: ['V294', 'Zone Distance Non-uniformity'],
  dzm_zdnu_norm: ['IATH', 'Normalized Zone Distance Non-uniformity'],
  dzm_z_perc: ['VIWW', 'Distance Zone Percentage'],
  dzm_gl_var: ['QK93', 'Grey Level Variance in Distance Zones'],
  dzm_zd_var: ['7WT1', 'Zone Distance Variance'],
  dzm_zd_entr: ['GBDU', 'Zone Distance Entropy'],
  ngt_coarseness: ['QCDE', 'Coarseness of NGTDM'],
  ngt_contrast: ['65HE', 'Contrast of NGTDM'],
  ngt_busyness: ['NQ30', 'Busyness of NGTDM'],
  ngt_complexity: ['HDEZ', 'Complexity of NGTDM'],
  ngt_strength: ['1X9X', 'Strength of NGTDM'],
  ngl_lde: ['SODN', 'Low dependence emphasis'],
  ngl_hde: ['IMOQ', 'High dependence emphasis'],
  ngl_lgce: ['TL9H', 'Low grey level count emphasis'],
  ngl_hgce: ['OAE7', 'High grey level count emphasis'],
  ngl_ldlge: ['EQ3F', 'Low dependence low grey level emphasis'],
  ngl_ldhge: ['JA6D', 'Low dependence high grey level emphasis'],
  ngl_hdlge: ['NBZI', 'High dependence low grey level emphasis'],
  ngl_hdhge: ['9QMG', 'High dependence high grey level emphasis'],
  ngl_glnu: ['FP8K', 'Grey level non-uniformity of NGLDM'],
  ngl_glnu_norm: ['5SPA', 'Normalized grey level non-uniformity of NGLDM'],
  ngl_dcnu: ['Z87G', 'Dependence count non-uniformity'],
  ngl_dcnu_norm: ['OKJI', 'Dependence count non-uniformity normalized'],
  ngl_dc_perc: ['6XV8', 'Dependence count percentage'],
  ngl_gl_var: ['1PFV', 'Grey level variance of NGLDM'],
  ngl_dc_var: ['DNX2', 'Dependence count variance'],
  ngl_dc_entr: ['FCBV', 'Dependence count entropy'],
  ngl_dc_energy: ['CAS9', 'Dependence count energy'],
} as const satisfies Readonly<Record<string, IbsiTerm>>;

/** A feature of IBSI's, whatever its texture matrices were brought together from. */
export type IbsiFeature = keyof typeof TERMS;

const FAMILIES = {
  morph: 'Morphology',
  loc_peak: 'Local intensity',
  stat: 'Intensity statistics',
  ih: 'Intensity histogram',
  ivh: 'Intensity-volume histogram',
  cm: 'Grey level co-occurrence (GLCM)',
  rlm: 'Grey level run length (GLRLM)',
  szm: 'Grey level size zone (GLSZM)',
  dzm: 'Grey level distance zone (GLDZM)',
  ngt: 'Neighbouring tone difference (NGTDM)',
  ngl: 'Neighbouring level dependence (NGLDM)',
} as const;
export type IbsiFamily = keyof typeof FAMILIES;

/** How texture matrices become one value: IBSI's identifier, and in words. */
const AGGREGATIONS: Readonly<
  Record<IbsiTexture | `${IbsiTexture}_avg` | `${IbsiTexture}_comb`, readonly [string, string]>
> = {
  '2D_avg': ['BTW3', 'slices and directions averaged'],
  '2D_comb': ['SUJT', 'directions merged, slices averaged'],
  '2_5D_avg': ['JJUI', 'slices merged, directions averaged'],
  '2_5D_comb': ['ZW7Z', 'slices and directions merged'],
  '3D_avg': ['ITBB', '3D, directions averaged'],
  '3D_comb': ['IAZD', '3D, directions merged'],
  '2D': ['8QNN', 'slices averaged'],
  '2_5D': ['62GR', 'slices merged'],
  '3D': ['KOBO', '3D'],
};

export interface IbsiFeatureInfo {
  readonly feature: IbsiFeature;
  readonly family: IbsiFamily;
  /** In words. */
  readonly familyTitle: string;
  /** Identifier in the reference manual. */
  readonly code: string;
  /** In words. */
  readonly title: string;
  readonly unit?: IbsiUnit;
  /** Of texture only. */
  readonly aggregation?: { readonly code: string; readonly title: string };
}

/** The term of a feature. */
export function ibsiTerm(feature: IbsiFeature): IbsiTerm {
  return TERMS[feature];
}

/**
 * @param name of `ibsiFeatureNames`
 * @param setting that it was extracted with: intensities may be numbers of bins
 * @throws RangeError for another name
 */
export function ibsiFeatureInfo(
  name: string,
  { volumeHistogram }: Pick<IbsiSettings, 'volumeHistogram'>,
): IbsiFeatureInfo {
  const [, feature = '', suffix = ''] =
    /^(.+?)(?:_((?:2D|2_5D|3D)(?:_avg|_comb)?))?$/.exec(name) ?? [];
  const family = (Object.keys(FAMILIES) as IbsiFamily[]).find((key) =>
    feature.startsWith(`${key}_`),
  );
  if (!family || !isFeature(feature)) throw new RangeError(`${name} is no feature of IBSI's.`);
  const [code, title, unit] = ibsiTerm(feature);
  const countsBins = family === 'ivh' && volumeHistogram && 'binCount' in volumeHistogram;
  const aggregation = (AGGREGATIONS as Readonly<Record<string, readonly [string, string]>>)[suffix];
  return {
    feature,
    family,
    familyTitle: FAMILIES[family],
    code,
    title,
    ...(unit && !countsBins && { unit }),
    ...(aggregation && { aggregation: { code: aggregation[0], title: aggregation[1] } }),
  };
}

function isFeature(name: string): name is IbsiFeature {
  return name in TERMS;
}
