import { connectRuns, MutationPredictionError, type MaskRuns } from '@mutation-prediction/core';

/**
 * One connected part of a mask.
 *
 * @param component 1-based, largest first
 * @param refusal when there are fewer parts
 * @param file names where the whole comes from in errors
 * @throws MutationPredictionError `no-segment`
 */
export function partOf(
  { grid, runs }: MaskRuns,
  component: number,
  refusal: 'no-segment.part-of-segment' | 'no-segment.part-of-mask',
  file: string,
): MaskRuns {
  const parts = connectRuns(runs, grid.size[1]);
  const part = parts[component - 1];
  if (part) return { grid, runs: part.runs };
  throw new MutationPredictionError(refusal, { file, count: parts.length, part: component });
}
