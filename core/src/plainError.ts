import type { Reason, RefusalCode, Values, ValuesOf } from './errors.js';
import { MutationPredictionError } from './errors.js';

/**
 * A `MutationPredictionError` as plain data: structured cloning would keep only its message. Words are
 * made of it where it arrives, in whatever language is spoken there.
 */
export interface PlainError {
  readonly code: RefusalCode;
  readonly reason: Reason;
  readonly values: Values;
}

/**
 * @param error anything caught in a worker
 * @param otherwise makes a refusal of what is not ours
 */
export function toPlainError(
  error: unknown,
  otherwise: (message: string) => PlainError,
): PlainError {
  const ours = error instanceof MutationPredictionError ? error : otherwise(messageOf(error));
  return { code: ours.code, reason: ours.reason, values: ours.values };
}

export function fromPlainError({ code, reason, values }: PlainError): MutationPredictionError {
  // Whoever made the refusal was held to the values that its reason asks for.
  return new MutationPredictionError(reason, values as ValuesOf<Reason>, { code });
}

/** The words of whatever was thrown; ONNX Runtime throws strings and numbers too. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
