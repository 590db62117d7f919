import type { BinaryOutputs, InferRequest } from 'open-inference-client';
import type { InferCall } from '../../backends/index.js';
import type { Run } from '../admission/runs.js';
import type { InferenceEntry, Outcome } from '../audit/record.js';
import { tensorDigest } from '../audit/tensorDigest.js';
import { placeOfNetworks } from '../openBackend.js';
import type { ServerParts } from '../parts.js';
import { Refusal } from '../refusal.js';
import type { FirstTicket, Ticket } from './inferAdmission.js';
import { inferAnswer, type InferAnswer } from './inferAnswer.js';
import { failureOf } from './inferRefusals.js';

/** Somebody's request for an inference, once it is here. */
export interface AskedInference {
  readonly request: InferRequest;
  readonly binaryOutputs: BinaryOutputs;
}

/** Begins the run of an admitted request; from now on its place is the run's. */
export function beginRun(
  parts: ServerParts,
  ticket: FirstTicket,
  asked: AskedInference,
): Run<InferAnswer> {
  const { id, parameters } = asked.request;
  const end = ticket.since + deadlineMs(parts, parameters?.['timeout']);
  ticket.hasBegun = true;
  return parts.runs.start(
    {
      subject: ticket.subject,
      place: ticket.place,
      deadlineMs: Math.max(0, end - performance.now()),
      ...(id !== undefined && { id }),
    },
    (signal, onProgress) => carryOut(parts, ticket, asked, end, { signal, onProgress }),
  );
}

/** `timeout`, µs, is Triton's parameter; a client can have less time than the site allows, not more. */
function deadlineMs({ settings }: ServerParts, timeout: unknown): number {
  const most = settings.admission.deadlineMs;
  if (timeout === undefined) return most;
  if (typeof timeout === 'number' && timeout > 0) return Math.min(most, timeout / 1000);
  throw new Refusal(400, 'The parameter timeout must be a number of microseconds.');
}

async function carryOut(
  parts: ServerParts,
  ticket: FirstTicket,
  { request, binaryOutputs }: AskedInference,
  end: number,
  { signal, onProgress }: Required<Pick<InferCall, 'signal' | 'onProgress'>>,
): Promise<InferAnswer> {
  const { backend, metrics, settings, tracing } = parts;
  const { name } = ticket.model.metadata;
  const began = performance.now();
  metrics.turn(began - ticket.since);
  const endSpan = tracing?.begin(ticket.request, 'inference', { model: name });
  const running = backend.infer(name, { request, signal, deadlineMs: end - began, onProgress });
  // While the model runs: of the views of one lesion the digest alone takes milliseconds.
  const input = tensorDigest(request.inputs);
  try {
    const response = await running;
    const named = { ...response, ...(request.id !== undefined && { id: request.id }) };
    const { jsonBytes } = settings.admission;
    const answer = await inferAnswer(named, binaryOutputs, await input, jsonBytes);
    await record(parts, ticket, 'done', answer.record);
    metrics.inference(name, 'done', performance.now() - began);
    return answer;
  } catch (error) {
    const { outcome, refusal } = failureOf(signal.aborted ? signal.reason : error);
    metrics.inference(name, outcome, performance.now() - began);
    await record(parts, ticket, outcome, { input: await input });
    throw refusal;
  } finally {
    endSpan?.();
  }
}

/**
 * Writes to the trail what came of a request.
 *
 * @throws Refusal 503: what cannot be recorded is not answered
 */
export async function record(
  { trail, settings }: ServerParts,
  { request, subject, model }: Ticket,
  outcome: Outcome,
  what: Pick<InferenceEntry, 'input' | 'result'>,
): Promise<void> {
  await trail
    ?.append({
      event: 'inference',
      request: request.id,
      subject,
      model: model.metadata.name,
      digest: model.digest,
      ...what,
      device: placeOfNetworks(settings.backend),
      outcome,
    })
    .catch((cause: unknown) => {
      throw new Refusal(503, 'The audit trail cannot be written.', { cause });
    });
}
