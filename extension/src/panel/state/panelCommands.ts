import type { PanelCommands, StudyHost } from '../../contract.js';
import { readyLesions } from './lesions.js';
import type { PanelSession } from './panelSession.js';
import {
  chosenLesion,
  currentResults,
  openedReport,
  shownResult,
  staleReasons,
} from './selectors.js';

/** What the panel's buttons do, for whoever has no button. */
export function panelCommands(
  { actions, getState }: PanelSession,
  studyHost: StudyHost,
): PanelCommands {
  const predictions = () => currentResults(getState()).map(({ prediction }) => prediction);

  /** The lesion so many places on, round the list; the first or the last where none is chosen. */
  function chooseBeside(step: 1 | -1): void {
    const { snapshot, lesionId } = getState();
    const ids = readyLesions(snapshot).map(({ lesion }) => lesion.id);
    const now = lesionId === undefined ? -1 : ids.indexOf(lesionId);
    const next = ids.at(now === -1 && step === -1 ? -1 : (now + step) % ids.length);
    if (next !== undefined) actions.chooseLesion(next);
  }

  return {
    predict: () => void actions.predict(),
    predictAll: () => void actions.predictAll(),
    cancel: () => actions.cancel(),
    saveReport: () => {
      if (predictions().length > 0) void actions.save(predictions());
    },
    downloadReport: () => {
      if (predictions().length > 0) void actions.download(predictions());
    },
    nextLesion: () => chooseBeside(1),
    previousLesion: () => chooseBeside(-1),
    toggleOutline: () => actions.outline(!getState().images.outline),
    explain: () => {
      const state = getState();
      const result = shownResult(state);
      const isShown =
        result && !openedReport(state) && staleReasons(state, result.key).length === 0;
      if (isShown) actions.explain(result.prediction.uid);
    },
    showLesion: () => {
      const chosen = chosenLesion(getState());
      if (chosen) studyHost.jumpTo(chosen.lesion.centroidLps);
    },
  };
}
