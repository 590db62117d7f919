import { quantityOf, type TargetPrediction } from '@mutation-prediction/core';
import { say } from '../words.js';

/** What the number is, spelled out; a code that is phrased otherwise stands as its maker phrased it, in English. */
export function quantityText(target: Pick<TargetPrediction, 'codes'>): string {
  const quantity = quantityOf(target);
  const [, gene] = /^Probability of (\w+) mutation$/.exec(quantity) ?? [];
  return gene === undefined ? quantity : say('result.quantity', { gene });
}
