import type { PlainError } from '@mutation-prediction/core';
import { MutationPredictionError, toPlainError } from '@mutation-prediction/core';

/** @param error anything caught in the inference worker; what is not ours was thrown by the runtime */
export function inferenceError(error: unknown): PlainError {
  return toPlainError(
    error,
    (problem) => new MutationPredictionError('inference-failed.stopped', { problem }),
  );
}
