import * as z from 'zod';
import { deviceSchema } from '../contract/device.js';
import { codeSchema } from '../contract/modelManifest.js';
import { predictionSchema } from '../contract/prediction.js';
import { warningSchema } from '../contract/warning.js';

const uid = z.string().regex(/^[0-9.]{1,64}$/);
const segmentNumber = z.number().int().min(1).max(65535);

const instanceSchema = z.object({
  studyInstanceUid: uid,
  seriesInstanceUid: uid,
  sopClassUid: uid,
  sopInstanceUid: uid,
});

/** A segment of a stored SEG. */
export const segmentReferenceSchema = instanceSchema.extend({ segmentNumber });
export type SegmentReference = Readonly<z.infer<typeof segmentReferenceSchema>>;

/** What shows where in the image a prediction comes from: a Parametric Map, or a segment of a SEG. */
export const visualExplanationSchema = instanceSchema.extend({
  /** Of which target, by its id; of all of the group's where absent. */
  target: z.string().min(1).optional(),
  /** Of a SEG only. */
  segmentNumber: segmentNumber.optional(),
});
export type VisualExplanation = Readonly<z.infer<typeof visualExplanationSchema>>;

/** A radiomic feature of a lesion, as one NUM; `radiomicMeasurements` makes them of features. */
export const radiomicMeasurementSchema = z.object({
  /** PyRadiomics' name, e.g. `original_firstorder_Mean`, or IBSI's, e.g. `stat_mean`. */
  feature: z.string().min(1),
  /** What it is called in a report: its IBSI concept. */
  concept: codeSchema,
  value: z.number(),
  unit: codeSchema,
  /** Settings that the value depends on, e.g. `binWidth=25`, `profile=ibsi`. */
  settings: z.array(z.string().min(1)).readonly(),
});
export type RadiomicMeasurement = Readonly<z.infer<typeof radiomicMeasurementSchema>>;

/** What a report says of one lesion by one model: one measurement group (TID 1411). */
export const reportedLesionSchema = z.object({
  /** A report is in English: what other languages would make their sentences of is not stored. */
  prediction: predictionSchema.extend({
    warnings: z.array(warningSchema.pick({ code: true, message: true })),
    device: deviceSchema.omit({ fallback: true }),
  }),
  /** The segment whose voxels are the lesion, or of which it is a part. */
  segmentation: segmentReferenceSchema,
  visualExplanations: z.array(visualExplanationSchema).min(1).readonly().optional(),
  measurements: z.array(radiomicMeasurementSchema).readonly().optional(),
});
export type ReportedLesion = Readonly<z.infer<typeof reportedLesionSchema>>;
