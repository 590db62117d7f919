import { MutationPredictionError, throwIfCancelled } from '@mutation-prediction/core';
import type { StudyHost } from '../../contract.js';
import type { Places } from './placeActions.js';
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
  /** From now on models run on this computer; after a run that failed elsewhere, this one does at once. */
  readonly runHere: () => Promise<void>;
  /** Ends the run at once, whatever stage it is in. */
  readonly cancel: () => void;
}

export function createRunActions(
  store: PanelStore,
  studyHost: StudyHost,
  places: Places,
): RunActions {
  let abort: AbortController | undefined;

  async function predict(options?: { readonly showWithheld: true }): Promise<void> {
    store.followStudy();
    const state = store.getState();
    const key = keyOfNextRun(state);
    const placed = chosenLesion(state);
    const model = chosenModel(state);
    const { at } = state.where;
    if (blockerOf(state) !== undefined || !key || !placed || !model || !at) return;

    abort = new AbortController();
    const { signal } = abort;
    store.dispatch({ type: 'run-started', key, lesionLabel: placed.lesion.label, at });
    try {
      const request = await studyHost.prepare(key.lesionId, model.manifest, key.clinical, signal);
      throwIfCancelled(signal);
      const { prediction, ...seen } = await places.modelsAt(at).predict(
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
        result: { key, prediction, ...seen },
      });
    } catch (cause) {
      if (signal.aborted) {
        store.dispatch({ type: 'run-cancelled', key });
        return;
      }
      const error = asPredictionError(cause, 'inference-failed.unexpected');
      store.dispatch({ type: 'run-failed', key, error });
      // What the list says of the model is no longer so.
      if (error.code === 'model-changed') await places.loadModels();
    }
  }

  async function runHere(): Promise<void> {
    const { run } = store.getState();
    const wanted = chosenModel(store.getState());
    await places.choosePlace('here');
    if (run.status !== 'failed' || !wanted) return;
    const { id, name } = wanted.manifest;
    if (chosenModel(store.getState())?.manifest.id === id) return predict();
    // Not another one instead, unasked.
    const error = new MutationPredictionError('model-unavailable.not-here', { model: name });
    store.dispatch({ type: 'run-refused', at: 'here', error });
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

  return { predict, runHere, cancel };
}
