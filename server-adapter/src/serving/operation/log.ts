import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { MutationPredictionError } from '@mutation-prediction/core';
import { BackendError } from '../../backends/backendError.js';
import type { Settings } from '../settings/settings.js';
import { Refusal } from '../refusal.js';
import type { ServerMetrics } from './serverMetrics.js';

type LoggerOptions = NonNullable<FastifyServerOptions['logger']>;

/**
 * JSON lines on stderr. What clients send, be it in paths, headers or bodies, is logged nowhere: names
 * of patients turn up in all of them. Of an error that is none of ours, only its kind and place are, as
 * messages quote what was read.
 */
export function logOptions(
  { level }: Settings['logging'],
  stream: NodeJS.WritableStream = process.stderr,
): LoggerOptions {
  return {
    level,
    stream,
    // The rule above is kept by what is logged at all; this is for a day when somebody forgets it.
    redact: ['req', 'headers', 'authorization', '*.headers', '*.authorization'],
    serializers: { err: describeError },
  };
}

interface DescribedError {
  readonly type: string;
  readonly message: string;
  /** Where it was made, without its words. */
  readonly stack: string;
  readonly [key: string]: unknown;
}

function describeError(error: Error & { readonly code?: unknown }): DescribedError {
  const { name, code, stack = '', cause } = error;
  const isOurs =
    error instanceof MutationPredictionError ||
    error instanceof BackendError ||
    error instanceof Refusal;
  return {
    type: name,
    message: isOurs ? error.message : '',
    stack: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(typeof code === 'string' && { code }),
    ...(cause instanceof Error && { cause: describeError(cause) }),
  };
}

/** One line and one count for every request: its route as the server knows it, never its path. */
export function recordRequests(app: FastifyInstance, metrics: ServerMetrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    metrics.request(method, route, status);
    request.log.info({ method, route, status, ms: Math.round(elapsedTime) }, 'answered');
  });
}
