import type { EarlierPrediction, StudyHost } from '../../contract.js';
import type { ImageActions } from './imageActions.js';
import { readyLesions } from './lesions.js';
import type { PanelState } from './panelState.js';
import { openedReport } from './selectors.js';
import type { PanelStore } from './store.js';

/** The report that an entry is of; those of its further lesions have a number behind its UID. */
export const reportUidOf = ({ id }: Pick<EarlierPrediction, 'id'>): string => id.split('#', 1)[0]!;

/** Everything that the opened report says, one entry for each lesion and model. */
export function openedEntries(state: PanelState): readonly EarlierPrediction[] {
  const opened = openedReport(state);
  if (!opened) return [];
  const { earlier, prior } = state.snapshot;
  return [...earlier, ...prior.entries].filter(
    (entry) => reportUidOf(entry) === reportUidOf(opened),
  );
}

/** Whoever opens a report looks at its lesion: chooses that and goes there, as soon as it is listed. */
export function chooseLesionOfOpenedReport(
  store: PanelStore,
  studyHost: StudyHost,
  goToLesion: ImageActions['goToLesion'],
): void {
  let followed: string | undefined;
  store.observe(() => {
    const state = store.getState();
    const { openedReport: id } = state;
    if (id === followed) return;
    if (id === undefined) {
      followed = undefined;
      return;
    }
    const trackingUid = openedReport(state)?.prediction?.lesion.trackingUid;
    if (trackingUid === undefined) return;
    const listed = readyLesions(state.snapshot).find(
      ({ lesion }) => studyHost.trackingUidOf(lesion.id) === trackingUid,
    );
    if (!listed) return;
    followed = id;
    store.dispatch({ type: 'report-lesion', lesionId: listed.lesion.id });
    goToLesion(listed.lesion.centroidLps);
  });
}
