import type { IndexBox } from '../../imaging/grid.js';
import { cropMask } from '../../imaging/crop.js';
import type { Vector3 } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';
import type { Arena } from '../jobs/arena.js';
import { countFeatures } from '../features/countFeatures.js';
import type { CountTable } from '../matrices/countTable.js';
import { sizesUpTo } from '../matrices/countTable.js';
import { coOccurrence } from '../matrices/glcm.js';
import { glcmFeatures } from '../features/glcmFeatures.js';
import { dependences } from '../matrices/gldm.js';
import { countRuns } from '../matrices/glrlm.js';
import { sizeZones } from '../matrices/glszm.js';
import { greyLevels, type GreyLevels } from '../matrices/greyLevels.js';
import type { ScalarImage } from '../roi/image.js';
import { cropImage } from '../roi/image.js';
import { meanOfEach } from '../features/mean.js';
import { halfNeighbourhood } from '../matrices/neighbours.js';
import { ngtdmFeatures } from '../matrices/ngtdm.js';
import type { RadiomicsSettings } from '../parameters/settings.js';
import { DEFAULT_SETTINGS } from '../parameters/settings.js';
import { borderDistances, distanceZones, type DistanceZones } from './distanceZones.js';
import type { IbsiTexture } from './ibsiParameters.js';

type Values = Readonly<Record<string, number>>;

/** Levels are whole numbers already. */
const LEVELS: RadiomicsSettings = { ...DEFAULT_SETTINGS, binWidth: 1, binOrigin: 1 };
const UNIT: Vector3 = [1, 1, 1];

/** The ROI in grey levels, and the masks that zones and distances need. */
export interface LevelRoi {
  /** Grey levels, cropped to the box. */
  readonly image: ScalarImage;
  readonly intensity: Mask;
  readonly morphology: Mask;
}

/**
 * Texture features by IBSI's names, with its suffix of how matrices were brought together.
 *
 * @param arena lends what the matrices are made in
 */
export function textureFeatures(roi: LevelRoi, texture: IbsiTexture, arena: Arena): Values {
  const settings = { ...LEVELS, force2D: texture !== '3D' };
  const whole = greyLevels(roi.image, roi.intensity.data, settings, arena);
  const distances = distancesOf(roi, whole, settings.force2D);
  const parts = texture === '2D' ? slicesOf(whole) : [whole];
  const toneParts =
    texture === '2D'
      ? sliceRois(roi).map(({ image, mask }) => greyLevels(image, mask, LEVELS, arena))
      : [whole];
  const [avg, comb] = [`${texture}_avg`, `${texture}_comb`];
  return {
    ...suffixed(
      'cm',
      avg,
      parts.flatMap((part) => pairFeatures(part, settings)),
    ),
    ...suffixed(
      'cm',
      comb,
      parts.flatMap((part) => pairFeatures(part, { ...settings, ...MERGED })),
    ),
    ...suffixed(
      'rlm',
      avg,
      parts.flatMap((part) => runTables(part, settings).map(runFeatures)),
    ),
    ...suffixed(
      'rlm',
      comb,
      parts.map((part) => runFeatures(sumOf(runTables(part, settings)))),
    ),
    ...suffixed(
      'szm',
      texture,
      parts.map((part) => zoneFeatures(sizeZones(part, settings))),
    ),
    ...suffixed(
      'dzm',
      texture,
      parts.map((part) => distanceFeatures(distanceZones(part, distances, settings))),
    ),
    ...suffixed(
      'ngt',
      texture,
      toneParts.map((part) => toneFeatures(part, settings)),
    ),
    ...suffixed(
      'ngl',
      texture,
      parts.map((part) => dependenceFeatures(dependences(part, settings))),
    ),
  };
}

/** The mean of features over matrices, with family and suffix around their names. */
function suffixed(family: string, suffix: string, matrices: readonly Values[]): Values {
  const entries = Object.entries(meanOfEach(matrices));
  return Object.fromEntries(entries.map(([name, value]) => [`${family}_${name}_${suffix}`, value]));
}

