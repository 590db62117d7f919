import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MutationPredictionError, PRODUCT } from '@mutation-prediction/core';
import type { Settings } from '../settings/settings.js';

/** Spans of requests and of what takes time in them, for a site that asks for them. */
export interface Tracing {
  register(app: FastifyInstance): void;
  /** Begins a part of a request; the returned function ends it. */
  begin(request: FastifyRequest, name: string, attributes: Attributes): () => void;
  /** Sends what has not been sent. */
  close(): Promise<void>;
}

/**
 * OpenTelemetry over OTLP/HTTP, which is loaded only here and installed only where it is wanted. Spans
 * hold routes, models and statuses, never what a client sends; a client's `traceparent` (W3C Trace
 * Context) is followed.
 *
 * @returns undefined where no endpoint is set
 * @throws MutationPredictionError `invalid-settings` where OpenTelemetry is not installed
 */
export async function openTracing({
  endpoint,
  authorization,
}: Settings['tracing']): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { api, core, exporter, resources, sdk } = await openTelemetry();
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': 'mutation-prediction',
      'service.version': PRODUCT.version,
    }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(
        new exporter.OTLPTraceExporter({
          url: endpoint,
          ...(authorization !== undefined && { headers: { authorization } }),
        }),
      ),
    ],
  });
  const tracer: Tracer = provider.getTracer('mutation-prediction');
  const propagator = new core.W3CTraceContextPropagator();
  const spans = new WeakMap<FastifyRequest, Span>();
  const { ROOT_CONTEXT, SpanKind, trace } = api;

  return {
    register: (app) => {
      app.addHook('onRequest', async (request) => {
        const { method, headers, routeOptions } = request;
        const parent = propagator.extract(ROOT_CONTEXT, headers, api.defaultTextMapGetter);
        const route = routeOptions.url ?? 'none';
        const attributes = { 'http.request.method': method, 'http.route': route };
        const options = { kind: SpanKind.SERVER, attributes };
        spans.set(request, tracer.startSpan(`${method} ${route}`, options, parent));
      });
      app.addHook('onResponse', async (request, reply) => {
        const span = spans.get(request);
        span?.setAttribute('http.response.status_code', reply.statusCode);
        span?.end();
      });
    },
    begin: (request, name, attributes) => {
      const parent = spans.get(request);
      const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
      const span = tracer.startSpan(name, { attributes }, context);
      return () => span.end();
    },
    close: () => provider.shutdown(),
  };
}

const PACKAGES = [
  ...['@opentelemetry/api', '@opentelemetry/core', '@opentelemetry/exporter-trace-otlp-http'],
  ...['@opentelemetry/resources', '@opentelemetry/sdk-trace-base'],
];

async function openTelemetry() {
  try {
    return {
      api: await import('@opentelemetry/api'),
      core: await import('@opentelemetry/core'),
      exporter: await import('@opentelemetry/exporter-trace-otlp-http'),
      resources: await import('@opentelemetry/resources'),
      sdk: await import('@opentelemetry/sdk-trace-base'),
    };
  } catch (cause) {
    const packages = PACKAGES.join(' ');
    throw new MutationPredictionError('invalid-settings.no-tracing', { packages }, { cause });
  }
}
