import type { StudyHost } from '../../contract.js';
import { say } from '../words.js';
import type { PanelState } from './panelState.js';
import { currentResults, unsavedReports } from './selectors.js';
import type { PanelStore } from './store.js';

/** Whoever closes the page or leaves the study is asked first, while something would be lost by it. */
export function askBeforeLeaving(store: PanelStore, studyHost: StudyHost): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  let isAsking = false;
  store.observe(() => {
    const wouldLose = isUnsaved(store.getState());
    if (wouldLose === isAsking) return;
    isAsking = wouldLose;
    studyHost.askBeforeLeaving(wouldLose ? () => say('leave.question') : undefined);
    if (wouldLose) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  });
}

/** A result that nobody has stored or downloaded, or a report; nothing is lost with what is withheld. */
function isUnsaved(state: PanelState): boolean {
  const kept = [...state.reports.values()].filter(
    ({ status, downloaded }) => status === 'stored' || downloaded,
  );
  const keptUids = new Set(kept.flatMap(({ predictions }) => predictions.map(({ uid }) => uid)));
  return (
    unsavedReports(state).length > 0 ||
    currentResults(state).some(
      ({ prediction: { uid, targets } }) =>
        !keptUids.has(uid) && targets.some(({ status }) => status !== 'withheld'),
    )
  );
}
