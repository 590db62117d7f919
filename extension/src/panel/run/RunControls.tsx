import { useRef } from 'react';
import type { Warning } from '@mutation-prediction/core';
import { Button } from '../parts/Button.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { WarningList } from '../parts/WarningList.js';
import type { RunState } from '../state/panelState.js';
import type { Blocker } from '../state/selectors.js';
import { say } from '../words.js';
import { RunHereButton } from './RunHereButton.js';
import { RunProgress } from './RunProgress.js';

interface RunControlsProps {
  readonly run: RunState;
  readonly blocker: Blocker | undefined;
  readonly device: string | undefined;
  /** The device's part of a current result's warnings. */
  readonly warnings: readonly Warning[];
  readonly onCancel: () => void;
  readonly onRunHere: () => void;
}

/**
 * Predict (the form's submit button), and beneath it the progress, how the run ended, or the device:
 * the one that would run, until a result's own warning says which one ran and why.
 */
export function RunControls(props: RunControlsProps) {
  const { run, blocker, device, warnings, onCancel, onRunHere } = props;
  const predict = useRef<HTMLButtonElement>(null);
  const running = run.status === 'running';
  const hint = blocker !== undefined && blocker !== 'running' ? blocker : undefined;
  return (
    <>
      <Button
        type="submit"
        buttonRef={predict}
        className="w-full"
        aria-disabled={blocker !== undefined}
        aria-describedby="mp-run-status"
      >
        {running ? say('run.of', { lesion: run.lesionLabel }) : say('run.predict')}
      </Button>
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
        {run.status === 'cancelled' && <Notice kind="info" text={say('run.cancelled')} />}
        {!running && hint !== undefined && <p>{say(`run.blocked.${hint}`)}</p>}
        {!running && hint === undefined && warnings.length === 0 && (
          <p>{device === undefined ? say('run.probing') : say('run.device', { device })}</p>
        )}
        {!running && <WarningList warnings={warnings} />}
      </div>
    </>
  );
}
