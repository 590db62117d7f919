import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from './refusal.js';

/** Answers every failure as the Open Inference Protocol does: `{"error": …}`, without inner workings. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    const refusal = error instanceof Refusal ? error : asRefusal(error);
    // A full queue or a model that is not ready is no failure: the line of the request tells of it.
    if (refusal.status >= 500 && refusal.cause !== undefined) {
      request.log.error({ err: refusal.cause }, refusal.message);
    }
    return refuse(reply, refusal);
  });
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, new Refusal(404, 'There is no such resource.')),
  );
}

function refuse(reply: FastifyReply, { status, message, options }: Refusal): FastifyReply {
  if (options.retryAfterS !== undefined) void reply.header('retry-after', options.retryAfterS);
  if (options.challenge !== undefined) void reply.header('www-authenticate', options.challenge);
  return reply
    .code(status)
    .type('application/json')
    .send(JSON.stringify({ error: message }));
}

/** Fastify's own refusals of a request are in words and below 500. */
function asRefusal(error: FastifyError): Refusal {
  const { statusCode = 500 } = error;
  if (statusCode < 500) return new Refusal(statusCode, error.message);
  return new Refusal(500, 'The server failed at this request.', { cause: error });
}
