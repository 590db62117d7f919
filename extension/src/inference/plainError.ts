import { MutationPredictionError } from '@mutation-prediction/core';
import type { PlainError } from './messages.js';

/** @param error anything caught in the worker; what is not ours was thrown by the runtime */
export function toPlainError(error: unknown): PlainError {
  if (error instanceof MutationPredictionError) {
    return { code: error.code, message: error.message, advice: error.advice };
  }
  return {
    code: 'inference-failed',
    message: `The prediction stopped: ${messageOf(error)}`,
    advice: 'Run it again; if it fails again, reload the page and report this message.',
  };
}

export function fromPlainError({ code, message, advice }: PlainError): MutationPredictionError {
  return new MutationPredictionError(code, message, advice);
}

/** The words of whatever was thrown; ONNX Runtime throws strings and numbers too. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
