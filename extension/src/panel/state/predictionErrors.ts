import { MutationPredictionError } from '@mutation-prediction/core';
import type { RefusalCode } from '@mutation-prediction/core';

/** Gives an unexpected failure a code and advice, so that it is shown like every other. */
export function asPredictionError(
  cause: unknown,
  code: RefusalCode,
  advice: string,
): MutationPredictionError {
  if (cause instanceof MutationPredictionError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new MutationPredictionError(code, message, advice, { cause });
}
