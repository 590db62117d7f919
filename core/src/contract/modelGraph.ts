import * as z from 'zod';

/** The manifest's entries for files, and for the files of its network. */

export const modelFileSchema = z.object({
  /** Relative to model.json; no `..`, no absolute path. */
  path: z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/),
  size: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ModelFile = z.infer<typeof modelFileSchema>;

/** An ONNX graph, and the files in its folder that hold weights of it (ONNX's external data). */
export const graphFileSchema = modelFileSchema.extend({
  data: z.array(modelFileSchema).min(1).optional(),
});
export type GraphFile = z.infer<typeof graphFileSchema>;

const name = z.string().min(1);

const arithmetic = {
  /** `w16`: fp16 weights, fp32 compute. */
  precision: z.enum(['fp32', 'w16', 'fp16']),
  opset: z.number().int().positive(),
};

/** One graph, from all inputs to all outputs. */
export const wholeGraphSchema = graphFileSchema.extend({
  kind: z.literal('whole').optional(),
  ...arithmetic,
});
export type WholeGraph = z.infer<typeof wholeGraphSchema>;

/**
 * A trunk that reads one view after the other, and a fusion of what it found in all of them. It gives what one
 * graph would give; row v of `viewProbabilities` depends on view v alone.
 */
export const viewByViewGraphSchema = z.object({
  kind: z.literal('view-by-view'),
  trunk: z.object({
    /** One for all views, or one for each in the order of `planes`. */
    graphs: z.array(graphFileSchema).min(1),
    /** float32 [1, 1, size, size]: a view. */
    input: name,
    /** Outputs, float32 [1, …], that the fusion takes as [views, …], besides all inputs but the views. */
    features: z.array(name).min(1),
    /** Outputs, float32 [1, …], that are the network's as [views, …]: its feature maps. */
    outputs: z.array(name).optional(),
    /**
     * The same of fp16 arithmetic, with float32 inputs and outputs, for graphics processors that have it. Taken
     * only where they keep to `golden` on the device itself.
     */
    half: z
      .object({
        graphs: z.array(graphFileSchema).min(1),
        /** Largest change of a probability, in `golden`, with which they are taken. */
        largestDifference: z.number().gt(0).lt(1),
        /** [trials][targets]: `probabilities` of fp32 arithmetic on `hashedTensor`s (core/src/inference). */
        golden: z.array(z.array(z.number().min(0).max(1)).min(1)).min(1),
      })
      .optional(),
  }),
  fusion: graphFileSchema,
  ...arithmetic,
});
export type ViewByViewGraph = z.infer<typeof viewByViewGraphSchema>;

export const modelGraphSchema = z.discriminatedUnion('kind', [
  wholeGraphSchema,
  viewByViewGraphSchema,
]);
export type ModelGraph = z.infer<typeof modelGraphSchema>;
