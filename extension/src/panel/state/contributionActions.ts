import type { Prediction, PredictionRequest } from '@mutation-prediction/core';
import type { StudyHost } from '../../contract.js';
import type { RunKey } from './panelState.js';
import type { Places } from './placeActions.js';
import { asPredictionError } from './predictionErrors.js';
import { chosenModel, staleReasons } from './selectors.js';
import type { PanelStore } from './store.js';

export interface ContributionActions {
  /**
   * Runs the network again for what each group of inputs contributes to the result of a lesion; does
   * nothing where there is no result, where it is out of date, or where that is known or being found.
   */
  readonly askContributions: (lesionId: string) => Promise<void>;
}

/** Figures that a user asked to see although they were withheld stay in sight. */
function asShown(request: PredictionRequest, { targets }: Prediction): PredictionRequest {
  const isShown = targets.some((target) => 'shownDespite' in target);
  return isShown ? { ...request, showWithheld: true } : request;
}

export function createContributionActions(
  store: PanelStore,
  studyHost: StudyHost,
  places: Places,
): ContributionActions {
  const asked = new Map<RunKey, AbortController>();

  async function askContributions(lesionId: string): Promise<void> {
    store.followStudy();
    const state = store.getState();
    const result = state.results.get(lesionId);
    const model = chosenModel(state);
    const { at } = state.where;
    if (!result || !model || !at || staleReasons(state, result.key).length > 0) return;
    const known = result.contributions?.status;
    if (known === 'running' || known === 'told') return;

    const { key } = result;
    const abort = new AbortController();
    const { signal } = abort;
    asked.set(key, abort);
    store.dispatch({ type: 'contributions', key, contributions: { status: 'running' } });
    try {
      const request = await studyHost.prepare(lesionId, model.manifest, key.clinical, signal);
      const { prediction } = await places
        .modelsAt(at)
        .predict(key.modelId, asShown(request, result.prediction), {
          signal,
          onProgress: () => undefined,
          contributions: true,
        });
      const targets = prediction.targets.filter((target) => target.status !== 'withheld');
      store.dispatch({ type: 'contributions', key, contributions: { status: 'told', targets } });
    } catch (cause) {
      const error = asPredictionError(cause, 'inference-failed.unexpected');
      store.dispatch({ type: 'contributions', key, contributions: { status: 'failed', error } });
    } finally {
      asked.delete(key);
    }
  }

  // The lesion was predicted anew or has gone: nobody waits for it any more.
  store.observe(() => {
    const { results } = store.getState();
    for (const [key, abort] of asked) {
      if (results.get(key.lesionId)?.key !== key) abort.abort();
    }
  });

  return { askContributions };
}
