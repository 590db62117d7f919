import { formatMegabytes } from '../format.js';
import { Button } from '../parts/Button.js';
import { ProgressBar } from '../parts/ProgressBar.js';
import type { RunState } from '../state/panelState.js';
import { say } from '../words.js';
import { fractionDone } from './fractionDone.js';

interface RunProgressProps {
  readonly run: Extract<RunState, { status: 'running' }>;
  readonly onCancel: () => void;
}

/** How far the run is, in words and as a bar, and the way out. */
export function RunProgress({ run, onCancel }: RunProgressProps) {
  const stage = stageWords(run);
  return (
    <div className="mp-progress">
      <p className="truncate" aria-hidden="true">
        {stage}
      </p>
      <Button variant="ghost" onClick={onCancel}>
        {say('run.cancel')}
      </Button>
      <ProgressBar
        label={say('run.of', { lesion: run.lesionLabel })}
        fraction={fractionDone(run)}
        text={stage}
      />
    </div>
  );
}

function stageWords({ stage, loaded, total }: RunProgressProps['run']): string {
  if (stage !== 'download' || loaded === undefined || total === undefined) {
    return say(`run.stage.${stage}`);
  }
  return say('run.stage.downloadOf', {
    loaded: formatMegabytes(loaded, total),
    total: formatMegabytes(total, total),
  });
}
