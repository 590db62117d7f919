import * as z from 'zod';
import { clinicalNameSchema, clinicalSchema } from './clinical.js';
import { contributionSchema } from './contributions.js';
import { deviceSchema } from './device.js';
import { codeSchema, viewPlaneSchema } from './modelManifest.js';
import { warningCodeSchema, warningSchema } from './warning.js';

/**
 * The result contract: what browser, command line and server all return, what the SR stores and
 * what the panel shows. JSON throughout; bump `schemaVersion` when a reader of old files would err.
 */

const lps = z.tuple([z.number(), z.number(), z.number()]);
const uid = z.string().regex(/^[0-9.]{1,64}$/);

/**
 * The model's reading of the image; never the patient's molecular status. Of a target that is no gene,
 * `mutant` says that the model sees it and `wild-type` that it does not. `indeterminate` says that the
 * conformal set is not one class, and nothing else.
 */
export const statusSchema = z.enum(['mutant', 'wild-type', 'indeterminate']);
export type Status = z.infer<typeof statusSchema>;

export const viewContributionSchema = z.object({
  plane: viewPlaneSchema,
  /** Probability this view alone would give. */
  probability: z.number().optional(),
  /** Probability with this view replaced by the mean of the others. */
  probabilityWithout: z.number().optional(),
});

const byClass = z.object({ mutant: z.number(), wildType: z.number() });

/** Which classes a target's probability is compatible with: one, both, or neither. */
export const conformalSetSchema = z.object({
  classes: z.array(z.enum(['mutant', 'wild-type'])),
  /** Share of cases of either class whose set holds the true one, on average. */
  level: z.number(),
  /** Conformal p-values; a class is in the set from 1 − level. */
  p: byClass,
  /** Calibration cases of each class. */
  cases: byClass,
  /** What the coverage of each class is at least, with 95 % confidence. */
  coverage: byClass,
});
export type ConformalSet = z.infer<typeof conformalSetSchema>;

const target = {
  id: z.string(),
  /** `gene` is absent for a target that is no gene, such as vascular invasion. */
  codes: z.object({
    probability: codeSchema,
    prediction: codeSchema,
    gene: codeSchema.optional(),
  }),
};

const withheldFor = z.array(warningCodeSchema).min(1);

/** What the model makes of a target. */
export const predictedTargetSchema = z.object({
  ...target,
  probability: z.number().min(0).max(1),
  status: statusSchema,
  threshold: z.number(),
  /** Absent where the model claims none: then the threshold alone decides. */
  set: conformalSetSchema.optional(),
  /**
   * Between which probabilities the set is not one class; of reports written before there were sets, the
   * band in which the model committed to nothing.
   */
  indeterminate: z.tuple([z.number(), z.number()]).optional(),
  /** Interval of the probability and how it was found; absent where the model offers none. */
  uncertainty: z
    .object({
      lower: z.number(),
      upper: z.number(),
      method: z.enum(['leave-one-view-out-range', 'members-range']),
    })
    .optional(),
  views: z.array(viewContributionSchema).optional(),
  /** What each group of inputs does to the log odds, where it was asked for. */
  contributions: z.array(contributionSchema).optional(),
  /** The checks that would withhold it, where a user asked to see it all the same. */
  shownDespite: withheldFor.optional(),
});
export type PredictedTarget = z.infer<typeof predictedTargetSchema>;

/** The checks say that the model's figure would say nothing about a lung lesion: there is none. */
export const withheldTargetSchema = z.object({
  ...target,
  status: z.literal('withheld'),
  /** Codes of the prediction's warnings that say why. */
  reasons: withheldFor,
});
export type WithheldTarget = z.infer<typeof withheldTargetSchema>;

export const targetPredictionSchema = z.discriminatedUnion('status', [
  predictedTargetSchema,
  withheldTargetSchema,
]);
export type TargetPrediction = z.infer<typeof targetPredictionSchema>;

