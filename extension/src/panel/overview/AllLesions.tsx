import type { StudyHost } from '../../contract.js';
import { ReportActionsRow } from '../report/ReportActionsRow.js';
import type { PanelActions } from '../state/panelSession.js';
import type { PanelState } from '../state/panelState.js';
import { chosenModel, currentResults, reportOn } from '../state/selectors.js';
import { say } from '../words.js';
import { LesionTable } from './LesionTable.js';
import { rowsOfStudy } from './lesionRows.js';

interface AllLesionsProps {
  readonly state: PanelState;
  readonly actions: PanelActions;
  readonly studyHost: StudyHost;
}

/** The table of all lesions, and one report of those that have a result. */
export function AllLesions({ state, actions, studyHost }: AllLesionsProps) {
  const predictions = currentResults(state).map(({ prediction }) => prediction);
  return (
    <div className="mp-stack">
      <LesionTable
        rows={rowsOfStudy(state, (lesionId) => studyHost.trackingUidOf(lesionId))}
        expected={expectedTargets(state)}
        chosenId={state.lesionId}
        onPick={actions.chooseLesion}
      />
      {predictions.length > 1 && state.run.status !== 'running' && (
        <ReportActionsRow
          predictions={predictions}
          report={reportOn(state, predictions)}
          replaces={studyHost.replacementOf(predictions)}
          actions={actions}
          save={say('report.saveAll', { count: predictions.length })}
        />
      )}
    </div>
  );
}

/** Of the model that would predict. */
function expectedTargets(state: PanelState) {
  const targets = chosenModel(state)?.manifest.targets ?? [];
  return targets.map((target) => ({ id: target.id, codes: target }));
}
