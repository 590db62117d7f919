import type { Prediction } from '@mutation-prediction/core';
import type { StudyHost } from '../../contract.js';
import { Notice } from '../parts/Notice.js';
import { Section } from '../parts/Section.js';
import { ReportActionsRow } from '../report/ReportActionsRow.js';
import type { PanelActions } from '../state/panelSession.js';
import type { LesionResult, PanelState } from '../state/panelState.js';
import { currentResults, reportOn, staleReasons, type StaleReason } from '../state/selectors.js';
import { useSightOfResult } from './useSightOfResult.js';
import { say } from '../words.js';
import { Contributions } from './Contributions.js';
import { ResultBody } from './ResultBody.js';
import { WhyRow } from './WhyRow.js';
import { headingsOfOtherWarnings, warningsAt } from './warningPlaces.js';

interface ResultSectionProps {
  readonly state: PanelState;
  readonly result: LesionResult | undefined;
  readonly actions: PanelActions;
  readonly studyHost: StudyHost;
}

/** The result of the chosen lesion: current and to be saved, or out of date and greyed. */
export function ResultSection({ state, result, actions, studyHost }: ResultSectionProps) {
  const place = useSightOfResult(state.run, 'one');
  return (
    <div ref={place} className="flex-shrink-0">
      <Section title={say('result.heading')}>
        {result ? (
          <ShownResult state={state} result={result} actions={actions} studyHost={studyHost} />
        ) : (
          <p className="text-muted-foreground text-sm">
            {say(hasResultsToPick(state) ? 'result.pick' : 'result.none')}
          </p>
        )}
      </Section>
    </div>
  );
}

function hasResultsToPick({ lesionId, results }: PanelState): boolean {
  return lesionId === undefined && results.size > 0;
}

function ShownResult({
  state,
  result,
  actions,
  studyHost,
}: ResultSectionProps & { readonly result: LesionResult }) {
  const { prediction, views } = result;
  const reasons = staleReasons(state, result.key);
  const stale = reasons.length > 0;
  const contributions = {
    contributions: result.contributions,
    onAsk: () => void actions.askContributions(result.key.lesionId),
  };
  return (
    <>
      {stale && (
        <Notice
          kind="warning"
          text={[say('result.stale'), ...reasons.map((r) => say(`result.stale.${r}`))].join(' ')}
        />
      )}
      <div className={stale ? 'mp-stale' : ''}>
        <ResultBody
          prediction={prediction}
          {...(views && { views })}
          warnings={
            stale ? staleWarnings(prediction, reasons) : warningsAt(prediction.warnings, 'result')
          }
          warnedElsewhere={stale ? [] : headingsOfOtherWarnings(prediction.warnings)}
          onJump={actions.goTo}
          {...(!stale && {
            onShowWithheld: () => void actions.predict({ showWithheld: true }),
          })}
          why={!stale && <WhyRow {...{ state, actions, contributions }} explained={result} />}
          contributions={!stale && <Contributions key={prediction.uid} {...contributions} />}
        />
      </div>
      {!stale && (
        <ReportActionsRow
          predictions={[prediction]}
          report={reportOn(state, [prediction])}
          replaces={studyHost.replacementOf([prediction])}
          actions={actions}
          {...(currentResults(state).length > 1 && {
            save: say('report.saveOne'),
            variant: 'secondary',
          })}
        />
      )}
    </>
  );
}

/** All of them, for the other parts of the panel speak of the next run, unless they say the same of it. */
function staleWarnings({ warnings }: Prediction, reasons: readonly StaleReason[]) {
  const isSaid = reasons.every((reason) => reason === 'contours');
  return isSaid ? warnings.filter(({ code }) => code !== 'clinical-missing') : warnings;
}
