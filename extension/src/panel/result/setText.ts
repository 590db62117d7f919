import type { PredictedTarget } from '@mutation-prediction/core';
import { formatShare } from '../format.js';
import { say } from '../words.js';
import { statusInSentence } from './statusText.js';

type Read = Pick<PredictedTarget, 'codes' | 'set'>;

/** The classes that a target's probability is compatible with, in words; nothing where none are claimed. */
export function setText({ codes, set }: Read): string | undefined {
  if (!set) return undefined;
  const classes = set.classes.map((status) => statusInSentence({ codes, status }));
  const level = formatShare(set.level);
  if (classes.length === 0) return say('result.set.none', { level });
  return say('result.set', { classes: classes.join(` ${say('result.set.or')} `), level });
}

/** The same with what it rests on, or that the model claims none. */
export function setDetails(target: Read): string {
  const { set } = target;
  if (!set) return say('result.set.notClaimed');
  return say('result.set.details', {
    set: setText(target)!,
    mutant: set.cases.mutant,
    wildType: set.cases.wildType,
    mutantCoverage: formatShare(set.coverage.mutant),
    wildTypeCoverage: formatShare(set.coverage.wildType),
  });
}
