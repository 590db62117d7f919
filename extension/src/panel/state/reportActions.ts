import type { Prediction, RadiomicMeasurement } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { ReportDocument, StudyHost } from '../../contract.js';
import { downloadFiles } from '../report/downloadFiles.js';
import { asPredictionError } from './predictionErrors.js';
import { featuresToReport, staleReasons } from './selectors.js';
import type { LesionResult } from './panelState.js';
import type { PanelStore } from './store.js';

/** The document of a prediction is built once and kept until it is safe somewhere else. */
export interface ReportActions {
  readonly save: (prediction: Prediction) => Promise<void>;
  readonly download: (prediction: Prediction) => Promise<void>;
  readonly discard: (predictionUid: string) => void;
}

export function createReportActions(store: PanelStore, studyHost: StudyHost): ReportActions {
  /** Only a current result may become a report; one already built stays what it was. */
  async function documentOf(prediction: Prediction): Promise<ReportDocument | undefined> {
    const report = store.getState().reports.get(prediction.uid);
    if (report?.document) return report.document;
    if (report?.status === 'building' || !isCurrent(prediction)) return undefined;
    const { uid } = prediction;
    const { studyInstanceUid = '' } = store.getState().snapshot;
    store.dispatch({ type: 'report-building', prediction, studyInstanceUid });
    try {
      const measurements = await measurementsOf(prediction);
      const document = await studyHost.buildReport(prediction, measurements);
      if (!isCurrent(prediction)) throw new MutationPredictionError('invalid-report.outdated');
      store.dispatch({ type: 'report-built', uid, document });
      return document;
    } catch (cause) {
      const error = asPredictionError(cause, 'invalid-report.unexpected');
      store.dispatch({ type: 'report-failed', uid, error });
      return undefined;
    }
  }

  async function measurementsOf(prediction: Prediction): Promise<RadiomicMeasurement[]> {
    const lesionId = resultOf(prediction)?.key.lesionId ?? '';
    const computed = featuresToReport(store.getState(), lesionId);
    if (!computed) return [];
    const { radiomicMeasurements } = await import(
      /* webpackChunkName: 'features' */ '../features/codedFeatures.js'
    );
    return radiomicMeasurements(computed.features, computed.parameters);
  }

  function resultOf(prediction: Prediction): LesionResult | undefined {
    const results = [...store.getState().results.values()];
    return results.find((result) => result.prediction.uid === prediction.uid);
  }

  function isCurrent(prediction: Prediction): boolean {
    store.followStudy();
    const result = resultOf(prediction);
    return result !== undefined && staleReasons(store.getState(), result.key).length === 0;
  }

  async function save(prediction: Prediction): Promise<void> {
    const { uid } = prediction;
    const status = store.getState().reports.get(uid)?.status;
    if (status === 'storing' || status === 'stored') return;
    const document = await documentOf(prediction);
    if (!document) return;
    store.dispatch({ type: 'report-storing', uid });
    try {
      await studyHost.store(document);
      store.dispatch({ type: 'report-stored', uid });
    } catch (cause) {
      const error = asPredictionError(cause, 'store-refused.unexpected');
      store.dispatch({ type: 'report-failed', uid, error });
    }
  }

  async function download(prediction: Prediction): Promise<void> {
    const document = await documentOf(prediction);
    if (!document) return;
    downloadFiles(document.files);
    store.dispatch({ type: 'report-downloaded', uid: prediction.uid });
  }

  const discard = (uid: string): void => store.dispatch({ type: 'report-discarded', uid });

  return { save, download, discard };
}
