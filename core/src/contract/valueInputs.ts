import * as z from 'zod';

/** The manifest's entries for what a network is told in numbers. */

const missing = z.number();
const numeric = <Name extends string>(name: Name) =>
  z.object({
    name: z.literal(name),
    /** (value − mean) / sd; for min–max scaling the minimum and the range. */
    mean: z.number(),
    sd: z.number().positive(),
    /** Encoded value that stands in for an unknown one. */
    missing,
  });
const coded = <Name extends string, Value extends string>(
  name: Name,
  values: readonly [Value, ...Value[]],
) =>
  z.object({
    name: z.literal(name),
    encoding: z.record(z.enum(values), z.number()),
    missing,
  });

/**
 * How clinical values become numbers, and what stands in for a missing one. A value may have several
 * fields, as the lobe has whose five make a one-hot code.
 */
export const clinicalInputSchema = z.object({
  kind: z.literal('clinical'),
  /** float32 [1, fields]. */
  tensor: z.string().min(1),
  fields: z
    .array(
      z.discriminatedUnion('name', [
        /** Years. */
        numeric('age'),
        coded('sex', ['F', 'M', 'O']),
        coded('smoking', ['never', 'former', 'current']),
        /** Centimetres. */
        numeric('height'),
        /** Kilograms. */
        numeric('weight'),
        coded('familyHistory', ['yes', 'no']),
        /** 1 to 4. */
        numeric('stage'),
        coded('lobe', ['RUL', 'RML', 'RLL', 'LUL', 'LLL']),
        coded('invasiveDegree', ['AAH', 'AIS', 'MIA', 'IAC']),
        coded('density', ['pGGN', 'mGGN', 'solid']),
        coded('vacuole', ['yes', 'no']),
      ]),
    )
    .min(1),
});
export type ClinicalInput = z.infer<typeof clinicalInputSchema>;

/** PyRadiomics features of the lesion or of a ring around it, as float32 [1, features]. */
export const radiomicsInputSchema = z.object({
  kind: z.literal('radiomics'),
  tensor: z.string().min(1),
  roi: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tumour') }),
    /** Voxels outside the lesion within this distance of it. */
    z.object({ kind: z.literal('ring'), widthMm: z.number().positive() }),
  ]),
  /**
   * How far around the lesion's box the CT is read. Filters and resampling depend on it: training and
   * prediction must cut alike.
   */
  contextMm: z.number().positive(),
  /** A PyRadiomics parameter file as JSON; checked when the features are taken. */
  parameters: z.object({
    imageType: z.record(z.string(), z.record(z.string(), z.unknown()).nullable()),
    featureClass: z.record(z.string(), z.array(z.string()).nullable()).optional(),
    setting: z.record(z.string(), z.unknown()).optional(),
  }),
  /** In the order of the tensor. */
  features: z
    .array(
      z.object({
        /** PyRadiomics' name, e.g. `wavelet-LLH_glcm_Idm`. */
        name: z.string().regex(/^[^_]+_[a-z]+_\w+$/),
        /** (value − offset) · scale. */
        offset: z.number(),
        scale: z.number(),
        /** Scaled value that stands in for a feature that is no number. */
        missing,
      }),
    )
    .min(1),
});
export type RadiomicFeaturesInput = z.infer<typeof radiomicsInputSchema>;
