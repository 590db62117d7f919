import { cropMask } from '../../imaging/crop.js';
import { spacing } from '../../imaging/gridGeometry.js';
import { maskRuns, runsBox } from '../../imaging/maskRuns.js';
import { norm, subtract, type Vector3 } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';
import type { Arena } from '../jobs/arena.js';
import { countInside } from '../roi/countInside.js';
import type { ExtractedFeature, ExtractedFeatures } from '../extractedFeatures.js';
import type { RadiomicsImage, ScalarImage } from '../roi/image.js';
import { cropImage, storedImage } from '../roi/image.js';
import { discretiseIbsi } from './ibsiLevels.js';
import type { IbsiParameters, IbsiSettings, IbsiTexture } from './ibsiParameters.js';
import { ibsiFeatureNames } from './ibsiNames.js';
import { ibsiRoi, type IbsiRoi } from './ibsiRoi.js';
import { energyOf, histogramShape, intensityStatistics } from './intensityStatistics.js';
import { localIntensity } from './localIntensity.js';
import { morphology } from './morphology.js';
import { spatialAutocorrelation } from './spatialAutocorrelation.js';
import { textureFeatures, type LevelRoi } from './texture.js';
import { volumeHistogram } from './volumeHistogram.js';

/** A part of an extraction that needs no other part. */
export type IbsiJob =
  | { readonly kind: 'shape-and-intensity' }
  | { readonly kind: 'texture'; readonly texture: IbsiTexture };

/** An extraction cut into jobs; plain data, so that they can run in workers. */
export interface IbsiPlan {
  readonly parameters: IbsiParameters;
  readonly roi: IbsiRoi;
  readonly jobs: readonly IbsiJob[];
  readonly voxelCount: number;
}

/** @throws `unsuitable-roi` for a ROI that features cannot be taken of */
export function planIbsi(image: RadiomicsImage, mask: Mask, parameters: IbsiParameters): IbsiPlan {
  const roi = ibsiRoi(storedImage(image), mask, parameters.setting);
  return {
    parameters,
    roi,
    jobs: [
      { kind: 'shape-and-intensity' },
      ...parameters.setting.textures.map((texture) => ({ kind: 'texture', texture }) as const),
    ],
    voxelCount: countInside(roi.intensity.data),
  };
}

/**
 * Features in any order.
 *
 * @param arena to share among jobs
 */
