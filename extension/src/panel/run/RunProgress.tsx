import { Button } from '../parts/Button.js';
import { ProgressBar } from '../parts/ProgressBar.js';
import type { RunState } from '../state/panelState.js';
import { say } from '../words.js';
import { fractionDone } from './fractionDone.js';
import { runText, stageText } from './stageText.js';
import { ViewsRead } from './ViewsRead.js';

interface RunProgressProps {
  readonly run: Extract<RunState, { status: 'running' }>;
  readonly onCancel: () => void;
}

/** How far the run is, in words and as a bar, and the way out. */
export function RunProgress({ run, onCancel }: RunProgressProps) {
  const stage = stageText(run);
  return (
    <div className="mp-progress">
      <p aria-hidden="true">{stage}</p>
      <Button variant="ghost" onClick={onCancel}>
        {say('run.cancel')}
      </Button>
      <ProgressBar label={runText(run)} fraction={fractionDone(run)} text={stage} />
      {run.views && <ViewsRead views={run.views} />}
    </div>
  );
}
