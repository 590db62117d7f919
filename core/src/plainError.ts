import type { RefusalCode } from './errors.js';
import { MutationPredictionError } from './errors.js';

/** A `MutationPredictionError` as plain data: structured cloning would keep only its message. */
export interface PlainError {
  readonly code: RefusalCode;
  readonly message: string;
  readonly advice: string;
}

/**
 * @param error anything caught in a worker
 * @param otherwise makes words of what is not ours
 */
export function toPlainError(
  error: unknown,
  otherwise: (message: string) => PlainError,
): PlainError {
  if (error instanceof MutationPredictionError) {
    return { code: error.code, message: error.message, advice: error.advice };
  }
  return otherwise(messageOf(error));
}

export function fromPlainError({ code, message, advice }: PlainError): MutationPredictionError {
  return new MutationPredictionError(code, message, advice);
}

/** The words of whatever was thrown; ONNX Runtime throws strings and numbers too. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
