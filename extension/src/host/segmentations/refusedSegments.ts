import { MutationPredictionError } from '@mutation-prediction/core';
import type { RefusedSegment } from '../../contract.js';

/**
 * Structure sets name many regions that nobody drew: what is empty is told together, behind what cannot
 * be read, each for its own reason.
 *
 * @param source names the segmentation
 */
export function gatherEmpty(
  refused: readonly RefusedSegment[],
  source: string,
): readonly RefusedSegment[] {
  const empty = refused.filter(isEmpty);
  if (empty.length < 2) return refused;
  const error = new MutationPredictionError('empty-segment.several', {
    count: empty.length,
    segmentation: source,
  });
  const labels = empty.map(({ label }) => label).join(', ');
  return [...refused.filter((segment) => !isEmpty(segment)), { label: labels, error }];
}

const isEmpty = ({ error }: RefusedSegment): boolean => error.code === 'empty-segment';
