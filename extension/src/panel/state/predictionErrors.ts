import { messageOf, MutationPredictionError } from '@mutation-prediction/core';

/** Reasons whose words are those of what was thrown, and which say what to do. */
type UnexpectedReason =
  | `${'inference-failed' | 'invalid-report' | 'model-unavailable' | 'store-refused' | 'worker-failed'}.unexpected`
  | 'inference-failed.no-device';

/** Gives an unexpected failure a code and advice, so that it is shown like every other. */
export function asPredictionError(
  cause: unknown,
  reason: UnexpectedReason,
): MutationPredictionError {
  if (cause instanceof MutationPredictionError) return cause;
  return new MutationPredictionError(reason, { problem: messageOf(cause) }, { cause });
}
