import { z } from 'zod';
import { invalidParameters } from './invalidParameters.js';
import type { FeatureClass } from '../features/featureNames.js';
import { FEATURE_NAMES } from '../features/featureNames.js';
import type { ImageTypeSettings, RadiomicsParameters } from './parameters.js';
import { IMAGE_TYPES, RADIOMICS_PRESETS } from './parameters.js';

const positive = z.number().positive();
const count = z.number().int().positive();

/** More grey levels than any texture is made of, and neighbours farther than any lesion is long. */
const MOST_BINS = 2 ** 16;
const FARTHEST = 100;

/** Settings that change a number. */
const settings = {
  binWidth: positive,
  binCount: count.max(MOST_BINS).nullable(),
  normalize: z.boolean(),
  normalizeScale: positive,
  removeOutliers: positive.nullable(),
  resampledPixelSpacing: z
    .tuple([z.number().min(0), z.number().min(0), z.number().min(0)])
    .nullable(),
  interpolator: z.enum(['sitkNearestNeighbor', 'sitkLinear', 'sitkBSpline']).nullable(),
  padDistance: z.number().int().min(0),
  preCrop: z.boolean(),
  resegmentRange: z.union([z.tuple([z.number()]), z.tuple([z.number(), z.number()])]).nullable(),
  resegmentMode: z.enum(['absolute', 'relative', 'sigma']),
  resegmentShape: z.boolean(),
  minimumROIDimensions: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  minimumROISize: count.nullable(),
  distances: z.array(count.max(FARTHEST)).min(1),
  force2D: z.boolean(),
  force2Ddimension: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  symmetricalGLCM: z.boolean(),
  weightingNorm: z.enum(['manhattan', 'euclidean', 'infinity', 'no_weighting']).nullable(),
  gldm_a: z.number().int().min(0),
  voxelArrayShift: z.number(),
  gradientUseSpacing: z.boolean(),
};
const settingSchema = z.strictObject(settings).partial();

/** Settings of files that change no number: the engine is given one mask on the image's grid. */
const IGNORED = ['additionalInfo', 'label', 'label_channel', 'correctMask', 'geometryTolerance'];

/** What stands for "the default" in files: a key with nothing after it. */
const KEEP_NULL: readonly string[] = Object.entries(settings)
  .filter(([, schema]) => schema.safeParse(null).success)
  .map(([key]) => key);

const featureClasses = z.enum(Object.keys(FEATURE_NAMES) as [FeatureClass, ...FeatureClass[]]);
const fileSchema = z.strictObject({
  setting: z.record(z.string(), z.unknown()).nullish(),
  imageType: z
    .partialRecord(z.enum(IMAGE_TYPES), z.record(z.string(), z.unknown()).nullable())
    .nullish(),
  featureClass: z.partialRecord(featureClasses, z.array(z.string()).nullable()).nullish(),
});

/**
 * Parameters from the content of a PyRadiomics parameter file. Without `imageType` the original image
 * is meant, without `featureClass` every feature.
 *
 * @param name names the file in errors
 * @throws `invalid-parameters` for what PyRadiomics would refuse and for what the engine lacks
 */
export function radiomicsParameters(content: unknown, name: string): RadiomicsParameters {
  const file = checked(fileSchema, content, name);
  const original = RADIOMICS_PRESETS[107];
  const { imageType, featureClass } = file;
  const label = checked(count.nullish(), file.setting?.['label'], name);
  return {
    ...(label && { label }),
    setting: settingsOf(file.setting, settingSchema, name) as ImageTypeSettings,
    imageType: imageType
      ? mapValues(imageType, (own) => imageSettings(own, name))
      : original.imageType,
    featureClass: featureClass
      ? mapValues(featureClass, (names) => (names?.length ? names : 'all'))
      : original.featureClass,
  };
}

function imageSettings(own: Record<string, unknown> | null, name: string): ImageTypeSettings {
  const schema = settingSchema.extend({ sigma: z.array(positive).optional() });
  return settingsOf(own, schema, name) as ImageTypeSettings;
}

function settingsOf<T>(
  given: Record<string, unknown> | null | undefined,
  schema: z.ZodType<T>,
  name: string,
): T {
  const concerning = Object.entries(given ?? {}).filter(
    ([key, value]) => !IGNORED.includes(key) && (value !== null || KEEP_NULL.includes(key)),
  );
  return checked(schema, Object.fromEntries(concerning), name);
}

function checked<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidParameters(name, result.error);
}

function mapValues<K extends string, V, W>(
  record: Readonly<Partial<Record<K, V>>>,
  map: (value: V) => W,
): Partial<Record<K, W>> {
  const entries = Object.entries(record) as [K, V][];
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value)])) as Partial<
    Record<K, W>
  >;
}
