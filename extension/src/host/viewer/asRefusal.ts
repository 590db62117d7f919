import { MutationPredictionError } from '@mutation-prediction/core';

/**
 * A failure in words. A defect of ours or of the viewer's is one too for the user, but is also
 * reported as what it is.
 *
 * @param name names the object, e.g. `SEG "GTV-1"`
 */
export function asRefusal(cause: unknown, name: string): MutationPredictionError {
  if (cause instanceof MutationPredictionError) return cause;
  reportError(cause);
  return new MutationPredictionError('malformed-object.unreadable', { object: name }, { cause });
}
