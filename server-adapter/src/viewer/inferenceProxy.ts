import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

export interface InferenceServer {
  /** Root of the Open Inference Protocol server, e.g. `http://127.0.0.1:8080`. */
  readonly url: URL;
  /** Shown to the server instead of what a page shows; pages never see it. */
  readonly token?: string;
}

/** All that a panel asks of the server; what is for its administrators is not passed on. */
const ROUTES = {
  GET: [
    '/v2',
    '/v2/health/live',
    '/v2/health/ready',
    '/v2/models/:model',
    '/v2/models/:model/ready',
    '/v2/models/:model/versions/:version',
    '/v2/models/:model/versions/:version/ready',
    '/api/v1/runs/:id',
    '/api/v1/job-sources',
    '/api/v1/jobs/:id',
  ],
  POST: [
    '/v2/repository/index',
    '/v2/models/:model/infer',
    '/v2/models/:model/versions/:version/infer',
    '/api/v1/jobs',
  ],
  DELETE: ['/api/v1/runs/:id', '/api/v1/jobs/:id'],
} as const;

const PASSED_ON = [
  ...['accept', 'authorization', 'content-encoding', 'content-type', 'idempotency-key'],
  ...['inference-header-content-length', 'traceparent'],
];

const PASSED_BACK = [
  ...['content-type', 'inference-header-content-length', 'retry-after', 'www-authenticate'],
  'x-request-id',
];

/**
 * Serves `prefix` from a server of the Open Inference Protocol elsewhere, so that the browser sees one
 * origin. Nothing in a request can reach past the server's address, and a page that goes away ends what
 * it asked for.
 */
export function registerInferenceProxy(
  app: FastifyInstance,
  prefix: string,
  server: InferenceServer,
): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request: FastifyRequest, payload: IncomingMessage) =>
    Promise.resolve(payload),
  );
  for (const [method, routes] of Object.entries(ROUTES)) {
    for (const route of routes) {
      app.route({
        method,
        url: prefix + route,
        handler: (request, reply) => passOn(server, route, request, reply),
      });
    }
  }
}

async function passOn(
  { url, token }: InferenceServer,
  route: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  const { method, body, headers, params } = request;
  const path = pathOf(route, params as Readonly<Record<string, string>>);
  if (path === undefined) return reply.code(404).send({ error: 'There is no such resource.' });
  const at = request.url.indexOf('?');
  const query = at < 0 ? '' : request.url.slice(at);
  try {
    const answer = await fetch(`${url.origin}${url.pathname.replace(/\/+$/, '')}${path}${query}`, {
      method,
      headers: { ...passedOn(headers), ...(token && { authorization: `Bearer ${token}` }) },
      redirect: 'manual',
      signal: controller.signal,
      ...(body instanceof Readable && { body: Readable.toWeb(body), duplex: 'half' }),
    } as RequestInit);
    for (const name of PASSED_BACK) {
      const value = answer.headers.get(name);
      if (value !== null) void reply.header(name, value);
    }
    void reply.code(answer.status);
    return reply.send(answer.body ? Readable.fromWeb(answer.body as ReadableStream) : undefined);
  } catch {
    // Of a redirection, a network and a page that has gone alike.
    return reply.code(502).send({
      error: `The inference server at ${url.host} did not answer. Check that it runs.`,
    });
  }
}

/** The route with its parameters; no parameter is a step upwards. */
function pathOf(route: string, params: Readonly<Record<string, string>>): string | undefined {
  const values = Object.values(params);
  if (values.some((value) => value === '.' || value === '..')) return undefined;
  return route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** Not where the page comes from: the viewer has let it in. */
function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
