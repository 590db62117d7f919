import * as z from 'zod';
import { usualChangesSchema } from './contributions.js';
import {
  type ViewsInput,
  patchInputSchema,
  slicesInputSchema,
  viewsInputSchema,
  volumeInputSchema,
} from './imageInputs.js';
import { type ViewByViewGraph, modelFileSchema, modelGraphSchema } from './modelGraph.js';
import { clinicalInputSchema, radiomicsInputSchema } from './valueInputs.js';

export * from './imageInputs.js';
export * from './modelGraph.js';
export * from './valueInputs.js';

/** A coded concept (PS3.16 §8): what a target is called in a DICOM SR. */
export const codeSchema = z.object({
  value: z.string().min(1).max(16),
  scheme: z.string().min(1).max(16),
  meaning: z.string().min(1).max(64),
});
export type Code = z.infer<typeof codeSchema>;

const probability = z.number().min(0).max(1);

/** Calibrated probability = σ(slope · logit(probability) + intercept): Platt or, with 0, temperature scaling. */
export const calibrationSchema = z.object({ slope: z.number().positive(), intercept: z.number() });

const classCalibrationSchema = z.object({
  /** Calibrated probabilities of "mutant" that the package gives to calibration cases of this class. */
  probabilities: z.array(probability).min(1),
  /**
   * What the set's coverage of this class is at least, with 95 % confidence in these calibration cases:
   * the 5th percentile of Beta(k, n + 1 − k), k = ⌈(n + 1) · level⌉.
   */
  coverage: probability,
});

/** Cases that neither weights, epoch, threshold nor scaling were fitted to, for sets of classes. */
export const conformalCalibrationSchema = z.object({
  /** Share of new cases of either class whose set shall hold the true one. */
  level: z.number().gt(0).lt(1),
  mutant: classCalibrationSchema,
  wildType: classCalibrationSchema,
});
export type ConformalCalibration = z.infer<typeof conformalCalibrationSchema>;

export const targetSchema = z.object({
  /** Short name, e.g. `EGFR` or `LVI`. */
  id: z.string().min(1),
  /** Place of this target in the model's output vectors. */
  index: z.number().int().min(0),
  /** Concept names of the probability and of the predicted status. */
  probability: codeSchema,
  prediction: codeSchema,
  /** The gene studied; absent for what is no gene, such as vascular invasion. */
  gene: codeSchema.optional(),
  /** Where the package claims no sets, the model reads "mutant" at or above, and "wild type" below. */
  threshold: probability,
  /** Absent where the graph's probabilities are calibrated already. */
  calibration: calibrationSchema.optional(),
  /** Absent where the package claims no sets. */
  conformal: conformalCalibrationSchema.optional(),
  /** What each group of inputs contributes on average, to see a lesion's contributions beside. */
  usualChanges: usualChangesSchema.optional(),
});
export type TargetDefinition = z.infer<typeof targetSchema>;

/** What class-activation maps are made of: for each target, Σ weight · map over the channels. */
export const featureMapsSchema = z.object({
  /** Tensor name of the image input that the maps lie on. */
  input: z.string().min(1),
  /**
   * float32 [images, channels, …spatial]: the last convolution's maps; a view, a slice, a patch or a
   * volume is an image.
   */
  maps: z.string().min(1),
  /**
   * float32 [targets, images, channels]: what a channel's mean adds to a target's logit: the class
   * weights (CAM) or the gradient at this input (Grad-CAM).
   */
  weights: z.string().min(1),
  method: z.enum(['cam', 'grad-cam']),
  /** Ids of targets whose map no test shows to point at what decides, or for which the image hardly counts. */
  unconfirmed: z.array(z.string().min(1)).min(1).optional(),
});
export type FeatureMaps = z.infer<typeof featureMapsSchema>;

export const outputsSchema = z.object({
  /** float32 [1, targets]. */
  probabilities: z.string().min(1),
  /** float32 [1, views, targets]: the probability each view alone would give. */
  viewProbabilities: z.string().min(1).optional(),
  /** float32 [1, views, targets]: the probability with that view replaced by the mean of the others. */
  leaveOneViewOut: z.string().min(1).optional(),
  featureMaps: z.array(featureMapsSchema).min(1).optional(),
  /** float32 [members, targets]: the probability that each member of an ensemble would give. */
  members: z.string().min(1).optional(),
  /** float32 [1, features]: what the last layers decide on. */
  penultimate: z.string().min(1).optional(),
});

/** One tensor that the graph wants; each kind has its module in core/src/inputs. */
export const inputSchema = z.discriminatedUnion('kind', [
  viewsInputSchema,
  volumeInputSchema,
  patchInputSchema,
  slicesInputSchema,
  radiomicsInputSchema,
  clinicalInputSchema,
]);
export type ModelInput = z.infer<typeof inputSchema>;

/** `model.json` of a model package: everything about a model that is not a weight. */
export const modelManifestSchema = z
  .object({
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
    /** The package that taught this smaller one to say what it says; the card tells how far it does. */
    lightTierOf: z
      .object({
        id: z.string().min(1),
        /** `sha256:` + digest of its model.json's bytes. */
        digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
      })
      .optional(),
    /** Markdown file beside model.json, shown on demand; packages of earlier versions give its name only. */
    card: z.union([z.string().regex(/^[\w.-]+\.md$/), modelFileSchema]),
    targets: z.array(targetSchema).min(1),
    inputs: z.array(inputSchema).min(1),
    outputs: outputsSchema,
    /**
     * What the training cases look like (`LikenessReference`), for models that look at the image; a score
     * whose p-value among `cases` calibration cases is at most `limit` is warned of.
     */
    likeness: modelFileSchema
      .extend({ cases: z.number().int().positive(), limit: probability })
      .optional(),
    graph: modelGraphSchema,
  })
  .refine(({ graph, inputs }) => graph.kind !== 'view-by-view' || trunksFit(graph, inputs), {
    path: ['graph', 'trunk', 'graphs'],
    message:
      'a network that reads view by view has one trunk, or one for each plane of its views; and as many of fp16',
  });
export type ModelManifest = z.infer<typeof modelManifestSchema>;

function trunksFit({ trunk }: ViewByViewGraph, inputs: readonly ModelInput[]): boolean {
  const views = inputs.find(({ kind }) => kind === 'views') as ViewsInput | undefined;
  if (trunk.half && trunk.half.graphs.length !== trunk.graphs.length) return false;
  return trunk.graphs.length === 1
    ? views !== undefined
    : trunk.graphs.length === views?.planes.length;
}
