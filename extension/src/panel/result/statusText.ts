import type { TargetPrediction } from '@mutation-prediction/core';
import { say } from '../words.js';

const FINDINGS = {
  mutant: 'result.status.positive',
  'wild-type': 'result.status.negative',
  indeterminate: 'result.status.indeterminate',
  withheld: 'result.status.withheld',
} as const;

/** The model's reading in words; a target that is no gene, such as vascular invasion, has no mutant. */
export function statusText({ codes, status }: Pick<TargetPrediction, 'codes' | 'status'>): string {
  return codes.gene ? say(`result.status.${status}`) : say(FINDINGS[status]);
}
