import type { SeriesIdentity } from '../imaging/ctImage.js';
import { algorithmIdentification } from './algorithmIdentification.js';
import { RUN_PARAMETERS, writeParameters } from './algorithmParameters.js';
import { toAsciiText } from './asciiText.js';
import type { ContentItem } from './contentItems.js';
import { writeGroupSeal } from './groupSeal.js';
import { lesionMeasurements } from './lesionMeasurements.js';
import { volumetricRoiMeasurements } from './measurementGroup.js';
import { radiomicItem } from './radiomicItem.js';
import type { ReportedLesion } from './reportedLesion.js';
import { toldFacts } from './subjectContext.js';
import { probabilityItem, statusItem } from './targetItems.js';

/** One of a report's measurement groups, `place` from 0 of `count`; `readLesionGroup` is the inverse. */
export function lesionGroup(
  lesion: ReportedLesion,
  image: SeriesIdentity,
  place: number,
  count: number,
): ContentItem {
  const { prediction, segmentation, visualExplanation, measurements = [] } = lesion;
  const { model, targets } = prediction;
  const parameters = [
    ...writeParameters(RUN_PARAMETERS, prediction),
    `clinical_told=${toldFacts(prediction).join(',')}`,
    ...writeGroupSeal(lesion, place, count),
  ];
  return volumetricRoiMeasurements({
    trackingIdentifier: toAsciiText(prediction.lesion.label),
    trackingUid: prediction.lesion.trackingUid,
    referencedSegment: segmentation,
    sourceSeriesUid: image.seriesInstanceUid,
    ...(visualExplanation && { visualExplanation }),
    algorithm: algorithmIdentification(model.name, model.version, parameters),
    measurements: [
      ...targets.map((target) => probabilityItem(target, model)),
      ...lesionMeasurements(prediction.lesion),
      ...measurements.map(radiomicItem),
    ],
    qualitativeEvaluations: targets.map(statusItem),
  });
}
