import { spacing, throwIfCancelled } from '@mutation-prediction/core';
import type { RadiomicsHost, StudyHost } from '../../contract.js';
import type { FeatureChoice } from '../features/featureChoice.js';
import { parametersOf } from '../features/featureChoice.js';
import { asPredictionError } from './predictionErrors.js';
import { chosenLesion, lesionKey } from './selectors.js';
import type { PanelStore } from './store.js';

export interface FeatureActions {
  readonly chooseFeatures: (choice: FeatureChoice) => void;
  /** Computes the chosen features of the chosen lesion; does nothing while there is none. */
  readonly computeFeatures: () => Promise<void>;
  readonly cancelFeatures: () => void;
  readonly putFeaturesInReport: (inReport: boolean) => void;
}

export function createFeatureActions(
  store: PanelStore,
  studyHost: StudyHost,
  radiomicsHost: RadiomicsHost,
): FeatureActions {
  let abort: AbortController | undefined;

  async function computeFeatures(): Promise<void> {
    store.followStudy();
    const state = store.getState();
    const placed = chosenLesion(state);
    const key = lesionKey(state);
    if (!placed || !key || state.features.run.status === 'running') return;

    abort = new AbortController();
    const { signal } = abort;
    const lesionLabel = placed.lesion.label;
    const parameters = parametersOf(state.features.choice);
    store.dispatch({ type: 'features-started', key, lesionLabel });
    try {
      const input = await studyHost.readForFeatures(key.lesionId, parameters, signal);
      const spacingMm = spacing(input.image.grid);
      const result = await radiomicsHost.extract(input, {
        signal,
        onProgress: (progress) => store.dispatch({ type: 'features-progress', key, progress }),
      });
      throwIfCancelled(signal);
      store.followStudy();
      const computed = { ...result, key, lesionLabel, parameters, spacingMm };
      store.dispatch({ type: 'features-finished', result: computed });
    } catch (cause) {
      if (signal.aborted) return store.dispatch({ type: 'features-cancelled', key });
      const error = asPredictionError(cause, 'worker-failed.unexpected');
      store.dispatch({ type: 'features-failed', key, error });
    }
  }

  function cancelFeatures(): void {
    abort?.abort();
    const { run } = store.getState().features;
    if (run.status === 'running') store.dispatch({ type: 'features-cancelled', key: run.key });
  }

  // The study was closed or the contours removed under the run: nobody waits for it any more.
  store.observe(() => {
    if (store.getState().features.run.status !== 'running') abort?.abort();
  });

  return {
    chooseFeatures: (choice) => store.dispatch({ type: 'features-chosen', choice }),
    computeFeatures,
    cancelFeatures,
    putFeaturesInReport: (inReport) => store.dispatch({ type: 'features-in-report', inReport }),
  };
}
