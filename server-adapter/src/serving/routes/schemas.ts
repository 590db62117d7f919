/** What the routes take and answer, as their types are checked and as the OpenAPI document says it. */
import { runStateSchema } from '@mutation-prediction/core';
import * as z from 'zod';

const refusal = z
  .object({ error: z.string().describe('What is wrong, in a sentence.') })
  .meta({ id: 'Refusal' });

/** @param description when it is answered */
export const refused = (description: string) => ({
  description,
  content: { 'application/json': { schema: refusal } },
});

/** Answers of every route that somebody must sign in for. */
export const refusals = {
  401: refused('Nobody known sends this.'),
  403: refused('The caller may not do this.'),
  429: refused('The caller has asked for too much; `retry-after` says when to ask again.'),
  503: refused('The server cannot do this now; `retry-after` says when to ask again.'),
};

const unknownModel = refused('There is no such model or version.');

const modelName = z.string().describe('Name of the model.');
const modelParams = z.object({ model: modelName });
const versionParams = z.object({ model: modelName, version: z.string() });

const tensorMetadata = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.int()).describe('-1 where a dimension may have any length.'),
});

const modelMetadata = z
  .object({
    name: z.string(),
    versions: z.array(z.string()).optional(),
    platform: z.string().optional(),
    inputs: z.array(tensorMetadata),
    outputs: z.array(tensorMetadata),
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .describe('The model.');

const INFERENCE = 'Open Inference Protocol v2';
const RUNS = 'Runs';
const OPERATION = 'Operation';

export const serverMetadataSchema = {
  tags: [INFERENCE],
  summary: 'Name, version and extensions of the server',
  response: {
    200: z
      .object({ name: z.string(), version: z.string(), extensions: z.array(z.string()) })
      .describe('The server.'),
    ...refusals,
  },
};

export const liveSchema = {
  tags: [INFERENCE],
  summary: 'Whether the server answers at all',
  security: [],
  response: { 200: z.object({ live: z.literal(true) }).describe('It does.') },
};

export const readySchema = {
  tags: [INFERENCE],
  summary: 'Whether the server can be asked for inferences now',
  security: [],
  response: {
    200: z.object({ ready: z.literal(true) }).describe('It can.'),
    503: refused('It cannot, and why.'),
  },
};

const modelMetadataAnswers = { response: { 200: modelMetadata, 404: unknownModel, ...refusals } };

export const modelMetadataSchema = {
  tags: [INFERENCE],
  summary: 'A model’s inputs and outputs',
  params: modelParams,
  ...modelMetadataAnswers,
};

export const versionedMetadataSchema = {
  tags: [INFERENCE],
  summary: 'The inputs and outputs of a model’s version',
  params: versionParams,
  ...modelMetadataAnswers,
};

const modelReadyAnswers = {
  response: {
    200: z.object({ name: z.string(), ready: z.literal(true) }).describe('It is ready.'),
    404: unknownModel,
    ...refusals,
  },
};

export const modelReadySchema = {
  tags: [INFERENCE],
  summary: 'Whether a model can be asked now',
  params: modelParams,
  ...modelReadyAnswers,
};

export const versionedReadySchema = {
  tags: [INFERENCE],
  summary: 'Whether a model’s version can be asked now',
  params: versionParams,
  ...modelReadyAnswers,
};

export const repositoryIndexSchema = {
  tags: [INFERENCE],
  summary: 'All models and their states',
  response: {
    200: z
      .array(
        z.object({
          name: z.string(),
          version: z.string().optional(),
          state: z.enum(['READY', 'LOADING', 'UNAVAILABLE']),
          reason: z.string().optional().describe('Why it is unavailable; told to admins.'),
        }),
      )
      .describe('The models.'),
    400: refused('The request is not JSON.'),
    ...refusals,
  },
};

const inferAnswers = {
  response: {
    200: {
      description:
        'The outputs: as JSON, or as JSON followed by the bytes of those that were asked for as binary data.',
      content: {
        'application/json': { schema: z.object({ model_name: z.string() }).loose() },
        'application/octet-stream': { schema: z.any() },
      },
    },
    400: refused('The request is malformed, or does not fit the model.'),
    404: unknownModel,
    409: refused('The run was cancelled.'),
    413: refused('The request is too long.'),
    415: refused('The request is compressed otherwise.'),
    422: refused('Another request was sent under this Idempotency-Key.'),
    500: refused('The model failed.'),
    504: refused('The deadline passed.'),
    ...refusals,
  },
};

export const inferSchema = {
  tags: [INFERENCE],
  summary: 'Run a model',
  params: modelParams,
  ...inferAnswers,
};

export const versionedInferSchema = {
  tags: [INFERENCE],
  summary: 'Run a model’s version',
  params: versionParams,
  ...inferAnswers,
};

const unknownRun = refused('The caller has no such run.');
const runParams = z.object({ id: z.string().describe('The `id` that the request was given.') });

export const runSchema = {
  tags: [RUNS],
  summary: 'How far one of the caller’s own runs is',
  description: 'A run is known from the arrival of its whole request to its answer.',
  params: runParams,
  response: {
    200: z.object({ id: z.string(), ...runStateSchema.shape }).describe('The run.'),
    404: unknownRun,
    ...refusals,
  },
};

export const cancelSchema = {
  tags: [RUNS],
  summary: 'Cancel one of the caller’s own runs',
  description: 'Closing the connection of the request does the same.',
  params: runParams,
  response: { 204: z.undefined().describe('It is being ended.'), 404: unknownRun, ...refusals },
};

export const modelsSchema = {
  tags: [OPERATION],
  summary: 'The model packages and how they are',
  description: 'Packages come and go with their folders in the models folder.',
  response: {
    200: z
      .array(
        z.object({
          name: z.string(),
          versions: z.array(z.string()),
          digest: z.string(),
          state: z.enum(['loading', 'ready', 'failed']),
          reason: z.string().optional(),
        }),
      )
      .describe('The models.'),
    ...refusals,
  },
};

export const metricsSchema = {
  tags: [OPERATION],
  summary: 'Metrics in Prometheus’ text format',
  response: {
    200: { description: 'The metrics.', content: { 'text/plain': { schema: z.string() } } },
    ...refusals,
  },
};

export const openApiSchema = {
  tags: [OPERATION],
  summary: 'This document',
  response: { 200: z.looseObject({}).describe('OpenAPI 3.1.'), ...refusals },
};