/**
 * A part for each slice that holds voxels, with the levels of the whole: features that are normalised by
 * the number of levels mean those of the ROI. Neighbours are looked for within slices only.
 */
function slicesOf(whole: GreyLevels): GreyLevels[] {
  const bySlice = new Map<number, number[]>();
  for (const voxel of whole.voxels) {
    const slice = Math.floor(voxel / whole.strides[2]);
    const voxels = bySlice.get(slice);
    if (voxels) voxels.push(voxel);
    else bySlice.set(slice, [voxel]);
  }
  return [...bySlice.values()].map((voxels) => ({ ...whole, voxels: Int32Array.from(voxels) }));
}

/** Tone differences count the levels that occur: each slice stands on its own. */
function sliceRois({ image, intensity }: LevelRoi) {
  const [ni, nj, nk] = image.grid.size;
  return Array.from({ length: nk }, (_, k) => {
    const box: IndexBox = { lower: [0, 0, k], upper: [ni, nj, k + 1] };
    return { image: cropImage(image, box), mask: cropMask(intensity, box).data };
  }).filter(({ mask }) => mask.includes(1));
}

/** Distances to the outside of the ROI, where `whole.codes` has its voxels. */
function distancesOf(roi: LevelRoi, whole: GreyLevels, withinSlices: boolean): Int32Array {
  const { size } = roi.morphology.grid;
  const distances = borderDistances(roi.morphology.data, size, withinSlices);
  const border = (whole.strides[1] - size[0]) / 2;
  const result = new Int32Array(whole.codes.length);
  let n = 0;
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      const row = border + (j + border) * whole.strides[1] + (k + border) * whole.strides[2];
      for (let i = 0; i < size[0]; i++) result[row + i] = distances[n++]!;
    }
  }
  return result;
}

/** All directions as one matrix, unweighted. */
const MERGED = { weightingNorm: 'no_weighting' } as const;

/** Of each co-occurrence matrix. */
function pairFeatures(roi: GreyLevels, settings: RadiomicsSettings): Values[] {
  return Array.from(coOccurrence(roi, settings, UNIT), (matrix) => {
    const features = glcmFeatures([matrix], roi.present);
    return {
      joint_max: features.MaximumProbability,
      joint_avg: features.JointAverage,
      joint_var: features.SumSquares,
      joint_entr: features.JointEntropy,
      diff_avg: features.DifferenceAverage,
      diff_var: features.DifferenceVariance,
      diff_entr: features.DifferenceEntropy,
      sum_avg: features.SumAverage,
      sum_var: features.ClusterTendency,
      sum_entr: features.SumEntropy,
      energy: features.JointEnergy,
      contrast: features.Contrast,
      dissimilarity: features.DifferenceAverage,
      inv_diff: features.Id,
      inv_diff_norm: features.Idn,
      inv_diff_mom: features.Idm,
      inv_diff_mom_norm: features.Idmn,
      inv_var: features.InverseVariance,
      corr: features.Correlation,
      auto_corr: features.Autocorrelation,
      clust_tend: features.ClusterTendency,
      clust_shade: features.ClusterShade,
      clust_prom: features.ClusterProminence,
      info_corr1: features.Imc1,
      info_corr2: features.Imc2,
    };
  });
}

/** Run lengths of each direction, also of those in which no line meets the ROI twice. */
function runTables(roi: GreyLevels, settings: RadiomicsSettings): CountTable[] {
  const sizes = sizesUpTo(roi.extent);
  const runs = countRuns(roi, halfNeighbourhood([1], settings));
  return runs.map((counts) => ({ levels: roi.present, sizes, counts }));
}

function sumOf(tables: readonly CountTable[]): CountTable {
  const [first] = tables;
  const counts = first!.counts.map((_, n) =>
    tables.reduce((sum, table) => sum + table.counts[n]!, 0),
  );
  return { ...first!, counts };
}

