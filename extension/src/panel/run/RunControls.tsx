import { useRef } from 'react';
import { wordsOfWarning, type Warning } from '@mutation-prediction/core';
import { useCatalogue } from '../catalogue.js';
import { Button } from '../parts/Button.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import type { PanelState, RunState } from '../state/panelState.js';
import type { Blocker } from '../state/selectors.js';
import { say } from '../words.js';
import { RunHereButton } from './RunHereButton.js';
import { deviceText } from './deviceText.js';
import { cancelledText } from './cancelledText.js';
import { RunProgress } from './RunProgress.js';
import { runText } from './stageText.js';

interface RunControlsProps {
  readonly run: RunState;
  readonly blocker: Blocker | undefined;
  /** The chosen lesion has a result that is out of date. */
  readonly isAgain: boolean;
  readonly device: PanelState['device'];
  /** The device's part of a current result's warnings. */
  readonly warnings: readonly Warning[];
  /** How many lesions there are; several can be predicted in one go. */
  readonly lesions: number;
  /** Why they cannot. */
  readonly blockerOfAll: Blocker | undefined;
  readonly onPredictAll: () => void;
  readonly onCancel: () => void;
  readonly onRunHere: () => void;
}

/**
 * Predict (the form's submit button), and beneath it the progress, how the run ended, or the device:
 * the one that would run, until a result's own warning says which one ran and why.
 */
export function RunControls(props: RunControlsProps) {
  const { run, blocker, isAgain, device, warnings, lesions, onPredictAll, onCancel, onRunHere } =
    props;
  const predict = useRef<HTMLButtonElement>(null);
  const catalogue = useCatalogue();
  const running = run.status === 'running';
  const hint = blocker !== undefined && blocker !== 'running' ? blocker : undefined;
  return (
    <>
      <div className="mp-run-buttons">
        <Button
          type="submit"
          buttonRef={predict}
          className="flex-1"
          aria-disabled={blocker !== undefined}
          aria-describedby="mp-run-status"
        >
          <span className="truncate">
            {running ? runText(run) : say(isAgain ? 'run.again' : 'run.predict')}
          </span>
        </Button>
        {lesions > 1 && !running && (
          <Button
            variant="secondary"
            aria-disabled={props.blockerOfAll !== undefined}
            onClick={onPredictAll}
          >
            {say('run.predictAll', { count: lesions })}
          </Button>
        )}
      </div>
      <div id="mp-run-status" className="mp-run-status text-muted-foreground text-sm">
        {running && (
          <RunProgress
            run={run}
            onCancel={() => {
              onCancel();
              predict.current?.focus();
            }}
          />
        )}
        {run.status === 'failed' && (
          <ErrorNotice error={run.error}>
            {run.at === 'server' && <RunHereButton onClick={onRunHere} />}
          </ErrorNotice>
        )}
        {run.status === 'cancelled' && <Notice kind="info" text={cancelledText(run.inAll)} />}
        {!running && hint !== undefined && <p>{say(`run.blocked.${hint}`)}</p>}
        {!running && hint === undefined && warnings.length === 0 && (
          <p>
            {device === undefined
              ? say('run.probing')
              : say('run.device', { device: deviceText(device, catalogue) })}
          </p>
        )}
        {!running &&
          warnings.map((warning) => <p key={warning.code}>{wordsOfWarning(warning, catalogue)}</p>)}
      </div>
    </>
  );
}
