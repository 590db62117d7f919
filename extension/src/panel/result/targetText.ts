import type { TargetPrediction } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { say } from '../words.js';
import { quantityText } from './quantityText.js';
import { statusInSentence } from './statusText.js';

/** What the number is, and how the model reads it, in one sentence without its full stop; or that it is withheld. */
export function targetText(target: TargetPrediction): string {
  if (target.status === 'withheld') {
    return say('result.targetWithheld', { quantity: quantityText(target) });
  }
  return say('result.target', {
    quantity: quantityText(target),
    probability: formatProbability(target.probability),
    reading: readingText(target),
  });
}

export function readingText(target: TargetPrediction): string {
  return say('result.readsAs', { status: statusInSentence(target) });
}
