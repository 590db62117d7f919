import { MutationPredictionError } from '@mutation-prediction/core';

/** A defect that a file brings to light is a refusal of that file. */
export const unforeseen = (object: string) =>
  new MutationPredictionError('malformed-object.contradictory', { object });
