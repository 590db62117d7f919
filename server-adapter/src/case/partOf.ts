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
 * @param refusal when there are fewer parts
 * @param file names where the whole comes from in errors
 * @throws MutationPredictionError `no-segment`
 */
export function partOf(
  mask: Mask,
  component: number,
  refusal: 'no-segment.part-of-segment' | 'no-segment.part-of-mask',
  file: string,
): Mask {
  const count = labelComponents(mask).length;
  if (component <= count) return componentMask(mask, component);
  throw new MutationPredictionError(refusal, { file, count, part: component });
}
