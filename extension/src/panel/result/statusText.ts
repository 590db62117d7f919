import { readingOf, type TargetPrediction } from '@mutation-prediction/core';
import { say } from '../words.js';

/** The model's reading in words; what is no mutation, such as an invasion, is present or absent. */
export function statusText({ codes, status }: Pick<TargetPrediction, 'codes' | 'status'>): string {
  return say(`result.status.${readingOf({ codes }, status)}`);
}
