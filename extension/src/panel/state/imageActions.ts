import type { Vector3 } from '@mutation-prediction/core';
import type { ShownInImages, StudyHost } from '../../contract.js';
import type { MapState } from './imagesState.js';
import { readyLesions } from './lesions.js';
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

export function createImageActions(store: PanelStore, studyHost: StudyHost): ImageActions {
  const { dispatch, getState, observe } = store;
  let shown: ShownInImages = {};
  observe(() => {
    const next = shownInImages(getState());
    if (isSame(shown, next)) return;
    shown = next;
    studyHost.showInImages(next);
  });
  openAtLoneLesion(store, studyHost);

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

/** The images of a study with one lesion open there, once: the reader goes where they like from then on. */
function openAtLoneLesion({ getState, observe }: PanelStore, studyHost: StudyHost): void {
  let study: string | undefined;
  let isOpen = false;
  const follow = () => {
    const { snapshot, lesionId } = getState();
    if (snapshot.studyInstanceUid !== study) {
      study = snapshot.studyInstanceUid;
      isOpen = false;
    }
    if (isOpen || lesionId === undefined) return;
    isOpen = true;
    const [lone, ...others] = readyLesions(snapshot);
    if (lone?.lesion.id !== lesionId || others.length > 0) return;
    // Who has just made it by a click looks at it.
    if (lesionId !== snapshot.nodule?.lesionId) studyHost.openAt(lone.lesion.centroidLps);
  };
  observe(follow);
  follow();
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
