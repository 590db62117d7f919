import swagger from '@fastify/swagger';
import { PRODUCT } from '@mutation-prediction/core';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { App } from './app.js';

/** Documents every route that is registered from now on. */
export async function documentRoutes(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'OHIF Mutation Prediction: server',
        description:
          'The Open Inference Protocol v2 with binary tensors, and runs. Research use only.',
        version: PRODUCT.version,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'A token or an API key.' },
        },
      },
      security: [{ bearer: [] }],
    },
    transformObject: (document) => answersOnly(jsonSchemaTransformObject(document)),
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      return { schema: url.endsWith('/infer') ? { ...schema, ...inferenceBody } : schema, url };
    },
  });
}

type Document = ReturnType<typeof jsonSchemaTransformObject>;

/** Named schemas come as input and as output too; what has a name here is answered only. */
function answersOnly(document: Document): Document {
  if (!('components' in document)) return document;
  const { schemas = {}, ...components } = document.components ?? {};
  const answered = Object.entries(schemas).filter(([name]) => !name.endsWith('Input'));
  return {
    ...document,
    components: { ...components, schemas: Object.fromEntries(answered) },
  } as Document;
}

/** The body is no JSON that the schemas of routes could check, so it is told here. */
const inferenceBody = {
  description:
    'JSON, or JSON followed by the bytes of the tensors that have `binary_data_size`. ' +
    'The parameter `timeout` (µs) shortens the deadline.',
  headers: {
    type: 'object',
    properties: {
      'inference-header-content-length': {
        type: 'integer',
        description: 'Length of the JSON where bytes follow it.',
      },
      'idempotency-key': {
        type: 'string',
        maxLength: 255,
        description: 'The same request sent again under it is answered by the first one’s run.',
      },
      'content-encoding': { type: 'string', enum: ['gzip', 'deflate'] },
    },
  },
  body: {
    content: {
      'application/octet-stream': { schema: {} },
      'application/json': {
        schema: {
          type: 'object',
          required: ['inputs'],
          properties: {
            id: { type: 'string' },
            parameters: { type: 'object' },
            inputs: { type: 'array', items: { type: 'object' } },
            outputs: { type: 'array', items: { type: 'object' } },
          },
        },
      },
    },
  },
};
