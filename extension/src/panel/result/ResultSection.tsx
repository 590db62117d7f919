import type { Prediction } from '@mutation-prediction/core';
import { useEffect, useRef, type RefObject } from 'react';
import type { StudyHost } from '../../contract.js';
import { Button } from '../parts/Button.js';
import { Notice } from '../parts/Notice.js';
import { Section } from '../parts/Section.js';
import { ReportActionsRow } from '../report/ReportActionsRow.js';
import type { PanelActions } from '../state/panelSession.js';
import type { LesionResult, PanelState } from '../state/panelState.js';
import { blockerOf, staleReasons, type StaleReason } from '../state/selectors.js';
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
  const place = useSightOfResult(state.run.status);
  return (
    <div ref={place} className="flex-shrink-0">
      <Section title={say('result.heading')}>
        {result ? (
          <ShownResult state={state} result={result} actions={actions} studyHost={studyHost} />
        ) : (
          <p className="text-muted-foreground text-sm">{say('result.none')}</p>
        )}
      </Section>
    </div>
  );
}

/** Brings the result into sight when its run has ended, wherever the panel was scrolled to. */
function useSightOfResult(status: PanelState['run']['status']): RefObject<HTMLDivElement> {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(status);
  useEffect(() => {
    const hasFinished = before.current === 'running' && status === 'idle';
    before.current = status;
    if (hasFinished) place.current?.scrollIntoView({ block: 'start' });
  }, [status]);
  return place;
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
  return (
    <>
      {stale && (
        <Notice
          kind="warning"
          text={[say('result.stale'), ...reasons.map((r) => say(`result.stale.${r}`))].join(' ')}
        >
          <Button
            aria-disabled={blockerOf(state) !== undefined}
            onClick={() => void actions.predict()}
          >
            {say('run.again')}
          </Button>
        </Notice>
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
          why={!stale && <WhyRow state={state} result={result} actions={actions} />}
          contributions={
            !stale && (
              <Contributions
                key={prediction.uid}
                contributions={result.contributions}
                onAsk={() => void actions.askContributions(result.key.lesionId)}
              />
            )
          }
        />
      </div>
      {!stale && (
        <ReportActionsRow
          prediction={prediction}
          report={state.reports.get(prediction.uid)}
          replaces={studyHost.predecessorOf(prediction)}
          actions={actions}
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