/** What contours hold, and where. */
export const findingSchema = z.object({
  /** Said by the segment's codes, or concluded from the CT. */
  source: z.enum(['segment', 'image']),
  /** CID 7150. */
  category: codeSchema.optional(),
  type: codeSchema,
  site: codeSchema.optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const lesionSchema = z.object({
  /** Shown to people and written as the SR's tracking identifier. */
  label: z.string(),
  /** Stays with the lesion over re-runs and studies. */
  trackingUid: uid,
  /** Mean of the lesion's voxel centres, LPS mm. */
  centroidLps: lps,
  volumeMm3: z.number(),
  voxelCount: z.number().int(),
  /** Largest distance between two surface voxel centres, mm. */
  longestDiameterMm: z.number(),
  /** Slices of the CT grid that hold a voxel of the lesion. */
  sliceCount: z.number().int(),
  /** 26-connected parts of the lesion. */
  partCount: z.number().int(),
  /** Share of the lesion's voxels inside the model's cube, 0–1; 1 for a model without one. */
  fractionInField: z.number(),
  /** Absent where neither the segment's codes nor the CT tell. */
  finding: findingSchema.optional(),
});
export type Lesion = z.infer<typeof lesionSchema>;

export const segmentationReferenceSchema = z.object({
  kind: z.enum(['SEG', 'RTSTRUCT', 'labelmap', 'nifti', 'nrrd']),
  /** Of the SEG or RTSTRUCT; absent for an unsaved labelmap and for NIfTI. */
  studyInstanceUid: uid.optional(),
  seriesInstanceUid: uid.optional(),
  sopClassUid: uid.optional(),
  sopInstanceUid: uid.optional(),
  /** Segment number, or ROI number of an RTSTRUCT. */
  segmentNumber: z.number().int(),
  segmentLabel: z.string().optional(),
  /** 1-based connected component, largest first, when only a part of the segment is the lesion. */
  component: z.number().int().positive().optional(),
});
export type SegmentationReference = z.infer<typeof segmentationReferenceSchema>;

export const imageReferenceSchema = z.object({
  studyInstanceUid: uid,
  seriesInstanceUid: uid,
  frameOfReferenceUid: uid,
  /** Which phase of a series that holds several. */
  phase: z.string().optional(),
});

export const modelIdentitySchema = z.object({
  id: z.string(),
  version: z.string(),
  name: z.string(),
  /** `sha256:` + digest of model.json's bytes, which in turn name the graph's digest. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  status: z.enum(['demonstration', 'research']),
  trainedOn: z.string(),
  intendedUse: z.string(),
});
export type ModelIdentity = z.infer<typeof modelIdentitySchema>;

/** How like the training data the lesion is: a score, and its p-value among lesions like those. */
export const likenessSchema = z.object({
  /** 0 for the median, 1 for the 90th percentile of lesions like the training ones; larger is unlike. */
  score: z.number(),
  /** What lies farthest out: the network's features, the CT in and around the lesion, or its radiomics. */
  farthest: z.enum(['network', 'region', 'radiomics']),
  /** An upper bound where it is 1 / (cases + 1), the smallest there is. */
  p: z.number(),
  /** At or below this p the lesion is called unlike the training data. */
  limit: z.number(),
  /** Calibration cases. */
  cases: z.number().int(),
});
export type Likeness = z.infer<typeof likenessSchema>;

export const predictionSchema = z.object({
  schemaVersion: z.literal(1),
  /** UID of this run, `2.25.…`. */
  uid,
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  targets: z.array(targetPredictionSchema).min(1),
  /** Absent where the model cannot tell. */
  likeness: likenessSchema.optional(),
  lesion: lesionSchema,
  inputs: z.object({
    /** Absent for NIfTI input, which has no DICOM identity. */
    image: imageReferenceSchema.optional(),
    segmentation: segmentationReferenceSchema,
    /** As used; a key that is absent was missing and the model's stand-in was taken. */
    clinical: clinicalSchema,
    clinicalMissing: z.array(clinicalNameSchema),
  }),
  model: modelIdentitySchema,
  device: deviceSchema,
  /** Wall time per stage: `views` (the model's inputs), `run` (network), `total`. */
  timingsMs: z.object({ views: z.number(), run: z.number(), total: z.number() }),
  warnings: z.array(warningSchema),
});
export type Prediction = z.infer<typeof predictionSchema>;
