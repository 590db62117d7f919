import type { SeriesIdentity } from '../../imaging/ctImage.js';
import { algorithmIdentification } from '../parts/algorithmIdentification.js';
import { RUN_PARAMETERS, writeParameters } from '../content/algorithmParameters.js';
import { toAsciiText } from '../content/asciiText.js';
import type { ContentItem } from '../content/contentItems.js';
import { modelDevice } from '../parts/devices.js';
import { explanationItem } from './explanationItem.js';
import { writeGroupSeal } from './groupSeal.js';
import { lesionMeasurements } from './lesionMeasurements.js';
import { volumetricRoiMeasurements } from '../parts/measurementGroup.js';
import { observerContext } from '../parts/observerContext.js';
import { radiomicItem } from './radiomicItem.js';
import type { ReportedLesion } from '../reportedLesion.js';
import { toldFacts } from './subjectContext.js';
import { probabilityItem, statusItem } from './targetItems.js';

/** The measurement group of one of a report's lesions; `readLesionGroup` is the inverse. */
export function lesionGroup(
  lesion: ReportedLesion,
  lesions: readonly ReportedLesion[],
  image: SeriesIdentity,
): ContentItem {
  const { prediction, segmentation, visualExplanations = [], measurements = [] } = lesion;
  const { model, targets, lesion: described } = prediction;
  // The document names the model of its first lesion.
  const isOtherModel = model.digest !== lesions[0]!.prediction.model.digest;
  const parameters = [
    ...writeParameters(RUN_PARAMETERS, prediction),
    ...(described.finding ? [`finding_source=${described.finding.source}`] : []),
    `clinical_told=${toldFacts(prediction).join(',')}`,
    ...writeGroupSeal(lesion, lesions.indexOf(lesion), lesions.length),
  ];
  return volumetricRoiMeasurements({
    trackingIdentifier: toAsciiText(prediction.lesion.label),
    trackingUid: prediction.lesion.trackingUid,
    referencedSegment: segmentation,
    sourceSeriesUid: image.seriesInstanceUid,
    ...(described.finding && { finding: described.finding }),
    visualExplanations: visualExplanations.map((each) => explanationItem(each, prediction)),
    algorithm: algorithmIdentification(model.name, model.version, parameters),
    ...(isOtherModel && { observer: observerContext(modelDevice(model)) }),
    measurements: [
      ...targets.flatMap((target) =>
        target.status === 'withheld' ? [] : [probabilityItem(target, model)],
      ),
      ...lesionMeasurements(prediction.lesion),
      ...measurements.map(radiomicItem),
    ],
    qualitativeEvaluations: targets.map((target) => statusItem(target, model)),
  });
}
