import type { Grid } from '../../imaging/grid.js';
import type { Vector3 } from '../../imaging/vector.js';
import { ellipsoidMask, hash32, hashedCt } from '../../../../test/support/hashedCt.js';
import { convexHull } from './convexHull.js';
import { extractIbsi } from './extractIbsi.js';
import { ibsiFeatureNames } from './ibsiNames.js';
import { readIbsiParameterFile } from './ibsiParameterFile.js';
import { IBSI_CONFIGURATIONS, type IbsiSettings } from './ibsiParameters.js';
import { spatialAutocorrelation } from './spatialAutocorrelation.js';

const gridOf = (size: Vector3, step: Vector3): Grid => ({
  size,
  origin: [0, 0, 0],
  axes: [
    [step[0], 0, 0],
    [0, step[1], 0],
    [0, 0, step[2]],
  ],
});

/** The digital phantom of IBSI 1 (CC BY 4.0, theibsi/data_sets), slice by slice. */
const PHANTOM = [
  '14411146114164144641',
  '14411116111131144611',
  '14411111111191111611',
  '14411111111111111611',
].join('');
const PHANTOM_MASK = [
  '11111111111111111111',
  '11111111110111111111',
  '11100111111101111111',
  '11100111111111111111',
].join('');
const DIGITAL: IbsiSettings = {
  ...IBSI_CONFIGURATIONS.C,
  spacingMm: null,
  roundIntensities: false,
  resegmentRange: null,
  discretisation: { binWidth: 1 },
  volumeHistogram: null,
  textures: ['2D', '2_5D', '3D'],
};

/** A part of the published reference values (Zwanenburg et al. 2020, doi:10.1148/radiol.2020191145). */
const REFERENCES: Readonly<Record<string, number>> = {
  loc_peak_loc: 2.6,
  loc_peak_glob: 3.1,
  stat_mean: 2.15,
  stat_var: 3.05,
  stat_skew: 1.08,
  stat_kurt: -0.355,
  stat_median: 1,
  stat_min: 1,
  stat_p10: 1,
  stat_p90: 4,
  stat_max: 6,
  stat_iqr: 3,
  stat_range: 5,
  stat_mad: 1.55,
  stat_rmad: 1.11,
  stat_medad: 1.15,
  stat_cov: 0.812,
  stat_qcod: 0.6,
  stat_energy: 567,
  stat_rms: 2.77,
  ih_mean: 2.15,
  ih_var: 3.05,
  ih_skew: 1.08,
  ih_kurt: -0.355,
  ih_median: 1,
  ih_min: 1,
  ih_p10: 1,
  ih_p90: 4,
  ih_max: 6,
  ih_mode: 1,
  ih_iqr: 3,
  ih_range: 5,
  ih_mad: 1.55,
  ih_rmad: 1.11,
  ih_medad: 1.15,
  ih_cov: 0.812,
  ih_qcod: 0.6,
  ih_entropy: 1.27,
  ih_uniformity: 0.512,
  ih_max_grad: 8,
  ih_max_grad_g: 3,
  ih_min_grad: -50,
  ih_min_grad_g: 1,
  ivh_v10: 0.324,
  ivh_v90: 0.0946,
  ivh_i10: 5,
  ivh_i90: 2,
  ivh_diff_v10_v90: 0.23,
  ivh_diff_i10_i90: 3,
  cm_joint_entr_2D_avg: 2.05,
  cm_dissimilarity_2D_avg: 1.42,
  cm_clust_shade_2D_avg: 7,
  cm_joint_entr_2D_comb: 2.24,
  cm_dissimilarity_2D_comb: 1.4,
  cm_clust_shade_2D_comb: 6.98,
  cm_joint_entr_2_5D_avg: 2.48,
  cm_dissimilarity_2_5D_avg: 1.46,
  cm_clust_shade_2_5D_avg: 16.6,
  cm_joint_entr_2_5D_comb: 2.61,
  cm_dissimilarity_2_5D_comb: 1.44,
  cm_clust_shade_2_5D_comb: 16.4,
  cm_joint_entr_3D_avg: 2.4,
  cm_dissimilarity_3D_avg: 1.43,
  cm_clust_shade_3D_avg: 16.6,
  cm_joint_entr_3D_comb: 2.57,
  cm_dissimilarity_3D_comb: 1.38,
  cm_clust_shade_3D_comb: 17.4,
  rlm_hgre_2D_avg: 9.82,
  rlm_r_perc_2D_avg: 0.627,
  rlm_hgre_2D_comb: 9.74,
  rlm_r_perc_2D_comb: 0.627,
  rlm_hgre_2_5D_avg: 10.3,
  rlm_r_perc_2_5D_avg: 0.632,
  rlm_hgre_2_5D_comb: 10.2,
  rlm_r_perc_2_5D_comb: 0.632,
  rlm_hgre_3D_avg: 9.7,
  rlm_r_perc_3D_avg: 0.68,
  rlm_hgre_3D_comb: 9.64,
  rlm_r_perc_3D_comb: 0.68,
  szm_lze_2D: 43.9,
  szm_lzlge_2D: 40.4,
  szm_zsnu_norm_2D: 0.333,
  szm_lze_2_5D: 34.2,
  szm_lzlge_2_5D: 30.6,
  szm_zsnu_norm_2_5D: 0.191,
  szm_lze_3D: 550,
  szm_lzlge_3D: 503,
  szm_zsnu_norm_3D: 0.2,
  dzm_lde_2D: 1.21,
  dzm_ldlge_2D: 0.386,
  dzm_zdnu_norm_2D: 0.898,
  dzm_lde_2_5D: 1.33,
  dzm_ldlge_2_5D: 0.391,
  dzm_zdnu_norm_2_5D: 0.802,
  dzm_lde_3D: 1,
  dzm_ldlge_3D: 0.253,
  dzm_zdnu_norm_3D: 1,
  ngt_contrast_2D: 0.925,
  ngt_contrast_2_5D: 0.601,
  ngt_contrast_3D: 0.584,
  ngl_hde_2D: 19.2,
  ngl_hdlge_2D: 17.6,
  ngl_dcnu_norm_2D: 0.212,
  ngl_dc_energy_2D: 0.17,
  ngl_hde_2_5D: 18.8,
  ngl_hdlge_2_5D: 17.2,
  ngl_dcnu_norm_2_5D: 0.167,
  ngl_dc_energy_2_5D: 0.122,
  ngl_hde_3D: 109,
  ngl_hdlge_3D: 102,
  ngl_dcnu_norm_3D: 0.0657,
  ngl_dc_energy_3D: 0.0533,
};

