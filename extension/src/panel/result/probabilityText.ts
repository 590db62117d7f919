import type { TargetPrediction } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { statusInSentence } from './statusText.js';

/** The probability of a target; of one that is withheld, that it is. */
export function probabilityText(target: TargetPrediction): string {
  return target.status === 'withheld'
    ? statusInSentence(target)
    : formatProbability(target.probability);
}

/** Absent where it is withheld. */
export function probabilityOf(target: TargetPrediction | undefined): number | undefined {
  return target && target.status !== 'withheld' ? target.probability : undefined;
}
