import { readingOf, type TargetPrediction } from '@mutation-prediction/core';
import { say } from '../words.js';

/**
 * The model's reading in words; what is no mutation, such as an invasion, is present or absent. That it is withheld
 * where it is.
 */
export function statusText({ codes, status }: Pick<TargetPrediction, 'codes' | 'status'>): string {
  const isWithheld = status === 'withheld';
  return say(`result.status.${isWithheld ? status : readingOf({ codes }, status)}`);
}
