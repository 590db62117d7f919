import { networkSize } from '@mutation-prediction/core';
import type { RadiomicsHost } from '../../contract.js';
import type { Places } from './placeActions.js';
import { blockerOf, chosenLesion, chosenModel } from './selectors.js';
import type { PanelStore } from './store.js';

/** A busy browser is left alone, but not for ever. */
const LATEST_MS = 3000;

/** More is not downloaded before somebody asks for it. */
const MOST_BYTES = 32 * 2 ** 20;

/** A model that is to be made ready. */
interface WantedModel {
  readonly id: string;
  readonly digest: string;
}

/**
 * Has the chosen model loaded and compiled as soon as Predict can be clicked and the browser has nothing else to do:
 * a radiologist looks at the lesion before, and the first click is then as quick as the next. Who clicks before that has
 * it loaded while the lesion is read. Each model once, and none that takes long to download.
 */
export function makeReadyWhileIdle(store: PanelStore, places: Places): void {
  const [awaited, asked] = [new Set<string>(), new Set<string>()];
  const makeReady = ({ id, digest }: WantedModel) => {
    if (asked.has(digest)) return;
    asked.add(digest);
    // Whatever is wrong with the model, its first prediction says so to whoever asks for it.
    void places
      .modelsAt('here')
      .makeReady?.(id)
      .catch(() => undefined);
  };
  store.observe(() => {
    const wanted = toMakeReady(store);
    if (!wanted) return;
    if (isRunning(store)) return makeReady(wanted);
    if (awaited.has(wanted.digest)) return;
    awaited.add(wanted.digest);
    whenIdle(() => makeReady(wanted));
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

/** The model that a click on Predict would run on this computer, or has begun to. */
function toMakeReady(store: PanelStore): WantedModel | undefined {
  const state = store.getState();
  const model = chosenModel(state);
  if (!model || state.where.at !== 'here') return undefined;
  if (!isRunning(store) && blockerOf(state) !== undefined) return undefined;
  const { id, graph } = model.manifest;
  return networkSize(graph) > MOST_BYTES ? undefined : { id, digest: model.digest };
}

const isRunning = (store: PanelStore): boolean => store.getState().run.status === 'running';

function whenIdle(work: () => void): void {
  // Safari has none.
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: LATEST_MS });
  else setTimeout(work, LATEST_MS);
}
