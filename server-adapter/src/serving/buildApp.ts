import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { MutationPredictionError } from '@mutation-prediction/core';
import fastify, { LogController, type FastifyServerOptions, type RouteOptions } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { callerOf, guard } from './access/guard.js';
import { answerErrors } from './answerErrors.js';
import { logOptions, recordRequests } from './operation/log.js';
import type { ServerParts } from './parts.js';
import { Refusal } from './refusal.js';
import type { App } from './routes/app.js';
import { registerInfer } from './routes/inferRoutes.js';
import { registerJobs } from './routes/jobRoutes.js';
import { documentRoutes } from './routes/openApi.js';
import { registerOpenInference } from './routes/openInference.js';
import { registerOperation } from './routes/operationRoutes.js';
import { registerRuns } from './routes/runRoutes.js';
import type { Settings } from './settings/settings.js';

/** Of what is no inference: nothing that is asked takes a page. */
const OTHER_BODY_BYTES = 64 * 1024;

/** What a page of another origin may read of an answer. */
const EXPOSED_HEADERS = ['inference-header-content-length', 'retry-after', 'x-request-id'];

export interface AppListeners {
  /** Takes JSON lines; stderr unless given. */
  readonly log?: NodeJS.WritableStream;
  /** Hears of every route. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** The server without a port. Hooks and routes stand in the order in which a request meets them. */
export async function buildApp(
  parts: ServerParts,
  { log, onRoute }: AppListeners = {},
): Promise<App> {
  const { settings, access, room, metrics, trail, tracing } = parts;
  const app: App = fastify({
    ...serverOptions(settings),
    logger: logOptions(settings.logging, log),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.server.maxConnections = settings.network.maxConnections;

  if (onRoute) app.addHook('onRoute', onRoute);
  answerErrors(app);
  recordRequests(app, metrics);
  tracing?.register(app);
  app.addHook('onSend', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      // Nothing here is a page.
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    if (room.isClosed) reply.header('connection', 'close');
  });
  await allowOrigins(app, settings.network.corsOrigins);
  guard(app, access, async (request, { subject }) => {
    const route = request.routeOptions.url ?? 'none';
    await trail?.append({ event: 'refused', subject, route });
  });
  await limitRates(app, settings);

  await documentRoutes(app);
  registerOpenInference(app, parts);
  registerRuns(app, parts);
  registerJobs(app, parts);
  registerOperation(app, parts);
  await app.register((scope) => registerInfer(scope, parts));
  return app;
}

function serverOptions({ network }: Settings): FastifyServerOptions {
  const { requestTimeoutMs } = network;
  const https = certificate(network);
  return {
    bodyLimit: OTHER_BODY_BYTES,
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: Math.min(30_000, requestTimeoutMs),
      connectionsCheckingInterval: Math.min(5000, requestTimeoutMs / 2),
    },
    // A client's own would be in logs and in the trail, with whatever it says.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    ...(https && { https }),
  } as FastifyServerOptions;
}

/** @throws MutationPredictionError `invalid-settings` */
function certificate({ certificateFile, privateKeyFile }: Settings['network']) {
  if (certificateFile === undefined || privateKeyFile === undefined) return undefined;
  try {
    const https = { cert: readFileSync(certificateFile), key: readFileSync(privateKeyFile) };
    createSecureContext(https);
    return https;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const problem = code ?? message;
    throw new MutationPredictionError('invalid-settings.certificate', { problem }, { cause });
  }
}

async function allowOrigins(app: App, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  });
}

async function limitRates(app: App, { admission }: Settings): Promise<void> {
  await app.register(rateLimit, {
    max: admission.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => callerOf(request).subject,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal(429, 'You have sent too many requests in the last minute.', {
        retryAfterS: Math.ceil(ttl / 1000),
      }),
  });
}
