import { BackendError, type BackendErrorKind } from '../../backends/backendError.js';
import { RunEnd, type RunEndKind } from '../admission/runEnd.js';
import type { Outcome } from '../audit/record.js';
import { Refusal } from '../refusal.js';

/** How an inference that came to nothing is answered, and what the trail calls it. */
export interface Failure {
  readonly outcome: Outcome;
  readonly refusal: Refusal;
}

const ENDED: Readonly<Record<RunEndKind, readonly [Outcome, number, string, number?]>> = {
  // Nobody reads this.
  disconnected: ['cancelled', 499, 'The connection was closed.'],
  cancelled: ['cancelled', 409, 'The run was cancelled.'],
  deadline: ['timeout', 504, 'The deadline passed before there was an answer.'],
  stopping: ['cancelled', 503, 'The server is stopping.', 5],
};

const FAILED: Readonly<Record<BackendErrorKind, readonly [Outcome, number, number?]>> = {
  'unknown-model': ['unavailable', 404],
  'not-ready': ['unavailable', 503, 2],
  invalid: ['invalid', 400],
  unavailable: ['unavailable', 503, 1],
  timeout: ['timeout', 504],
  cancelled: ['cancelled', 409],
  failed: ['failed', 500],
};

/** What came of an inference that was ended, or that failed. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RunEnd) return ofRunEnd(error);
  if (error instanceof Refusal) {
    return { outcome: error.status < 500 ? 'invalid' : 'unavailable', refusal: error };
  }
  if (error instanceof BackendError) {
    const [outcome, status, retryAfterS] = FAILED[error.kind];
    return { outcome, refusal: refusal(status, error.message, retryAfterS, error) };
  }
  return { outcome: 'failed', refusal: refusal(500, 'The model failed.', undefined, error) };
}

function ofRunEnd({ kind }: RunEnd): Failure {
  const [outcome, status, message, retryAfterS] = ENDED[kind];
  return { outcome, refusal: refusal(status, message, retryAfterS) };
}

function refusal(status: number, message: string, retryAfterS?: number, cause?: unknown): Refusal {
  return new Refusal(status, message, {
    ...(retryAfterS !== undefined && { retryAfterS }),
    ...(cause !== undefined && { cause }),
  });
}
