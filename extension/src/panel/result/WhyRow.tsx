import type { PredictedTarget } from '@mutation-prediction/core';
import { Suspense } from 'react';
import { Button } from '../parts/Button.js';
import { missingPart, onDemand } from '../parts/onDemand.js';
import type { PanelActions } from '../state/panelSession.js';
import type { ExplainedResult, PanelState } from '../state/panelState.js';
import { shownMap } from '../state/selectors.js';
import { say } from '../words.js';
import type { AskedContributions } from './Contributions.js';

interface WhyRowProps {
  readonly state: PanelState;
  readonly explained: ExplainedResult;
  readonly isStored?: boolean;
  /** What else the result goes by; absent where nothing can be run. */
  readonly contributions?: AskedContributions;
  readonly actions: PanelActions;
}

/** The way to what a result rests on, and what of it lies over the images. */
export function WhyRow({
  state,
  explained,
  isStored = false,
  contributions,
  actions,
}: WhyRowProps) {
  const { map, askedWhy } = state.images;
  const { uid } = explained.prediction;
  const shown = shownMap(state, explained);
  const targets = explained.prediction.targets.filter(
    (target): target is PredictedTarget => target.status !== 'withheld',
  );
  const isOverImages = map.overImages === uid;
  const hint = shown ? 'why.hint' : 'why.hintWithoutMap';
  return (
    <div className="mp-stack">
      <div className="mp-why-row">
        <Button variant="secondary" aria-haspopup="dialog" onClick={() => actions.explain(uid)}>
          {say('why.ask')}
        </Button>
        <span className="text-muted-foreground text-xs">
          {say(isStored ? 'why.hintStored' : hint)}
        </span>
      </div>
      <Suspense fallback={null}>
        {isOverImages && shown && <MapOverImages {...{ shown, targets, map, actions }} />}
        {askedWhy === uid && (
          <WhyDialog
            {...{ explained, isStored, targets, shown, map, actions }}
            {...(contributions && { contributions })}
            onClose={() => actions.explain(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}

const Missing = missingPart('why.missing', 'why.missingAdvice');

const WhyDialog = onDemand(
  async () => (await import(/* webpackChunkName: 'why' */ '../why/WhyDialog.js')).WhyDialog,
  Missing,
);

const MapOverImages = onDemand(
  async () => (await import(/* webpackChunkName: 'why' */ '../why/MapOverImages.js')).MapOverImages,
  Missing,
);
