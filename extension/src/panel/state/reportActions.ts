import type { Prediction, Seen } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { Explanation, LesionToReport, ReportDocument, StudyHost } from '../../contract.js';
import { downloadFiles } from '../report/downloadFiles.js';
import { asPredictionError } from './predictionErrors.js';
import { featuresToReport, staleReasons } from './selectors.js';
import type { LesionResult } from './panelState.js';
import { reportId } from './panelState.js';
import type { PanelStore } from './store.js';

/** The document of predictions is built once and kept until it is safe somewhere else. */
export interface ReportActions {
  /** One report of all of them. */
  readonly save: (predictions: readonly Prediction[]) => Promise<void>;
  readonly download: (predictions: readonly Prediction[]) => Promise<void>;
  /**
   * A PDF of what one report of all of them says.
   *
   * @throws where it cannot be made; says nothing where the report cannot
   */
  readonly downloadPdf: (predictions: readonly Prediction[]) => Promise<void>;
  /** `report`: as `reportId` names it. */
  readonly discard: (report: string) => void;
}

/** What the network saw; of a model that looks at no images, nothing. */
function seenBy({ views, images }: LesionResult): Seen | undefined {
  return views || images ? { ...(views && { views }), ...(images && { images }) } : undefined;
}

/** Where the network looked; of a model that does not tell, nothing. */
function explanationOf(result: LesionResult): Explanation | undefined {
  const { activationMaps } = result;
  const seen = seenBy(result);
  return activationMaps && seen && { seen, activationMaps };
}

export function createReportActions(store: PanelStore, studyHost: StudyHost): ReportActions {
  /** Only current results may become a report; one already built stays what it was. */
  async function documentOf(
    predictions: readonly Prediction[],
  ): Promise<ReportDocument | undefined> {
    const report = reportId(predictions);
    const entry = store.getState().reports.get(report);
    if (entry?.document) return entry.document;
    if (entry?.status === 'building' || !areCurrent(predictions)) return undefined;
    const { studyInstanceUid = '' } = store.getState().snapshot;
    store.dispatch({ type: 'report-building', predictions, studyInstanceUid });
    try {
      const document = await studyHost.buildReport(
        await Promise.all(predictions.map(withFeatures)),
      );
      if (!areCurrent(predictions)) throw new MutationPredictionError('invalid-report.outdated');
      store.dispatch({ type: 'report-built', report, document });
      return document;
    } catch (cause) {
      const error = asPredictionError(cause, 'invalid-report.unexpected');
      store.dispatch({ type: 'report-failed', report, error });
      return undefined;
    }
  }

  async function withFeatures(prediction: Prediction): Promise<LesionToReport> {
    const result = resultOf(prediction);
    const explanation = result && explanationOf(result);
    const seen = result && seenBy(result);
    const lesion = {
      prediction,
      ...(seen && { seen }),
      ...(explanation && { explanation }),
    };
    const computed = featuresToReport(store.getState(), result?.key.lesionId ?? '');
    if (!computed) return { ...lesion, measurements: [] };
    const { radiomicMeasurements } = await import(
      /* webpackChunkName: 'features' */ '../features/codedFeatures.js'
    );
    const measurements = radiomicMeasurements(computed.features, computed.parameters);
    return { ...lesion, measurements };
  }

  function resultOf(prediction: Prediction): LesionResult | undefined {
    const results = [...store.getState().results.values()];
    return results.find((result) => result.prediction.uid === prediction.uid);
  }

  function areCurrent(predictions: readonly Prediction[]): boolean {
    store.followStudy();
    return predictions.every((prediction) => {
      const result = resultOf(prediction);
      return result !== undefined && staleReasons(store.getState(), result.key).length === 0;
    });
  }

  async function save(predictions: readonly Prediction[]): Promise<void> {
    const report = reportId(predictions);
    const status = store.getState().reports.get(report)?.status;
    if (status === 'storing' || status === 'stored') return;
    const document = await documentOf(predictions);
    if (!document) return;
    store.dispatch({ type: 'report-storing', report });
    try {
      await studyHost.store(document);
      store.dispatch({ type: 'report-stored', report });
    } catch (cause) {
      const error = asPredictionError(cause, 'store-refused.unexpected');
      store.dispatch({ type: 'report-failed', report, error });
    }
  }

  async function download(predictions: readonly Prediction[]): Promise<void> {
    const document = await documentOf(predictions);
    if (!document) return;
    // The report first, which refers to the others: browsers may ask before they take a second file.
    downloadFiles(document.files.toReversed());
    store.dispatch({ type: 'report-downloaded', report: reportId(predictions) });
  }

  async function downloadPdf(predictions: readonly Prediction[]): Promise<void> {
    const document = await documentOf(predictions);
    if (!document) return;
    const lesions = await Promise.all(predictions.map(withFeatures));
    downloadFiles([await studyHost.printReport(lesions, document)]);
  }

  const discard = (report: string): void => store.dispatch({ type: 'report-discarded', report });

  return { save, download, downloadPdf, discard };
}
