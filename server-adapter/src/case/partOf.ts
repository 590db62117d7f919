import {
  componentMask,
  labelComponents,
  MutationPredictionError,
  type Mask,
} from '@mutation-prediction/core';

/**
 * One connected part of a mask.
 *
 * @param component 1-based, largest first
 * @param title names the whole in errors, e.g. `segment of SEG.dcm`
 * @throws MutationPredictionError `no-segment` when there are fewer parts
 */
export function partOf(mask: Mask, component: number, title: string): Mask {
  const count = labelComponents(mask).length;
  if (component <= count) return componentMask(mask, component);
  const [noun] = title.split(' ');
  throw new MutationPredictionError(
    'no-segment',
    `The ${title} has ${count} ${count === 1 ? 'part' : 'parts'}, not ${component}.`,
    `Choose a smaller --component, or leave it out for the whole ${noun}.`,
  );
}