function runFeatures(table: CountTable): Values {
  const features = countFeatures(table);
  return {
    sre: features.smallEmphasis,
    lre: features.largeEmphasis,
    lgre: features.lowLevelEmphasis,
    hgre: features.highLevelEmphasis,
    srlge: features.smallLowEmphasis,
    srhge: features.smallHighEmphasis,
    lrlge: features.largeLowEmphasis,
    lrhge: features.largeHighEmphasis,
    glnu: features.levelNonUniformity,
    glnu_norm: features.levelNonUniformityNormalised,
    rlnu: features.sizeNonUniformity,
    rlnu_norm: features.sizeNonUniformityNormalised,
    r_perc: features.percentage,
    gl_var: features.levelVariance,
    rl_var: features.sizeVariance,
    rl_entr: features.entropy,
  };
}

function zoneFeatures(table: CountTable): Values {
  const features = countFeatures(table);
  return {
    sze: features.smallEmphasis,
    lze: features.largeEmphasis,
    lgze: features.lowLevelEmphasis,
    hgze: features.highLevelEmphasis,
    szlge: features.smallLowEmphasis,
    szhge: features.smallHighEmphasis,
    lzlge: features.largeLowEmphasis,
    lzhge: features.largeHighEmphasis,
    glnu: features.levelNonUniformity,
    glnu_norm: features.levelNonUniformityNormalised,
    zsnu: features.sizeNonUniformity,
    zsnu_norm: features.sizeNonUniformityNormalised,
    z_perc: features.percentage,
    gl_var: features.levelVariance,
    zs_var: features.sizeVariance,
    zs_entr: features.entropy,
  };
}

function distanceFeatures({ table, voxelCount }: DistanceZones): Values {
  const features = countFeatures(table);
  const zoneCount = table.counts.reduce((sum, count) => sum + count, 0);
  return {
    sde: features.smallEmphasis,
    lde: features.largeEmphasis,
    lgze: features.lowLevelEmphasis,
    hgze: features.highLevelEmphasis,
    sdlge: features.smallLowEmphasis,
    sdhge: features.smallHighEmphasis,
    ldlge: features.largeLowEmphasis,
    ldhge: features.largeHighEmphasis,
    glnu: features.levelNonUniformity,
    glnu_norm: features.levelNonUniformityNormalised,
    zdnu: features.sizeNonUniformity,
    zdnu_norm: features.sizeNonUniformityNormalised,
    z_perc: zoneCount / voxelCount,
    gl_var: features.levelVariance,
    zd_var: features.sizeVariance,
    zd_entr: features.entropy,
  };
}

function toneFeatures(roi: GreyLevels, settings: RadiomicsSettings): Values {
  const features = ngtdmFeatures(roi, settings);
  return {
    coarseness: features.Coarseness,
    contrast: features.Contrast,
    busyness: features.Busyness,
    complexity: features.Complexity,
    strength: features.Strength,
  };
}

function dependenceFeatures(table: CountTable): Values {
  const features = countFeatures(table);
  const total = table.counts.reduce((sum, count) => sum + count, 0);
  return {
    lde: features.smallEmphasis,
    hde: features.largeEmphasis,
    lgce: features.lowLevelEmphasis,
    hgce: features.highLevelEmphasis,
    ldlge: features.smallLowEmphasis,
    ldhge: features.smallHighEmphasis,
    hdlge: features.largeLowEmphasis,
    hdhge: features.largeHighEmphasis,
    glnu: features.levelNonUniformity,
    glnu_norm: features.levelNonUniformityNormalised,
    dcnu: features.sizeNonUniformity,
    dcnu_norm: features.sizeNonUniformityNormalised,
    // Every voxel has a dependence.
    dc_perc: 1,
    gl_var: features.levelVariance,
    dc_var: features.sizeVariance,
    dc_entr: features.entropy,
    dc_energy: table.counts.reduce((sum, count) => sum + (count / total) ** 2, 0),
  };
}
