import type { EarlierPrediction, StudyHost } from '../../contract.js';
import { asPredictionError } from './predictionErrors.js';
import type { PanelStore } from './store.js';

export interface ExplanationActions {
  /** Reads the maps of a stored report; does nothing where they are known or being read. */
  readonly readExplanation: (stored: EarlierPrediction) => Promise<void>;
}

export function createExplanationActions(
  { dispatch, getState }: PanelStore,
  studyHost: StudyHost,
): ExplanationActions {
  async function readExplanation(stored: EarlierPrediction): Promise<void> {
    const of = stored.prediction?.uid;
    if (of === undefined) return;
    const known = getState().explanations.get(of)?.status;
    if (known === 'reading' || known === 'read') return;
    dispatch({ type: 'explanation', of, explanation: { status: 'reading' } });
    const study = getState().snapshot.studyInstanceUid;
    const isOfStudy = () => getState().snapshot.studyInstanceUid === study;
    try {
      const explanation = await studyHost.readExplanation(stored);
      if (isOfStudy())
        dispatch({ type: 'explanation', of, explanation: { status: 'read', explanation } });
    } catch (cause) {
      const error = asPredictionError(cause, 'inference-failed.unexpected');
      if (isOfStudy())
        dispatch({ type: 'explanation', of, explanation: { status: 'failed', error } });
    }
  }
  return { readExplanation };
}
