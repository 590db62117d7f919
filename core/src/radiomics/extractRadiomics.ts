import { throwIfCancelled } from '../errors.js';
import { cropMask } from '../imaging/crop.js';
import { spacing } from '../imaging/gridGeometry.js';
import type { Mask } from '../imaging/volume.js';
import type { FeatureClass } from './featureNames.js';
import { FEATURE_NAMES } from './featureNames.js';
import { intensityFeatures, intensityRoi } from './features.js';
import type { RadiomicsImage } from './image.js';
import { scalarImage } from './image.js';
import type { ImageFilter } from './imageFilters.js';
import { imageFilters } from './imageFilters.js';
import type { RadiomicsParameters } from './parameters.js';
import type { PreparedRoi } from './prepareRoi.js';
import { prepareRoi } from './prepareRoi.js';
import { invalidParameters } from './roiErrors.js';
import { shapeFeatures } from './shape.js';
import { DEFAULT_SETTINGS } from './settings.js';

export interface RadiomicsOptions {
  readonly signal?: AbortSignal;
  /** Called before each image type and at the end. */
  readonly onProgress?: (progress: RadiomicsProgress) => void;
}

export interface RadiomicsProgress {
  readonly done: number;
  readonly total: number;
}

export interface RadiomicsFeature {
  /** PyRadiomics' name: image type, class and feature, with underscores between. */
  readonly name: string;
  readonly imageType: string;
  readonly featureClass: FeatureClass;
  readonly feature: string;
  /** NaN where the image is too small for the filter. */
  readonly value: number;
}

export interface RadiomicsResult {
  /** In PyRadiomics' order. */
  readonly features: readonly RadiomicsFeature[];
  /** Voxels of the ROI after resampling and resegmentation. */
  readonly voxelCount: number;
}

/**
 * Radiomic features with the values, names and order of PyRadiomics 3.0.1 (docs/radiomics.md says to
 * what accuracy).
 *
 * @param image a CT `Volume`, or any image of voxels
 * @param mask the ROI on the image's grid
 * @throws `unsuitable-roi` for a ROI that features cannot be taken of, `invalid-parameters`,
 *   `cancelled`
 */
export function extractRadiomics(
  image: RadiomicsImage,
  mask: Mask,
  parameters: RadiomicsParameters,
  { signal, onProgress }: RadiomicsOptions = {},
): RadiomicsResult {
  const settings = { ...DEFAULT_SETTINGS, ...parameters.setting };
  const filters = imageFilters(parameters);
  const classes = chosenFeatures(parameters);
  const prepared = prepareRoi(scalarImage(image, parameters.inputType), mask, settings);

  const features: RadiomicsFeature[] = [];
  if (classes.shape) features.push(...shapeOf(prepared, classes.shape));
  filters.forEach((filter, done) => {
    throwIfCancelled(signal);
    onProgress?.({ done, total: filters.length });
    features.push(...featuresOf(filter, prepared, classes, signal));
  });
  onProgress?.({ done: filters.length, total: filters.length });
  return { features, voxelCount: prepared.mask.data.reduce((sum, inside) => sum + inside, 0) };
}

type ChosenFeatures = Partial<Record<FeatureClass, readonly string[]>>;

function chosenFeatures({ featureClass }: RadiomicsParameters): ChosenFeatures {
  const chosen: ChosenFeatures = {};
  for (const key of Object.keys(featureClass) as FeatureClass[]) {
    const known: readonly string[] = FEATURE_NAMES[key];
    const wanted = featureClass[key];
    const names = wanted === undefined || wanted === 'all' ? known : wanted;
    const unknown = names.find((name) => !known.includes(name));
    if (unknown) throw invalidParameters(`The class ${key} has no feature ${unknown}.`);
    chosen[key] = names;
  }
  return chosen;
}

function shapeOf({ shapeMask, box }: PreparedRoi, names: readonly string[]): RadiomicsFeature[] {
  const { grid, data } = cropMask(shapeMask, box);
  const values = shapeFeatures(data, grid.size, spacing(grid));
  return named('original', 'shape', names, values);
}

function featuresOf(
  { name, settings, filter }: ImageFilter,
  { image, mask, box }: PreparedRoi,
  classes: ChosenFeatures,
  signal: AbortSignal | undefined,
): RadiomicsFeature[] {
  const filtered = filter(image);
  const roi = filtered && intensityRoi(filtered, mask, box, settings);
  return (Object.keys(classes) as FeatureClass[]).flatMap((featureClass) => {
    if (featureClass === 'shape') return [];
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
  return names.map((feature) => ({
    name: `${imageType}_${featureClass}_${feature}`,
    imageType,
    featureClass,
    feature,
    value: values[feature] ?? NaN,
  }));
}
