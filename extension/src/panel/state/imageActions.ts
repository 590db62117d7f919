import type { Vector3 } from '@mutation-prediction/core';
import type { ShownInImages, StudyHost } from '../../contract.js';
import type { MapState } from './imagesState.js';
import { shownInImages } from './selectors.js';
import type { PanelStore } from './store.js';

export interface ImageActions {
  /** Whether the chosen lesion is outlined in the images. */
  readonly outline: (isWanted: boolean) => void;
  /** Goes to a point in the images and marks it. */
  readonly goTo: (pointLps: Vector3) => void;
  /** Goes to a lesion's centre, which needs no mark. */
  readonly goToLesion: (centroidLps: Vector3) => void;
  readonly changeMap: (change: Partial<MapState>) => void;
  /** Shows why a prediction says what it says, or no longer. */
  readonly explain: (uid: string | undefined) => void;
}

export function createImageActions(
  { dispatch, getState, observe }: PanelStore,
  studyHost: StudyHost,
): ImageActions {
  let shown: ShownInImages = {};
  observe(() => {
    const next = shownInImages(getState());
    if (isSame(shown, next)) return;
    shown = next;
    studyHost.showInImages(next);
  });

  return {
    outline: (outline) => dispatch({ type: 'outline-wanted', outline }),
    goTo: (pointLps) => {
      dispatch({ type: 'point-marked', pointLps });
      studyHost.jumpTo(pointLps);
    },
    goToLesion: (centroidLps) => {
      dispatch({ type: 'point-marked', pointLps: undefined });
      studyHost.jumpTo(centroidLps);
    },
    changeMap: (change) => dispatch({ type: 'map-changed', change }),
    explain: (uid) => dispatch({ type: 'why-asked', uid }),
  };
}

function isSame(a: ShownInImages, b: ShownInImages): boolean {
  return a.lesionId === b.lesionId && a.pointLps === b.pointLps && isSameMap(a, b);
}

function isSameMap({ activation: a }: ShownInImages, { activation: b }: ShownInImages): boolean {
  if (!a || !b) return a === b;
  return (
    a.maps === b.maps &&
    a.target === b.target &&
    a.opacity === b.opacity &&
    a.threshold === b.threshold
  );
}
