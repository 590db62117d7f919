import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServedModel } from '../../backends/backend.js';
import { callerOf } from '../access/guard.js';
import { checkLength } from '../admission/body.js';
import type { FirstClaim, RepeatClaim } from '../admission/keptAnswers.js';
import type { Place } from '../admission/waitingRoom.js';
import type { ServerParts } from '../parts.js';
import { Refusal } from '../refusal.js';
import type { InferAnswer } from './inferAnswer.js';
import { readyModel, type ModelParams } from './servedModel.js';

/** What an admitted request is, before its body is read. */
interface Admitted {
  readonly request: FastifyRequest;
  readonly subject: string;
  readonly model: ServedModel;
  /** Instant of the admission, ms, as `performance.now` counts. */
  readonly since: number;
}

/** Has a place to run at. */
export interface FirstTicket extends Admitted {
  readonly kind: 'first';
  readonly place: Place;
  /** Under an Idempotency-Key. */
  readonly claim: FirstClaim<InferAnswer> | undefined;
  /** Whether a run has taken the place over. */
  hasBegun: boolean;
}

/** Was sent before, under the same Idempotency-Key: it has a claim on that run. */
export interface RepeatTicket extends Admitted {
  readonly kind: 'repeat';
  readonly claim: RepeatClaim<InferAnswer>;
}

export type Ticket = FirstTicket | RepeatTicket;

const tickets = new WeakMap<FastifyRequest, Ticket>();

/**
 * Decides, before a body is read, whether a request may stay.
 *
 * @throws Refusal 404, 413, 429 or 503
 */
export async function admit(
  parts: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { backend, kept, settings } = parts;
  const model = readyModel(backend, request.params as ModelParams);
  checkLength(request.headers, settings.admission);
  const { subject } = callerOf(request);
  const admitted = { request, subject, model, since: performance.now() };
  const key = idempotencyKey(request);
  const claim = key === undefined ? undefined : kept.claim(subject, key);
  const ticket: Ticket =
    claim?.kind === 'repeat'
      ? { ...admitted, kind: 'repeat', claim }
      : {
          ...admitted,
          kind: 'first',
          claim,
          hasBegun: false,
          place: placeFor(parts, subject, claim),
        };
  tickets.set(request, ticket);
  reply.raw.once('close', () => giveBack(ticket));
}

export function ticketOf(request: FastifyRequest): Ticket {
  const ticket = tickets.get(request);
  if (!ticket) throw new TypeError('The request has not been admitted.');
  return ticket;
}

function placeFor(
  { room }: ServerParts,
  subject: string,
  claim: FirstClaim<InferAnswer> | undefined,
): Place {
  try {
    return room.admit(subject);
  } catch (error) {
    claim?.abandon();
    throw error;
  }
}

/** The request is over: what it held and no run has taken over is free. */
function giveBack(ticket: Ticket): void {
  if (ticket.kind === 'repeat' || ticket.hasBegun) return;
  ticket.place.leave();
  ticket.claim?.abandon();
}

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length > 0 && key.length <= 255) return key;
  throw new Refusal(400, 'Idempotency-Key must be one text of up to 255 characters.');
}
