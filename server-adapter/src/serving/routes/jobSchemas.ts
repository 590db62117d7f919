/** What the routes of jobs take and answer. */
import * as z from 'zod';
import { refused, refusals } from './schemas.js';

const JOBS = 'Jobs';

/** PS3.5 §9.1. It becomes a part of an address, so nothing else may be in it. */
const uid = z
  .string()
  .regex(/^[0-9]+(\.[0-9]+)*$/)
  .max(64);

/** Strict: no further field, an address for instance, is passed over. */
const asked = z.strictObject({
  sourceId: z.string().min(1).max(64).describe('Name of an archive that the server knows.'),
  studyUID: uid,
  seriesUID: uid.describe('Series of the segmentation.'),
  segSOPUID: uid.describe('SOP Instance UID of the SEG or RTSTRUCT.'),
  segmentNumber: z
    .int()
    .min(1)
    .optional()
    .describe('Segment or ROI number; every one with contours unless given.'),
  modelDigest: z.string().min(1).max(128).describe('Digest of a model package of the server.'),
});

const failure = z.object({ code: z.string(), message: z.string() });

const job = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    failure: failure.optional().describe('Why it failed.'),
    lesions: z
      .array(
        z.object({
          segment: z.int(),
          targets: z
            .array(
              z.object({
                id: z.string(),
                status: z.string(),
                probability: z.number().optional().describe('Absent where it is withheld.'),
              }),
            )
            .optional(),
          failure: failure.optional(),
        }),
      )
      .optional()
      .describe('Once it is done; the report is in the archive.'),
  })
  .meta({ id: 'Job' });

const unknownJob = refused('The caller has no such job.');
const params = z.object({ id: z.string().max(128).describe('As it was answered.') });

export const submitJobSchema = {
  tags: [JOBS],
  summary: 'Predict a case of an archive in the background',
  description:
    'The report is stored in the archive. Asked again by the same caller it is the same job; one that failed runs again.',
  body: asked,
  response: {
    202: job.describe('It is in the queue, or was.'),
    400: refused('The request is malformed.'),
    404: refused('There is no such archive, segmentation or model, or the server takes no jobs.'),
    ...refusals,
  },
};

export const jobSourcesSchema = {
  tags: [JOBS],
  summary: 'What of a study jobs can be of',
  description:
    'Archives that the server knows and that have segmentations of the study; one that does not answer is left out.',
  querystring: z.strictObject({ studyUID: uid }),
  response: {
    200: z
      .object({
        sources: z.array(
          z.object({
            id: z.string().describe('What a job calls it.'),
            segSOPUIDs: z.array(z.string()).describe('Its segmentations of the study.'),
          }),
        ),
      })
      .describe('The archives.'),
    400: refused('The request is malformed.'),
    404: refused('The server takes no jobs.'),
    ...refusals,
  },
};

export const jobSchema = {
  tags: [JOBS],
  summary: 'How one of the caller’s own jobs is',
  params,
  response: { 200: job.describe('The job.'), 404: unknownJob, ...refusals },
};

export const cancelJobSchema = {
  tags: [JOBS],
  summary: 'Take back one of the caller’s own jobs',
  description: 'One that runs is ended within seconds.',
  params,
  response: { 204: z.undefined().describe('It is being ended.'), 404: unknownJob, ...refusals },
};

export const jobEventsSchema = {
  tags: [JOBS],
  summary: 'Hear of what becomes of a job',
  description:
    'Server-sent events `job`, each with the job as JSON, at once and after each change, until it is done, failed or taken back, or for ten minutes.',
  params,
  response: {
    200: {
      description: 'The events.',
      content: { 'text/event-stream': { schema: z.any() } },
    },
    404: unknownJob,
    ...refusals,
  },
};
