import { readingOf, type TargetPrediction } from '@mutation-prediction/core';
import { say } from '../words.js';

type Read = Pick<TargetPrediction, 'codes' | 'status'>;

/**
 * The model's reading in words; what is no mutation, such as an invasion, is present or absent. That it is withheld
 * where it is.
 */
export const statusText = (target: Read): string => say(`result.status.${statusKey(target)}`);

/** The same within a sentence, where a language may write it otherwise. */
export const statusInSentence = (target: Read): string => say(`result.as.${statusKey(target)}`);

function statusKey({ codes, status }: Read) {
  return status === 'withheld' ? status : readingOf({ codes }, status);
}
