import * as z from 'zod';
import { clinicalSchema, PRODUCT } from '@mutation-prediction/core';
import { digestOf } from '../cohort/contentDigest.js';
import type { CaseTask, LesionsChoice } from '../prediction-cases/predictCase.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** PS3.5 §9.1. It becomes a part of an address, so nothing else may be in it. */
const uid = z
  .string()
  .regex(/^[0-9]+(\.[0-9]+)*$/)
  .max(64);
const counting = z.int().min(1);

/** A source's name: what workers' configurations call a folder or a PACS. */
export const sourceName = z.string().regex(/^[\w.-]{1,64}$/);

const pacsCase = z.strictObject({
  studyInstanceUid: uid,
  segmentation: z.strictObject({ seriesInstanceUid: uid, sopInstanceUid: uid }),
  ctSeries: z
    .array(z.strictObject({ seriesInstanceUid: uid, instances: z.int().min(0) }))
    .readonly(),
});

/** Every choice there is: without one that was made the result would be another. */
const lesionsChoice = {
  segment: counting.exactOptional(),
  segmentName: z.string().max(1024).exactOptional(),
  component: counting.exactOptional(),
  phase: z.string().max(1024).exactOptional(),
  maskThreshold: z.number().exactOptional(),
  acceptOtherPatient: z.boolean().exactOptional(),
} satisfies Record<keyof LesionsChoice, z.ZodType>;

/**
 * A case as it waits in the queue: which one by UIDs and digests, where by a source's name. No pixels, no names,
 * no places, no addresses, no secrets: whoever sees the queue must learn none of them.
 */
const caseJobSchema = z.strictObject({
  /** Version of the software that asks; results of another are others. */
  version: z.string().max(64),
  source: sourceName,
  /** SHA-256 of what is in CT and segmentation, by which a worker knows the case among its own. */
  content: digest,
  /** Absent for a case of a folder. */
  pacs: pacsCase.exactOptional(),
  series: uid.exactOptional(),
  segment: counting.exactOptional(),
  component: counting.exactOptional(),
  models: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[\w.-]{1,128}$/),
        digest: z.string().max(128),
        key: digest,
      }),
    )
    .min(1),
  lesions: z.strictObject(lesionsChoice),
  clinical: z.strictObject(clinicalSchema.shape),
  /** Figures also where a check withholds them. */
  showWithheld: z.literal(true).exactOptional(),
  /** What becomes of the report: it comes back with the result, or is stored in the source it is of. */
  report: z.enum(['none', 'returned', 'stored']),
  /** Public key that the result is sealed with. */
  reader: z.string().max(128),
  /** SHA-256 of a server's user, whose job nobody else is shown. */
  owner: digest.exactOptional(),
});

export type CaseJob = z.infer<typeof caseJobSchema>;

/** The job, and what a worker adds to it: its outcome, sealed for whoever asked. */
export const jobDataSchema = caseJobSchema.extend({ outcome: z.string().exactOptional() });
export type JobData = z.infer<typeof jobDataSchema>;

/** What of a task a job carries, or its source stands for. */
type Carried =
  'cohortCase' | 'models' | 'lesions' | 'clinical' | 'showWithheld' | 'pacs' | 'archive';
/** No task at all as long as a task has something that is not carried, lest it be forgotten here. */
type WholeTask = [Exclude<keyof CaseTask, Carried>] extends [never] ? CaseTask : never;

/** The job of a task. */
export function jobOf(
  { cohortCase, models, lesions, clinical, showWithheld }: WholeTask,
  to: Pick<CaseJob, 'source' | 'report' | 'reader' | 'owner'>,
): CaseJob {
  const { content, pacs, series, segment, component } = cohortCase;
  return {
    version: PRODUCT.version,
    content,
    ...(pacs && { pacs }),
    ...(series !== undefined && { series }),
    ...(segment !== undefined && { segment }),
    ...(component !== undefined && { component }),
    models: models.map(({ id, digest, key }) => ({ id, digest, key })),
    lesions,
    clinical,
    ...(showWithheld && { showWithheld }),
    ...to,
  };
}

/** The same for the same results asked by the same reader, so that what waits already is not added again. */
export function idOf({ reader, owner = '', report, models }: CaseJob): string {
  return `case-${digestOf([reader, owner, report, ...models.map(({ key }) => key)])}`;
}