test('the digital phantom has the reference values of IBSI 1', () => {
  const grid = gridOf([5, 4, 4], [2, 2, 2]);
  const { features } = extractIbsi(
    { grid, data: Int16Array.from(PHANTOM, Number) },
    { grid, data: Uint8Array.from(PHANTOM_MASK, Number) },
    { profile: 'ibsi', setting: DIGITAL },
  );
  const values = new Map(features.map(({ name, value }) => [name, Number(value.toPrecision(3))]));
  const wrong = Object.entries(REFERENCES).filter(([name, value]) => values.get(name) !== value);
  expect(wrong.map(([name, value]) => `${name}: ${values.get(name)}, not ${value}`)).toEqual([]);
});

describe('on a synthetic CT', () => {
  const grid = gridOf([30, 26, 16], [0.75, 0.75, 2.5]);
  const image = hashedCt(grid, false);
  const mask = ellipsoidMask(grid, { centre: [14, 12, 8], weights: [2, 3, 9], limit: 160 });

  test.each(Object.entries(IBSI_CONFIGURATIONS))(
    'configuration %s gives every feature under its name, in order',
    (_, setting) => {
      const { features } = extractIbsi(image, mask, { profile: 'ibsi', setting });
      expect(features.map(({ name }) => name)).toEqual(ibsiFeatureNames(setting.textures));
      expect(features.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
    },
  );

  test('a flat image says which values it has none of, and why', () => {
    const flat = { grid, data: image.data.map(() => 0) };
    const setting = IBSI_CONFIGURATIONS.C;
    const { features } = extractIbsi(flat, mask, { profile: 'ibsi', setting });
    const missing = features.filter(({ value }) => !Number.isFinite(value));
    expect(missing.map(({ name }) => name)).toContain('morph_moran_i');
    expect(missing.every(({ reason }) => reason)).toBe(true);
    expect(features.filter(({ value, reason }) => Number.isFinite(value) && reason)).toEqual([]);
  });

  test.each([
    ['an empty mask', { grid, data: new Uint8Array(mask.data.length) }],
    ['a mask on another grid', { ...mask, grid: gridOf([30, 26, 16], [1, 1, 1]) }],
  ])('refuses %s', (_, roi) => {
    expect(() =>
      extractIbsi(image, roi, { profile: 'ibsi', setting: IBSI_CONFIGURATIONS.C }),
    ).toThrow(expect.objectContaining({ code: 'unsuitable-roi' }));
  });

  test('refuses a range in which nothing lies', () => {
    const setting = { ...IBSI_CONFIGURATIONS.C, resegmentRange: [5000, 6000] as const };
    expect(() => extractIbsi(image, mask, { profile: 'ibsi', setting })).toThrow(
      expect.objectContaining({ code: 'unsuitable-roi' }),
    );
  });
});

test('Moran’s I and Geary’s C are the sums over pairs of their definitions', () => {
  const size: Vector3 = [7, 5, 6];
  const step: Vector3 = [0.8, 1, 2.5];
  const values = Float64Array.from({ length: 210 }, (_, n) => hash32(n, 1, 2) % 100);
  const mask = Uint8Array.from({ length: 210 }, (_, n) => (hash32(n, 3, 4) % 3 === 0 ? 0 : 1));
  const place = (n: number) => [
    (n % 7) * step[0],
    (Math.floor(n / 7) % 5) * step[1],
    Math.floor(n / 35) * step[2],
  ];
  const inside = [...mask.keys()].filter((n) => mask[n]);
  const mean = inside.reduce((sum, n) => sum + values[n]!, 0) / inside.length;
  const squares = inside.reduce((sum, n) => sum + (values[n]! - mean) ** 2, 0);
  let [weights, products, differences] = [0, 0, 0];
  for (const a of inside) {
    for (const b of inside) {
      if (a === b) continue;
      const weight = 1 / Math.hypot(...place(a).map((x, axis) => x - place(b)[axis]!));
      weights += weight;
      products += weight * (values[a]! - mean) * (values[b]! - mean);
      differences += weight * (values[a]! - values[b]!) ** 2;
    }
  }
  const found = spatialAutocorrelation(values, mask, size, step)!;
  expect(found.moran_i).toBeCloseTo(((inside.length / weights) * products) / squares, 10);
  expect(found.geary_c).toBeCloseTo(
    (((inside.length - 1) / (2 * weights)) * differences) / squares,
    10,
  );
});

test('the convex hull of a cube with points inside and on its faces is the cube', () => {
  const ticks = [0, 1, 2, 3, 4];
  const cube = ticks.flatMap((x) => ticks.flatMap((y) => ticks.map((z): Vector3 => [x, y, z])));
  const hull = convexHull(cube, [1, 2, 0.5])!;
  expect(hull.volumeMm3).toBeCloseTo(4 * 8 * 2, 10);
  expect(hull.areaMm2).toBeCloseTo(2 * (4 * 8 + 8 * 2 + 2 * 4), 10);
  expect(
    convexHull(
      ticks.map((x): Vector3 => [x, x, 0]),
      [1, 1, 1],
    ),
  ).toBeUndefined();
});

test('a parameter file changes a configuration, and is checked', () => {
  const yaml = 'configuration: D\nsetting: {spacingMm: [1, 1, 1], discretisation: {binWidth: 10}}';
  expect(readIbsiParameterFile(yaml, 'p.yaml')).toEqual({
    profile: 'ibsi',
    setting: {
      ...IBSI_CONFIGURATIONS.D,
      spacingMm: [1, 1, 1],
      discretisation: { binWidth: 10 },
    },
  });
  for (const wrong of [
    'setting: {binWidth: 25}',
    'configuration: F',
    'setting: {textures: []}',
    '[',
  ]) {
    expect(() => readIbsiParameterFile(wrong, 'p.yaml')).toThrow(
      expect.objectContaining({ code: 'invalid-parameters' }),
    );
  }
});
