import type { Prediction } from '../contract/prediction.js';
import type { PredictionReport } from './readReport.js';
import type { ReportedLesion } from './reportedLesion.js';

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
  prediction: Prediction,
  reports: readonly Report[],
  now: Date,
): Report | undefined {
  const own = reports.filter(({ origin }) => origin.system === 'own');
  const replaced = new Set(own.flatMap(({ replaces }) => replaces));
  const [newest] = own
    .filter(
      ({ sopInstanceUid, studyInstanceUid, contentDate, predictions }) =>
        !replaced.has(sopInstanceUid) &&
        studyInstanceUid === prediction.inputs.image?.studyInstanceUid &&
        new Date(contentDate).getTime() <= now.getTime() + AHEAD_MS &&
        predictions.some((earlier) => isOfSame(earlier, prediction)),
    )
    .sort((a, b) => b.contentDate.localeCompare(a.contentDate));
  return newest;
}

/** The stored reports that a new one replaces, and what of them it has to say, too. */
export interface Replacement<Report> {
  /** Newest first. */
  readonly reports: readonly Report[];
  /** Of other lesions and by other models, as it was given to those reports. */
  readonly carried: readonly ReportedLesion[];
}

/**
 * What a report on these predictions replaces. A report that is replaced counts no more, so the new one carries
 * over whatever else is said there and nowhere newer; one on another image, whose lesions it cannot hold, stays.
 *
 * @param predictions of one image
 * @param reports of one patient
 */
export function replacementOf<Report extends PredictionReport>(
  predictions: readonly Prediction[],
  reports: readonly Report[],
  now: Date,
): Replacement<Report> {
  const isSaidAnew = ({ prediction }: ReportedLesion) =>
    predictions.some((made) => isOfSame(made, prediction));
  const carriedOf = (report: Report) =>
    report.lesions.filter(
      (lesion) => !isSaidAnew(lesion) && predecessorOf(lesion.prediction, reports, now) === report,
    );
  const replaced = new Set(
    predictions.flatMap((prediction) => predecessorOf(prediction, reports, now) ?? []),
  );
  const replaceable = [...replaced]
    .filter((report) => carriedOf(report).every((lesion) => isOnImageOf(predictions, lesion)))
    .sort((a, b) => b.contentDate.localeCompare(a.contentDate));
  return { reports: replaceable, carried: replaceable.flatMap(carriedOf) };
}

function isOnImageOf(predictions: readonly Prediction[], { prediction }: ReportedLesion): boolean {
  const image = prediction.inputs.image;
  return predictions.every(
    ({ inputs }) =>
      inputs.image?.seriesInstanceUid === image?.seriesInstanceUid &&
      inputs.image?.frameOfReferenceUid === image?.frameOfReferenceUid &&
      inputs.image?.phase === image?.phase,
  );
}

/** Of one lesion by one model, whatever came of it. */
function isOfSame(a: Prediction, b: Prediction): boolean {
  return a.lesion.trackingUid === b.lesion.trackingUid && a.model.id === b.model.id;
}
