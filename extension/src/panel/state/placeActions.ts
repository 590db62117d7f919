import type { BetterPlace, ModelHost, ModelServer, Place } from '../../contract.js';
import { asPredictionError } from './predictionErrors.js';
import type { Where } from './panelState.js';
import type { PanelStore } from './store.js';

export interface PlaceActions {
  /** Lets models run elsewhere from now on, and reads which there are. A run goes on where it is. */
  readonly choosePlace: (choice: Where['choice']) => Promise<void>;
  /** Looks again where models run and which there are. */
  readonly loadModels: () => Promise<void>;
}

/** What the other actions must know of places. */
export interface Places extends PlaceActions {
  modelsAt(place: Place): ModelHost;
}

export function createPlaceActions(
  store: PanelStore,
  modelHost: ModelHost,
  modelServer: ModelServer | undefined,
): Places {
  const { dispatch } = store;
  /** Answers to an earlier choice come too late. */
  let latest = 0;

  const modelsAt = (place: Place) =>
    place === 'server' && modelServer ? modelServer.models : modelHost;

  async function choosePlace(choice: Where['choice']): Promise<void> {
    const turn = ++latest;
    const isLate = () => turn !== latest;
    dispatch({ type: 'place-chosen', choice });
    const place = choice === 'auto' ? await findPlace(isLate) : choice;
    if (place === undefined) return;
    const models = modelsAt(place);
    await Promise.all([readModels(models, isLate), findDevice(models, isLate)]);
  }

  async function findPlace(isLate: () => boolean): Promise<Place | undefined> {
    const why = await betterPlace();
    if (isLate()) return undefined;
    dispatch({ type: 'place-found', why });
    return why.place;
  }

  async function betterPlace(): Promise<BetterPlace> {
    try {
      return (await modelServer?.betterPlace()) ?? { place: 'here' };
    } catch (cause) {
      return { place: 'here', error: asPredictionError(cause, 'model-unavailable.unexpected') };
    }
  }

  async function readModels(host: ModelHost, isLate: () => boolean): Promise<void> {
    try {
      const packages = await host.list();
      const entries = packages.flatMap((p) => ('model' in p ? [p.model] : []));
      const failures = packages.flatMap((p) => ('error' in p ? [p.error] : []));
      const lacksFirst = packages[0] !== undefined && 'error' in packages[0];
      const models = { status: 'ready', entries, failures, lacksFirst } as const;
      if (!isLate()) dispatch({ type: 'models', models });
    } catch (cause) {
      const error = asPredictionError(cause, 'model-unavailable.unexpected');
      if (!isLate()) dispatch({ type: 'models', models: { status: 'failed', error } });
    }
  }

  async function findDevice(models: ModelHost, isLate: () => boolean): Promise<void> {
    const device = await models.device().catch((cause: unknown) => {
      return asPredictionError(cause, 'inference-failed.no-device');
    });
    if (!isLate()) dispatch({ type: 'device', device });
  }

  return {
    choosePlace,
    loadModels: () => choosePlace(store.getState().where.choice),
    modelsAt,
  };
}
