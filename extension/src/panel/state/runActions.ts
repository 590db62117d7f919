import { throwIfCancelled } from '@mutation-prediction/core';
import type { ModelHost, StudyHost } from '../../contract.js';
import { asPredictionError } from './predictionErrors.js';
import { blockerOf, chosenLesion, chosenModel, keyOfNextRun } from './selectors.js';
import type { PanelStore } from './store.js';

export interface RunActions {
  /**
   * Predicts the chosen lesion; does nothing while something blocks that.
   *
   * @param showWithheld shows the model's figures also where a check withholds them
   */
  readonly predict: (options?: { readonly showWithheld: true }) => Promise<void>;
  /** Ends the run at once, whatever stage it is in. */
  readonly cancel: () => void;
}

export function createRunActions(
  store: PanelStore,
  studyHost: StudyHost,
  modelHost: ModelHost,
): RunActions {
  let abort: AbortController | undefined;

  async function predict(options?: { readonly showWithheld: true }): Promise<void> {
    store.followStudy();
    const state = store.getState();
    const key = keyOfNextRun(state);
    const placed = chosenLesion(state);
    const model = chosenModel(state);
    if (blockerOf(state) !== undefined || !key || !placed || !model) return;

    abort = new AbortController();
    const { signal } = abort;
    store.dispatch({ type: 'run-started', key, lesionLabel: placed.lesion.label });
    try {
      const request = await studyHost.prepare(key.lesionId, model.manifest, key.clinical, signal);
      throwIfCancelled(signal);
      const { prediction, views } = await modelHost.predict(
        key.modelId,
        { ...request, ...options },
        {
          signal,
          onProgress: (progress) => store.dispatch({ type: 'run-progress', key, progress }),
        },
      );
      throwIfCancelled(signal);
      store.followStudy();
      store.dispatch({
        type: 'run-finished',
        result: { key, prediction, ...(views && { views }) },
      });
    } catch (cause) {
      if (signal.aborted) {
        store.dispatch({ type: 'run-cancelled', key });
        return;
      }
      const error = asPredictionError(cause, 'inference-failed.unexpected');
      store.dispatch({ type: 'run-failed', key, error });
    }
  }

  function cancel(): void {
    abort?.abort();
    const { run } = store.getState();
    if (run.status === 'running') store.dispatch({ type: 'run-cancelled', key: run.key });
  }

  // The study was closed or the contours removed under the run: nobody waits for it any more.
  store.observe(() => {
    if (store.getState().run.status !== 'running') abort?.abort();
  });

  return { predict, cancel };
}
