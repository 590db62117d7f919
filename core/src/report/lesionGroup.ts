import type { SeriesIdentity } from '../imaging/ctImage.js';
import { algorithmIdentification } from './algorithmIdentification.js';
import { RUN_PARAMETERS, writeParameters } from './algorithmParameters.js';
import { toAsciiText } from './asciiText.js';
import type { ContentItem } from './contentItems.js';
import { modelDevice } from './devices.js';
import { writeGroupSeal } from './groupSeal.js';
import { lesionMeasurements } from './lesionMeasurements.js';
import { volumetricRoiMeasurements } from './measurementGroup.js';
import { observerContext } from './observerContext.js';
import { radiomicItem } from './radiomicItem.js';
import type { ReportedLesion } from './reportedLesion.js';
import { toldFacts } from './subjectContext.js';
import { probabilityItem, statusItem } from './targetItems.js';

/** The measurement group of one of a report's lesions; `readLesionGroup` is the inverse. */
export function lesionGroup(
  lesion: ReportedLesion,
  lesions: readonly ReportedLesion[],
  image: SeriesIdentity,
): ContentItem {
  const { prediction, segmentation, visualExplanation, measurements = [] } = lesion;
  const { model, targets } = prediction;
  // The document names the model of its first lesion.
  const isOtherModel = model.digest !== lesions[0]!.prediction.model.digest;
  const parameters = [
    ...writeParameters(RUN_PARAMETERS, prediction),
    `clinical_told=${toldFacts(prediction).join(',')}`,
    ...writeGroupSeal(lesion, lesions.indexOf(lesion), lesions.length),
  ];
  return volumetricRoiMeasurements({
    trackingIdentifier: toAsciiText(prediction.lesion.label),
    trackingUid: prediction.lesion.trackingUid,
    referencedSegment: segmentation,
    sourceSeriesUid: image.seriesInstanceUid,
    ...(visualExplanation && { visualExplanation }),
    algorithm: algorithmIdentification(model.name, model.version, parameters),
    ...(isOtherModel && { observer: observerContext(modelDevice(model)) }),
    measurements: [
      ...targets.map((target) => probabilityItem(target, model)),
      ...lesionMeasurements(prediction.lesion),
      ...measurements.map(radiomicItem),
    ],
    qualitativeEvaluations: targets.map(statusItem),
  });
}
