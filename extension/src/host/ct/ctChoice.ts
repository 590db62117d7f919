import type { ChosenCt, CtReference } from '@mutation-prediction/core';
import { chooseCt } from '@mutation-prediction/core';
import type { ViewerCt, ViewerCts } from './viewerCt.js';

/**
 * The CT of the open study to read a segmentation on.
 *
 * @param preferred id of the choice that the user made; forgotten once it is gone
 * @throws MutationPredictionError as `chooseCt` of core
 */
export function chooseViewerCt(
  reference: CtReference,
  cts: ViewerCts,
  preferred?: string,
): ChosenCt<ViewerCt> {
  const asked = cts.series.filter(({ choice }) => choice.id === preferred);
  return chooseCt(reference, cts, { asked, place: 'study' });
}
