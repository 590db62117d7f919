import { MutationPredictionError } from '@mutation-prediction/core';
import { ProcessEnded } from '../processes/taskProcess.js';

/**
 * Why a backend gives no answer:
 *
 * - `unknown-model`: no model has this name;
 * - `not-ready`: it is loading, or has failed;
 * - `invalid`: the request does not fit the model;
 * - `unavailable`: what would run it has gone or is full; trying again may help;
 * - `timeout`: the deadline passed;
 * - `cancelled`: the caller's signal aborted;
 * - `failed`: the model ran, and failed.
 */
export type BackendErrorKind =
  'unknown-model' | 'not-ready' | 'invalid' | 'unavailable' | 'timeout' | 'cancelled' | 'failed';

export class BackendError extends Error {
  override readonly name = 'BackendError';

  /** @param message one sentence that names the model; nothing of what was asked is quoted */
  constructor(
    readonly kind: BackendErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What went wrong in a process, or with it, as who asked the backend hears it. */
export function backendError(error: unknown, model: string): BackendError {
  if (error instanceof BackendError) return error;
  if (error instanceof ProcessEnded) {
    const message = `The process that ran the model ${model} has ended; a new one is started.`;
    return new BackendError('unavailable', message, { cause: error });
  }
  if (error instanceof MutationPredictionError) {
    const words = 'server' in error.values ? ofServerBehind(error, model) : wordsOf(error);
    return new BackendError(kindOf(error), words, { cause: error });
  }
  return new BackendError('failed', `The model ${model} failed.`, { cause: error });
}

const wordsOf = ({ message, advice }: MutationPredictionError) =>
  advice ? `${message} ${advice}` : message;

/** Where that server is and what it says is for the log: who asks us can do nothing about it. */
function ofServerBehind(error: MutationPredictionError, model: string): string {
  return kindOf(error) === 'unavailable'
    ? `The server that runs the model ${model} does not answer, or has too much to do.`
    : `The server that runs the model ${model} does not run it.`;
}

function kindOf({ code }: MutationPredictionError): BackendErrorKind {
  switch (code) {
    case 'invalid-request':
    case 'model-changed':
      return 'invalid';
    case 'cancelled':
      return 'cancelled';
    case 'server-busy':
    case 'server-unreachable':
      return 'unavailable';
    case 'model-unavailable':
    case 'model-invalid':
    case 'model-hash-mismatch':
      return 'not-ready';
    default:
      return 'failed';
  }
}
