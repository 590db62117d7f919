import { useRef } from 'react';
import { Button } from '../parts/Button.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import type { FeatureActions } from '../state/featureActions.js';
import type { PanelState } from '../state/panelState.js';
import { hasSameContours } from '../state/lesions.js';
import { chosenLesion, shownFeatures, shownResult } from '../state/selectors.js';
import { injectOnDemandStyles } from '../onDemandStyles.js';
import { say } from '../words.js';
import { ChoiceOfFeatures } from './ChoiceOfFeatures.js';
import { parametersOf } from './featureChoice.js';
import { FeatureProgress } from './FeatureProgress.js';
import { FeatureResult } from './FeatureResult.js';

interface FeaturesBodyProps {
  readonly state: PanelState;
  readonly actions: FeatureActions;
}

/** Which features, computing them, and the values. */
export function FeaturesBody({ state, actions }: FeaturesBodyProps) {
  injectOnDemandStyles();
  const compute = useRef<HTMLButtonElement>(null);
  const { choice, run } = state.features;
  const lesion = chosenLesion(state)?.lesion;
  const result = shownFeatures(state);
  // A result says itself how it was made.
  const isExplained =
    result !== undefined &&
    JSON.stringify(result.parameters) === JSON.stringify(parametersOf(choice));
  const isRunning = run.status === 'running';
  const prediction = shownResult(state)?.prediction;
  return (
    <div className="mp-stack">
      <ChoiceOfFeatures
        choice={choice}
        isExplained={isExplained}
        onChoose={actions.chooseFeatures}
      />
      <Button
        variant="secondary"
        buttonRef={compute}
        aria-disabled={isRunning || !lesion}
        aria-describedby="mp-features-status"
        onClick={() => void actions.computeFeatures()}
      >
        {isRunning ? say('features.of', { lesion: run.lesionLabel }) : say('features.compute')}
      </Button>
      <div id="mp-features-status" className="text-muted-foreground text-sm">
        {isRunning && (
          <FeatureProgress
            run={run}
            onCancel={() => {
              actions.cancelFeatures();
              compute.current?.focus();
            }}
          />
        )}
        {!isRunning && !lesion && <p>{say('features.noLesion')}</p>}
        {run.status === 'failed' && <ErrorNotice error={run.error} />}
        {run.status === 'cancelled' && <Notice kind="info" text={say('features.cancelled')} />}
      </div>
      {result && (
        <FeatureResult
          result={result}
          isCurrent={hasSameContours(state.snapshot, result.key)}
          inReport={state.features.inReport}
          isReportBuilt={
            prediction !== undefined && state.reports.get(prediction.uid)?.document !== undefined
          }
          onPutInReport={actions.putFeaturesInReport}
        />
      )}
    </div>
  );
}
