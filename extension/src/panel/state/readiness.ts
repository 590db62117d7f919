import { networkSize } from '@mutation-prediction/core';
import type { RadiomicsHost } from '../../contract.js';
import type { Places } from './placeActions.js';
import { blockerOf, chosenLesion, chosenModel } from './selectors.js';
import type { PanelStore } from './store.js';

/** A busy browser is left alone, but not for ever. */
const LATEST_MS = 3000;

/** More is not downloaded before somebody asks for it. */
const MOST_BYTES = 32 * 2 ** 20;

/**
 * Has the chosen model loaded and compiled as soon as Predict can be clicked and the browser has nothing else to do:
 * a radiologist looks at the lesion before, and the first click is then as quick as the next. Each model once, and none that takes long to download.
 */
export function makeReadyWhileIdle(store: PanelStore, places: Places): void {
  const asked = new Set<string>();
  store.observe(() => {
    const wanted = toMakeReady(store);
    if (wanted === undefined || asked.has(wanted.digest)) return;
    asked.add(wanted.digest);
    whenIdle(() => {
      // Whatever is wrong with the model, its first prediction says so to whoever asks for it.
      void places
        .modelsAt('here')
        .makeReady?.(wanted.id)
        .catch(() => undefined);
    });
  });
}

/**
 * Has the workers that take features run warm, once, as soon as a lesion is picked for a model that needs features: its
 * user will look at them.
 */
export function makeFeaturesReadyWhileIdle(store: PanelStore, radiomicsHost: RadiomicsHost): void {
  let isAsked = false;
  store.observe(() => {
    const state = store.getState();
    const inputs = chosenModel(state)?.manifest.inputs ?? [];
    if (isAsked || !chosenLesion(state) || !inputs.some(({ kind }) => kind === 'radiomics')) return;
    isAsked = true;
    whenIdle(() => void radiomicsHost.makeReady?.().catch(() => undefined));
  });
}

/** The model that a click on Predict would run on this computer. */
function toMakeReady(
  store: PanelStore,
): { readonly id: string; readonly digest: string } | undefined {
  const state = store.getState();
  const model = chosenModel(state);
  if (!model || state.where.at !== 'here' || blockerOf(state) !== undefined) return undefined;
  const { id, graph } = model.manifest;
  return networkSize(graph) > MOST_BYTES ? undefined : { id, digest: model.digest };
}

function whenIdle(work: () => void): void {
  // Safari has none.
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: LATEST_MS });
  else setTimeout(work, LATEST_MS);
}
