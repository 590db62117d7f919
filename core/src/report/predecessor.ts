import type { Prediction } from '../contract/prediction.js';
import type { PredictionReport } from './readReport.js';

/** Clocks differ, and a content date has no zone: what lies further ahead was not written before now. */
const AHEAD_MS = 26 * 60 * 60 * 1000;

/**
 * The report that a new one on this prediction replaces: of this product's intact reports of the study
 * the newest on the lesion by the model. Never one of another system or without our seal, one that has
 * been replaced already, or one that is dated in the future.
 *
 * @param reports of one patient
 */
export function predecessorOf<Report extends PredictionReport>(
  { lesion, model, inputs }: Prediction,
  reports: readonly Report[],
  now: Date,
): Report | undefined {
  const own = reports.filter(({ origin }) => origin.system === 'own');
  const replaced = new Set(own.flatMap(({ replaces }) => replaces));
  const [newest] = own
    .filter(
      ({ sopInstanceUid, studyInstanceUid, contentDate, predictions }) =>
        !replaced.has(sopInstanceUid) &&
        studyInstanceUid === inputs.image?.studyInstanceUid &&
        new Date(contentDate).getTime() <= now.getTime() + AHEAD_MS &&
        predictions.some(
          (earlier) =>
            earlier.lesion.trackingUid === lesion.trackingUid && earlier.model.id === model.id,
        ),
    )
    .sort((a, b) => b.contentDate.localeCompare(a.contentDate));
  return newest;
}
