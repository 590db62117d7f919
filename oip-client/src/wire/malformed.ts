import { OpenInferenceError, type OpenInferenceErrorKind } from '../errors.js';

/** A message that breaks the protocol; whose fault that is, is known where it came from. */
export class Malformed extends Error {}

/** Runs a decoder or an encoder; what is malformed becomes an error of this kind. */
export function blaming<T>(kind: OpenInferenceErrorKind, whose: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new OpenInferenceError(kind, `${whose} is malformed: ${error.message}.`, {
      cause: error,
    });
  }
}
