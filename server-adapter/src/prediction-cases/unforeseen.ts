import { MutationPredictionError } from '@mutation-prediction/core';

/** What went wrong where nothing is known to. */
export const unforeseen = (problem: string) =>
  new MutationPredictionError('worker-failed.prediction', { problem });
