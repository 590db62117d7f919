import type { EarlierPrediction } from '../../contract.js';
import { Button } from '../parts/Button.js';
import { ErrorNotice } from '../parts/Notice.js';
import { WhyRow } from '../result/WhyRow.js';
import type { PanelActions } from '../state/panelSession.js';
import type { PanelState } from '../state/panelState.js';
import { storedExplanation } from '../state/selectors.js';
import { say } from '../words.js';

interface StoredWhyProps {
  readonly state: PanelState;
  /** The opened one, with stored maps. */
  readonly stored: EarlierPrediction;
  readonly actions: PanelActions;
}

/** The way to the maps that were stored with a report; they are fetched when somebody asks. */
export function StoredWhy({ state, stored, actions }: StoredWhyProps) {
  const explained = storedExplanation(state);
  if (explained) return <WhyRow {...{ state, explained, actions }} isStored />;
  const read = state.explanations.get(stored.prediction?.uid ?? '');
  const isReading = read?.status === 'reading';
  return (
    <div className="mp-stack">
      <div className="mp-why-row">
        <Button
          variant="secondary"
          aria-haspopup="dialog"
          aria-disabled={isReading}
          onClick={() => {
            actions.explain(stored.prediction?.uid);
            void actions.readExplanation(stored);
          }}
        >
          {say('why.ask')}
        </Button>
        <span role="status" className="text-muted-foreground text-xs">
          {say(isReading ? 'why.reading' : 'why.hintStored')}
        </span>
      </div>
      {read?.status === 'failed' && <ErrorNotice error={read.error} />}
    </div>
  );
}
