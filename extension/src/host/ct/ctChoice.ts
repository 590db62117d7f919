import type { ChosenCt, CtPlace, CtReference } from '@mutation-prediction/core';
import { chooseCt } from '@mutation-prediction/core';
import type { ViewerCt, ViewerCts } from './viewerCt.js';

const STUDY: CtPlace = {
  name: 'this study',
  empty: {
    message: 'This study has no CT series that can be read.',
    advice: 'Open a study with a chest CT.',
  },
  elsewhereAdvice: 'Open the CT it was drawn on, or have the segmentation registered to this CT.',
  severalAdvice: 'Open the CT it was drawn on, or draw the lesion on one of them.',
};

/**
 * The CT of the open study to read a segmentation on.
 *
 * @param preferred Display Set Instance UID the user asked for; forgotten once it is gone
 * @throws MutationPredictionError as `chooseCt` of core
 */
export function chooseViewerCt(
  reference: CtReference,
  cts: ViewerCts,
  preferred?: string,
): ChosenCt<ViewerCt> {
  const asked = cts.series.filter(({ choice }) => choice.displaySetInstanceUid === preferred);
  return chooseCt(reference, cts, { asked, place: STUDY });
}
