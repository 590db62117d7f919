import type { PlainError } from '@mutation-prediction/core';
import { toPlainError } from '@mutation-prediction/core';

/** @param error anything caught in the inference worker; what is not ours was thrown by the runtime */
export function inferenceError(error: unknown): PlainError {
  return toPlainError(error, (message) => ({
    code: 'inference-failed',
    message: `The prediction stopped: ${message}`,
    advice: 'Run it again; if it fails again, reload the page and report this message.',
  }));
}
