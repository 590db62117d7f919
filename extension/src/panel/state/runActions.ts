import { MutationPredictionError, throwIfCancelled } from '@mutation-prediction/core';
import type { StudyHost } from '../../contract.js';
import type { Places } from './placeActions.js';
import { asPredictionError } from './predictionErrors.js';
import type { ListedLesion } from './lesions.js';
import { readyLesions } from './lesions.js';
import type { PlaceInAll } from './panelState.js';
import {
  blockerOf,
  blockerOfAll,
  chosenLesion,
  chosenModel,
  currentResults,
  keyOfNextRun,
} from './selectors.js';
import type { PanelStore } from './store.js';

export interface RunActions {
  /**
   * Predicts the chosen lesion; does nothing while something blocks that.
   *
   * @param showWithheld shows the model's figures also where a check withholds them
   */
  readonly predict: (options?: { readonly showWithheld: true }) => Promise<void>;
  /**
   * Predicts every lesion that has no current result, one after the other; all of them anew where none is left.
   * One that fails keeps no other from being predicted.
   */
  readonly predictAll: () => Promise<void>;
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
    const placed = chosenLesion(state);
    if (blockerOf(state) !== undefined || !placed) return;
    abort = new AbortController();
    await runOn(placed, abort.signal, { options });
  }

  async function predictAll(): Promise<void> {
    store.followStudy();
    const state = store.getState();
    if (blockerOfAll(state) !== undefined) return;
    const listed = readyLesions(state.snapshot);
    const current = new Set(currentResults(state).map(({ key }) => key.lesionId));
    const unread = listed.filter(({ lesion }) => !current.has(lesion.id));
    const lesions = unread.length > 0 ? unread : listed;
    abort = new AbortController();
    const { signal } = abort;
    for (const [n, { lesion }] of lesions.entries()) {
      const inAll = { place: n + 1, total: lesions.length };
      // As it is by now: it may have been drawn on.
      const placed = readyLesions(store.getState().snapshot).find(
        (listed) => listed.lesion.id === lesion.id,
      );
      if (placed) await runOn(placed, signal, { inAll });
      if (signal.aborted) return;
    }
    const { run } = store.getState();
    // The last one was gone by its turn.
    if (run.status === 'running') store.dispatch({ type: 'run-cancelled', key: run.key });
  }

  /** One run, to its end; never throws. */
  async function runOn(
    placed: ListedLesion,
    signal: AbortSignal,
    {
      inAll,
      options,
    }: {
      readonly inAll?: PlaceInAll;
      readonly options?: { readonly showWithheld: true } | undefined;
    },
  ): Promise<void> {
    const state = store.getState();
    const key = keyOfNextRun(state, placed);
    const model = chosenModel(state);
    const { at } = state.where;
    if (!key || !model || !at) return;

    const lesionLabel = placed.lesion.label;
    store.dispatch({ type: 'run-started', key, lesionLabel, at, ...(inAll && { inAll }) });
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

  return { predict, predictAll, runHere, cancel };
}
