import { PRODUCT } from '@mutation-prediction/core';
import type { ServedModel } from '../../backends/backend.js';
import { callerOf } from '../access/guard.js';
import type { ServerParts } from '../parts.js';
import { Refusal } from '../refusal.js';
import type { App } from './app.js';
import { obstacleToServing } from './health.js';
import {
  liveSchema,
  modelMetadataSchema,
  modelReadySchema,
  readySchema,
  repositoryIndexSchema,
  serverMetadataSchema,
  versionedMetadataSchema,
  versionedReadySchema,
} from './schemas.js';
import { describedModel, readyModel, type ModelParams } from './servedModel.js';

const EXTENSIONS = ['binary_tensor_data', 'model_repository'];

/** Orchestrators ask often, and are nobody's quota. */
const open = { access: 'open', rateLimit: false } as const;
const predict = { access: 'predict' } as const;

/** The Open Inference Protocol v2 without inference: the server, its health, its models. */
export function registerOpenInference(app: App, parts: ServerParts): void {
  const { backend } = parts;

  app.get('/v2', { schema: serverMetadataSchema, config: predict }, async () => ({
    name: 'mutation-prediction',
    version: PRODUCT.version,
    extensions: EXTENSIONS,
  }));
  app.get('/v2/health/live', { schema: liveSchema, config: open }, async () => ({
    live: true as const,
  }));
  app.get('/v2/health/ready', { schema: readySchema, config: open }, async () => {
    const obstacle = await obstacleToServing(parts);
    if (obstacle !== undefined) throw new Refusal(503, `Not ready: ${obstacle}.`);
    return { ready: true as const };
  });

  const metadata = (params: ModelParams) => metadataOf(describedModel(backend, params));
  const ready = (params: ModelParams) => {
    readyModel(backend, params);
    return { name: params.model, ready: true as const };
  };
  const model = '/v2/models/:model';
  const version = `${model}/versions/:version`;
  app.get(model, { schema: modelMetadataSchema, config: predict }, async ({ params }) =>
    metadata(params),
  );
  app.get(version, { schema: versionedMetadataSchema, config: predict }, async ({ params }) =>
    metadata(params),
  );
  app.get(`${model}/ready`, { schema: modelReadySchema, config: predict }, async ({ params }) =>
    ready(params),
  );
  app.get(
    `${version}/ready`,
    { schema: versionedReadySchema, config: predict },
    async ({ params }) => ready(params),
  );
  registerRepositoryIndex(app, parts);
}

/** Triton's model repository extension, as far as it only looks. */
function registerRepositoryIndex(app: App, { backend }: ServerParts): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    const route = { schema: repositoryIndexSchema, config: predict };
    scope.post('/v2/repository/index', route, async (request) => {
      const isOnlyReady = asksForReadyOnly(request.body);
      const isAdmin = callerOf(request).roles.has('admin');
      return backend
        .models()
        .filter(({ state }) => !isOnlyReady || state === 'ready')
        .map((model) => indexEntry(model, isAdmin));
    });
  });
}

function asksForReadyOnly(body: unknown): boolean {
  if (typeof body !== 'string' || body === '') return false;
  try {
    return (JSON.parse(body) as { ready?: unknown } | null)?.ready === true;
  } catch (cause) {
    throw new Refusal(400, 'The request is not JSON.', { cause });
  }
}

const STATES = { ready: 'READY', loading: 'LOADING', failed: 'UNAVAILABLE' } as const;

function indexEntry({ metadata, state, reason }: ServedModel, isAdmin: boolean) {
  const [version] = metadata.versions ?? [];
  return {
    name: metadata.name,
    ...(version !== undefined && { version }),
    state: STATES[state],
    ...(isAdmin && reason !== undefined && { reason }),
  };
}

/** As JSON has it: lists that may be changed. */
function metadataOf({ metadata }: ServedModel) {
  const { name, versions, platform, inputs, outputs, parameters } = metadata;
  const tensors = (all: typeof inputs) => all.map((one) => ({ ...one, shape: [...one.shape] }));
  return {
    name,
    ...(versions && { versions: [...versions] }),
    ...(platform !== undefined && { platform }),
    inputs: tensors(inputs),
    outputs: tensors(outputs),
    ...(parameters && { parameters: { ...parameters } }),
  };
}
