import { connectRuns, MutationPredictionError, type MaskRuns } from '@mutation-prediction/core';

/**
 * One connected part of a mask.
 *
 * @param component 1-based, largest first
 * @param title names the whole in errors, e.g. `segment of SEG.dcm`
 * @throws MutationPredictionError `no-segment` when there are fewer parts
 */
export function partOf({ grid, runs }: MaskRuns, component: number, title: string): MaskRuns {
  const parts = connectRuns(runs, grid.size[1]);
  const part = parts[component - 1];
  if (part) return { grid, runs: part.runs };
  const count = parts.length;
  const [noun] = title.split(' ');
  throw new MutationPredictionError(
    'no-segment',
    `The ${title} has ${count} ${count === 1 ? 'part' : 'parts'}, not ${component}.`,
    `Choose a smaller --component, or leave it out for the whole ${noun}.`,
  );
}
