import * as z from 'zod';

/** The manifest's entries for what a network sees of the CT. */

const range = z.tuple([z.number(), z.number()]);
/** (HU − mean) / sd, after clipping. */
const normalisation = z.object({ mean: z.number(), sd: z.number().positive() });
const count = z.number().int().positive();

/** Samples at equal distances along patient L, P and S. */
const sampling = {
  spacingMm: z.number().positive(),
  interpolation: z.literal('cubic-bspline-mirror'),
  outsideHu: z.number(),
};

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
  cube: z.object({ size: count, ...sampling }),
  planes: z.array(viewPlaneSchema).min(1),
  resize: z.object({ size: count, interpolation: z.literal('bilinear-half-pixel') }),
  clipHu: range,
  /** With the training set's statistics. */
  normalisation,
});
export type ViewsInput = z.infer<typeof viewsInputSchema>;

/**
 * A block of the CT, as float32 [1, 1, depth, rows, columns]: depth along patient S, rows along P,
 * columns along L, unless turned.
 */
export const volumeInputSchema = z
  .object({
    kind: z.literal('volume'),
    tensor: z.string().min(1),
    crop: z.discriminatedUnion('kind', [
      /** A cube around the lesion's centre. */
      z.object({ kind: z.literal('centred'), size: count }),
      /** The smallest box along L, P and S that holds the lesion's voxels. */
      z.object({ kind: z.literal('bounding-box') }),
    ]),
    ...sampling,
    /** HU given to every sample outside the lesion; absent keeps what lies around it. */
    outsideMaskHu: z.number().optional(),
    /** Quarter turns in the plane of rows and columns, from columns to rows (`numpy.rot90`). */
    quarterTurns: z.number().int().min(0).max(3).default(0),
    clipHu: range,
    normalisation,
    /** After normalisation; absent keeps the crop's own size. */
    resize: z
      .object({
        depth: count,
        rows: count,
        columns: count,
        interpolation: z.literal('trilinear-half-pixel'),
      })
      .optional(),
  })
  .refine((input) => input.crop.kind === 'centred' || input.resize !== undefined, {
    message: 'a bounding-box crop needs a resize, since its size differs from lesion to lesion',
  });
export type VolumeInput = z.infer<typeof volumeInputSchema>;

/** The CT's own pixels on the slice where the lesion is largest, as float32 [1, 1, size, size]. */
export const patchInputSchema = z.object({
  kind: z.literal('patch'),
  tensor: z.string().min(1),
  /** Rows and columns, in pixels of the CT. */
  size: count,
  /** HU of pixels beyond the image. */
  outsideHu: z.number(),
  clipHu: range,
  normalisation,
});
export type PatchInput = z.infer<typeof patchInputSchema>;

/** The CT's own slices around the lesion, equalised, as float32 [1, count, size, size] in 0 to 1. */
export const slicesInputSchema = z.object({
  kind: z.literal('slices'),
  tensor: z.string().min(1),
  /** Slices, half of them below the lesion's centre. */
  count,
  /** Rows and columns cut from each slice, in pixels of the CT. */
  crop: count,
  /** Rows and columns after resizing. */
  size: count,
  /** HU window (VOI LUT). */
  window: z.object({
    /** `image`: of those that the CT proposes the one with the lowest centre, where it proposes any. */
    source: z.enum(['fixed', 'image']).default('fixed'),
    centre: z.number(),
    width: z.number().min(2),
  }),
  /** Histogram equalisation of each slice's crop. */
  equalisation: z.literal('256-levels'),
  /** How far around the lesion's box the CT counts; what lies beyond is as if outside the image. */
  contextMm: z.number().positive(),
});
export type SlicesInput = z.infer<typeof slicesInputSchema>;
