import type { Prediction } from '@mutation-prediction/core';
import { newUid } from '@mutation-prediction/core';
import type { StudyHost } from '../../contract.js';
import { chosenLesion } from './selectors.js';
import type { PanelStore } from './store.js';

export interface SameLesionActions {
  /** The chosen lesion is the one of another study: its reports bear that one's tracking UID. */
  readonly isSameLesion: (prior: Prediction) => void;
  readonly isNotSameLesion: (prior: Prediction) => void;
}

export function createSameLesionActions(
  store: PanelStore,
  studyHost: StudyHost,
): SameLesionActions {
  function track(lesionId: string, trackingUid: string, answered: boolean): void {
    studyHost.trackAs(lesionId, trackingUid);
    store.dispatch({ type: 'lesion-tracked-as', lesionId, trackingUid, answered });
  }

  return {
    isSameLesion({ lesion: { trackingUid } }) {
      const state = store.getState();
      const lesionId = chosenLesion(state)?.lesion.id;
      if (!lesionId) return;
      // One lesion of then cannot be two of now.
      for (const [other, uid] of state.sameLesions.yes) {
        if (uid === trackingUid && other !== lesionId) track(other, newUid(), false);
      }
      track(lesionId, trackingUid, true);
    },
    isNotSameLesion({ lesion: { trackingUid } }) {
      const lesionId = chosenLesion(store.getState())?.lesion.id;
      if (!lesionId) return;
      if (studyHost.trackingUidOf(lesionId) === trackingUid) track(lesionId, newUid(), false);
      store.dispatch({ type: 'lesion-is-not', lesionId, trackingUid });
    },
  };
}