export function runIbsiJob(
  { roi, parameters: { setting } }: IbsiPlan,
  job: IbsiJob,
  arena: Arena,
): ExtractedFeature[] {
  const values =
    job.kind === 'texture'
      ? arena.frame(() => textureFeatures(levelRoi(roi, setting), job.texture, arena))
      : intensityAndShape(roi, setting);
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** @param results what each job of the plan gave */
export function assembleIbsi(
  { parameters, voxelCount }: IbsiPlan,
  results: readonly (readonly ExtractedFeature[])[],
): ExtractedFeatures {
  const values = new Map(results.flat().map(({ name, value }) => [name, value]));
  return {
    features: ibsiFeatureNames(parameters.setting.textures).map((name) => {
      const value = values.get(name) ?? NaN;
      return { name, value, ...(!Number.isFinite(value) && { reason: whyMissing(name) }) };
    }),
    voxelCount,
  };
}

function intensityAndShape(roi: IbsiRoi, setting: IbsiSettings): Record<string, number> {
  const { image, intensity } = roi;
  const values = image.data.filter((_, n) => intensity.data[n]);
  const { levels } = discretiseIbsi(values, setting.discretisation, setting.resegmentRange?.[0]);
  const statistics = intensityStatistics(values);
  return {
    ...prefixed('morph', shapeOf(roi, statistics.mean)),
    ...prefixed('loc_peak', { ...localIntensity(image, intensity.data) }),
    ...prefixed('stat', { ...statistics, ...energyOf(values) }),
    ...prefixed('ih', {
      ...intensityStatistics(Float64Array.from(levels)),
      ...histogramShape(levels),
    }),
    ...prefixed('ivh', volumeHistogramOf(values, setting)),
  };
}

function prefixed(family: string, values: Readonly<Record<string, number>>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${family}_${name}`, value]),
  );
}

/** The shape of the ROI, and how intensities lie in it. */
function shapeOf({ image, morphology: mask, intensity }: IbsiRoi, meanIntensity: number) {
  const box = runsBox(maskRuns(mask))!;
  const shape = morphology(cropMask(mask, box));
  const inside = cropMask(intensity, box);
  const near = cropImage(image, box);
  const step = spacing(mask.grid);
  const autocorrelation = spatialAutocorrelation(near.data, inside.data, near.grid.size, step);
  return {
    ...shape,
    com: centreShift(near, cropMask(mask, box), inside, step),
    integ_int: meanIntensity * shape.volume,
    ...(autocorrelation ?? { moran_i: NaN, geary_c: NaN }),
  };
}

/** Distance between the centre of the ROI and the centre of its intensities, mm (IBSI 3.1). */
function centreShift(image: ScalarImage, mask: Mask, intensity: Mask, step: Vector3): number {
  const centre = centroid(mask, () => 1, step);
  return norm(
    subtract(
      centre,
      centroid(intensity, (n) => image.data[n]!, step),
    ),
  );
}

function centroid({ grid, data }: Mask, weight: (n: number) => number, step: Vector3): Vector3 {
  const [ni, nj] = grid.size;
  let [x, y, z, total] = [0, 0, 0, 0];
  for (let n = 0; n < data.length; n++) {
    if (data[n] === 0) continue;
    const row = Math.floor(n / ni);
    const w = weight(n);
    x += w * (n - row * ni) * step[0];
    y += w * (row % nj) * step[1];
    z += w * Math.floor(row / nj) * step[2];
    total += w;
  }
  return [x / total, y / total, z / total];
}

function volumeHistogramOf(values: Float64Array, setting: IbsiSettings): Record<string, number> {
  const { volumeHistogram: discretisation, resegmentRange } = setting;
  const [lower, upper] = resegmentRange ?? [];
  if (!discretisation) {
    return {
      ...volumeHistogram(values, lower ?? least(values), upper ?? -least(values.map((v) => -v)), 1),
    };
  }
  const { levels, centreOf } = discretiseIbsi(values, discretisation, lower);
  const centres = Float64Array.from(levels, centreOf);
  const width = 'binWidth' in discretisation ? discretisation.binWidth : 1;
  const highest = levels.reduce((most, level) => Math.max(most, level), 0);
  const last =
    upper === undefined || !('binWidth' in discretisation)
      ? highest
      : Math.ceil((upper - lower!) / width);
  return { ...volumeHistogram(centres, centreOf(1), centreOf(last), width) };
}

const least = (values: Float64Array) =>
  values.reduce((low, value) => Math.min(low, value), Infinity);

/** The ROI in grey levels, cropped to its box. */
function levelRoi(
  { image, morphology: mask, intensity }: IbsiRoi,
  setting: IbsiSettings,
): LevelRoi {
  const box = runsBox(maskRuns(mask))!;
  const near = cropImage(image, box);
  const inside = cropMask(intensity, box);
  const values = near.data.filter((_, n) => inside.data[n]);
  const { levels } = discretiseIbsi(values, setting.discretisation, setting.resegmentRange?.[0]);
  const data = new Float64Array(near.data.length);
  let next = 0;
  for (let n = 0; n < data.length; n++) if (inside.data[n] !== 0) data[n] = levels[next++]!;
  return {
    image: { grid: near.grid, data, pixelType: 'float64' },
    intensity: inside,
    morphology: cropMask(mask, box),
  };
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^morph_(moran|geary)/, 'The intensities are all the same, or the ROI is too large.'],
  [/^morph_/, 'The ROI is flat.'],
  [/_(cov|qcod)$/, 'The intensities are zero on average.'],
  [/./, 'No two voxels of the ROI are neighbours.'],
];

function whyMissing(name: string): string {
  return REASONS.find(([pattern]) => pattern.test(name))![1];
}
