import * as z from 'zod';

/** A coded concept (PS3.16 §8): what a target is called in a DICOM SR. */
export const codeSchema = z.object({
  value: z.string().min(1).max(16),
  scheme: z.string().min(1).max(16),
  meaning: z.string().min(1).max(64),
});
export type Code = z.infer<typeof codeSchema>;

const probability = z.number().min(0).max(1);

export const targetSchema = z
  .object({
    /** Short name, e.g. `EGFR`. */
    id: z.string().min(1),
    /** Place of this target in the model's output vectors. */
    index: z.number().int().min(0),
    /** Concept name of the probability, of the predicted status, and the gene studied. */
    probability: codeSchema,
    prediction: codeSchema,
    gene: codeSchema,
    /** At or above `threshold` the model reads "mutant"; strictly inside the band, "indeterminate". */
    threshold: probability,
    indeterminate: z.tuple([probability, probability]),
  })
  .refine((t) => t.indeterminate[0] <= t.threshold && t.threshold <= t.indeterminate[1], {
    message: 'the threshold must lie inside the indeterminate band',
  });
export type TargetDefinition = z.infer<typeof targetSchema>;

export const viewPlaneSchema = z.enum([
  'axial',
  'coronal',
  'sagittal',
  'diagonal-yx',
  'antidiagonal-yx',
  'diagonal-zx',
  'antidiagonal-zx',
  'diagonal-zy',
  'antidiagonal-zy',
]);
export type ViewPlane = z.infer<typeof viewPlaneSchema>;

/** The nine (or fewer) planes of a cube around the lesion, as float32 [1, views, size, size]. */
export const viewsInputSchema = z.object({
  kind: z.literal('views'),
  tensor: z.string().min(1),
  cube: z.object({
    size: z.number().int().positive(),
    spacingMm: z.number().positive(),
    interpolation: z.literal('cubic-bspline-mirror'),
    outsideHu: z.number(),
  }),
  planes: z.array(viewPlaneSchema).min(1),
  resize: z.object({
    size: z.number().int().positive(),
    interpolation: z.literal('bilinear-half-pixel'),
  }),
  clipHu: z.tuple([z.number(), z.number()]),
  /** Applied after clipping: (HU − mean) / sd, with the training set's statistics. */
  normalisation: z.object({ mean: z.number(), sd: z.number().positive() }),
});
export type ViewsInput = z.infer<typeof viewsInputSchema>;

/** How clinical values become numbers, and what stands in for a missing one. */
export const clinicalInputSchema = z.object({
  kind: z.literal('clinical'),
  /** float32 [1, fields]. */
  tensor: z.string().min(1),
  fields: z
    .array(
      z.discriminatedUnion('name', [
        z.object({
          name: z.literal('age'),
          /** (years − mean) / sd. */
          mean: z.number(),
          sd: z.number().positive(),
          /** Encoded value that stands in for an unknown age. */
          missing: z.number(),
        }),
        z.object({
          name: z.literal('sex'),
          encoding: z.object({ F: z.number(), M: z.number(), O: z.number() }),
          missing: z.number(),
        }),
        z.object({
          name: z.literal('smoking'),
          encoding: z.object({ never: z.number(), former: z.number(), current: z.number() }),
          missing: z.number(),
        }),
      ]),
    )
    .min(1),
});
export type ClinicalInput = z.infer<typeof clinicalInputSchema>;

export const outputsSchema = z.object({
  /** float32 [1, targets]: probabilities after calibration. */
  probabilities: z.string().min(1),
  /** float32 [1, views, targets]: the probability each view alone would give. */
  viewProbabilities: z.string().min(1).optional(),
  /** float32 [1, views, targets]: the probability with that view replaced by the mean of the others. */
  leaveOneViewOut: z.string().min(1).optional(),
});

export const modelFileSchema = z.object({
  /** Relative to model.json; no `..`, no absolute path. */
  path: z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/),
  size: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ModelFile = z.infer<typeof modelFileSchema>;

/** `model.json` of a model package: everything about a model that is not a weight. */
export const modelManifestSchema = z.object({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  name: z.string().min(1).max(64),
  description: z.string().min(1),
  /** `demonstration`: the numbers mean nothing for a patient. */
  status: z.enum(['demonstration', 'research']),
  trainedOn: z.string().min(1),
  intendedUse: z.string().min(1),
  licence: z.string().min(1),
  citation: z.string().min(1).optional(),
  /** Markdown file beside model.json, shown on demand. */
  card: z.string().regex(/^[\w.-]+\.md$/),
  targets: z.array(targetSchema).min(1),
  inputs: z.array(z.discriminatedUnion('kind', [viewsInputSchema, clinicalInputSchema])).min(1),
  outputs: outputsSchema,
  graph: modelFileSchema.extend({
    /** `w16`: fp16 weights, fp32 compute. */
    precision: z.enum(['fp32', 'w16', 'fp16']),
    opset: z.number().int().positive(),
  }),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;
