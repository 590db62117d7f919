import { throwIfCancelled } from '../../errors.js';
import { spacing } from '../../imaging/gridGeometry.js';
import type { Mask } from '../../imaging/volume.js';
import { Arena } from './arena.js';
import type { ChosenFeatures } from '../parameters/chosenFeatures.js';
import { chosenFeatures } from '../parameters/chosenFeatures.js';
import { countInside } from '../roi/countInside.js';
import type { FeatureClass } from '../features/featureNames.js';
import { intensityFeatures, intensityRoi } from '../features/features.js';
import type { RadiomicsImage } from '../roi/image.js';
import { storedImage } from '../roi/image.js';
import type { ImageFilter } from '../filters/imageFilters.js';
import { imageFilters } from '../filters/imageFilters.js';
import type { RadiomicsParameters } from '../parameters/parameters.js';
import type { PreparedRoi } from '../roi/prepareRoi.js';
import { prepareRoi } from '../roi/prepareRoi.js';
import { shapeFeatures } from '../shape/shape.js';
import { shape2DFeatures } from '../shape/shape2D.js';
import { whyMissing } from '../features/missingValues.js';
import { DEFAULT_SETTINGS } from '../parameters/settings.js';

export interface RadiomicsFeature {
  /** PyRadiomics' name: image type, class and feature, with underscores between. */
  readonly name: string;
  readonly imageType: string;
  readonly featureClass: FeatureClass;
  readonly feature: string;
  /** NaN where it cannot be computed. */
  readonly value: number;
  /** Why there is no value, in a sentence. */
  readonly reason?: string;
}

export interface RadiomicsResult {
  /** In PyRadiomics' order. */
  readonly features: readonly RadiomicsFeature[];
  /** Voxels of the ROI after resampling and resegmentation. */
  readonly voxelCount: number;
}

/** What features are taken of: image and ROI on one grid, and which features. */
export interface RadiomicsInput {
  readonly image: RadiomicsImage;
  readonly mask: Mask;
  readonly parameters: RadiomicsParameters;
}

/** A part of an extraction that needs no other part: the shape, or one filtered image. */
export type RadiomicsJob =
  | { readonly kind: 'shape' }
  /** `filter` counts the image types of the parameters, LoG widths and wavelet bands one by one. */
  | { readonly kind: 'image'; readonly name: string; readonly filter: number };

/** An extraction cut into jobs; plain data, so that they can run in workers. */
export interface RadiomicsPlan {
  readonly prepared: PreparedRoi;
  readonly parameters: RadiomicsParameters;
  readonly classes: ChosenFeatures;
  /** In the order of the feature vector. */
  readonly jobs: readonly RadiomicsJob[];
  readonly voxelCount: number;
}

/**
 * Checks image, ROI and parameters, prepares the ROI (all that comes before the filters) and cuts the
 * rest into jobs.
 *
 * @throws `unsuitable-roi` for a ROI that features cannot be taken of, `invalid-parameters`
 */
export function planRadiomics({ image, mask, parameters }: RadiomicsInput): RadiomicsPlan {
  const settings = { ...DEFAULT_SETTINGS, ...parameters.setting };
  const filters = imageFilters(parameters);
  const classes = chosenFeatures(parameters);
  const prepared = prepareRoi(storedImage(image, parameters.inputType), mask, settings);
  return {
    prepared,
    parameters,
    classes,
    jobs: [
      ...(classes.shape || classes.shape2D ? [{ kind: 'shape' } as const] : []),
      ...filters.map(({ name }, filter) => ({ kind: 'image', name, filter }) as const),
    ],
    voxelCount: countInside(prepared.mask.data),
  };
}

/**
 * @param arena to share among jobs
 * @throws `unsuitable-roi` where the filtered image has no numbers inside the ROI, `cancelled`
 */
export function runRadiomicsJob(
  { prepared, parameters, classes }: RadiomicsPlan,
  job: RadiomicsJob,
  { signal, arena = new Arena() }: { signal?: AbortSignal; arena?: Arena } = {},
): RadiomicsFeature[] {
  throwIfCancelled(signal);
  return job.kind === 'shape'
    ? shapesOf(prepared, classes, parameters)
    : arena.frame(() =>
        featuresOf(imageFilters(parameters)[job.filter]!, prepared, classes, arena, signal),
      );
}

/** @param results what each job of the plan gave, in the order of its jobs */
export function assembleRadiomics(
  { voxelCount }: RadiomicsPlan,
  results: readonly (readonly RadiomicsFeature[])[],
): RadiomicsResult {
  return { features: results.flat(), voxelCount };
}

function shapesOf(
  { shapeMask: { grid, data } }: PreparedRoi,
  { shape, shape2D }: ChosenFeatures,
  { setting }: RadiomicsParameters,
): RadiomicsFeature[] {
  const step = spacing(grid);
  const { force2D, force2Ddimension } = { ...DEFAULT_SETTINGS, ...setting };
  const features: RadiomicsFeature[] = [];
  if (shape) {
    features.push(...named('original', 'shape', shape, shapeFeatures(data, grid.size, step)));
  }
  if (shape2D) {
    const values = force2D ? shape2DFeatures(data, grid.size, step, force2Ddimension) : {};
    features.push(...named('original', 'shape2D', shape2D, values));
  }
  return features;
}

function featuresOf(
  { name, settings, filter }: ImageFilter,
  { image, mask, box }: PreparedRoi,
  classes: ChosenFeatures,
  arena: Arena,
  signal: AbortSignal | undefined,
): RadiomicsFeature[] {
  const filtered = filter(image, box);
  const roi = filtered && intensityRoi(filtered, mask, settings, arena);
  return (Object.keys(classes) as FeatureClass[]).flatMap((featureClass) => {
    if (featureClass === 'shape' || featureClass === 'shape2D') return [];
    throwIfCancelled(signal);
    const values = roi ? intensityFeatures(featureClass, roi) : {};
    return named(name, featureClass, classes[featureClass] ?? [], values);
  });
}

function named(
  imageType: string,
  featureClass: FeatureClass,
  names: readonly string[],
  values: Readonly<Record<string, number>>,
): RadiomicsFeature[] {
  return names.map((feature) => {
    const value = values[feature] ?? NaN;
    const reason = Number.isFinite(value) ? undefined : whyMissing(featureClass, feature in values);
    return {
      name: `${imageType}_${featureClass}_${feature}`,
      imageType,
      featureClass,
      feature,
      value,
      ...(reason && { reason }),
    };
  });
}
