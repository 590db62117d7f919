import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { decodeInferRequest, OpenInferenceError } from 'open-inference-client';
import { readBody, type ReadBody } from '../admission/body.js';
import type { Run } from '../admission/runs.js';
import type { ServerParts } from '../parts.js';
import { Refusal } from '../refusal.js';
import { admit, ticketOf, type Ticket } from './inferAdmission.js';
import type { InferAnswer } from './inferAnswer.js';
import { failureOf } from './inferRefusals.js';
import { beginRun, record, type AskedInference } from './inferRun.js';
import { inferSchema, versionedInferSchema } from './schemas.js';

/** A scope of its own: its bodies are read as they are, whatever type they claim or do not claim. */
export async function registerInfer(app: FastifyInstance, parts: ServerParts): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (request: FastifyRequest, payload: IncomingMessage) => {
    const { kind, claim } = ticketOf(request);
    const use = { bytes: kind === 'first', fingerprint: claim !== undefined };
    return readBody(payload, request.headers, parts.settings.admission, use);
  });
  const route = {
    config: { access: 'predict' },
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      await admit(parts, request, reply);
      // A claim that is no media type would be refused before the body is read.
      request.headers['content-type'] = 'application/octet-stream';
    },
    handler: (request: FastifyRequest, reply: FastifyReply) => answer(parts, request, reply),
  } as const;
  app.post('/v2/models/:model/infer', { ...route, schema: inferSchema });
  app.post('/v2/models/:model/versions/:version/infer', {
    ...route,
    schema: versionedInferSchema,
  });
}

async function answer(
  parts: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const ticket = ticketOf(request);
  const run = await runFor(parts, ticket, request);
  const detach = run.attach();
  if (reply.raw.closed) detach();
  else reply.raw.once('close', detach);

  const {
    headers,
    body,
    record: what,
  } = await run.answer.catch((error: unknown) => {
    throw failureOf(error).refusal;
  });
  if (ticket.kind === 'repeat') await record(parts, ticket, 'repeated', what);
  return reply.headers(headers).send(body);
}

const NOTHING: ReadBody = { bytes: new Uint8Array(0), fingerprint: '' };

async function runFor(
  parts: ServerParts,
  ticket: Ticket,
  request: FastifyRequest,
): Promise<Run<InferAnswer>> {
  const { headers, params } = request;
  const { bytes, fingerprint: ofBody } = (request.body ?? NOTHING) as ReadBody;
  // Its tensors are copies, and a request may wait for long.
  request.body = undefined;
  const fingerprint = JSON.stringify([params, ofBody]);
  if (ticket.kind === 'repeat') return ticket.claim.run(fingerprint);
  const run = beginRun(parts, ticket, decoded(headers, bytes));
  ticket.claim?.settle(fingerprint, run);
  return run;
}

function decoded(headers: FastifyRequest['headers'], bytes: Uint8Array): AskedInference {
  try {
    return decodeInferRequest(headers, bytes);
  } catch (error) {
    if (error instanceof OpenInferenceError) throw new Refusal(400, error.message);
    throw error;
  }
}
