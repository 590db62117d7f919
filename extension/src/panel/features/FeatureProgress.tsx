import { Button } from '../parts/Button.js';
import { ProgressBar } from '../parts/ProgressBar.js';
import type { FeatureRun } from '../state/featuresState.js';
import { say } from '../words.js';

interface FeatureProgressProps {
  readonly run: Extract<FeatureRun, { status: 'running' }>;
  readonly onCancel: () => void;
}

/** How many images are done, and the way out. */
export function FeatureProgress({ run, onCancel }: FeatureProgressProps) {
  const { progress, lesionLabel } = run;
  const text = progress
    ? say('features.progress', { done: progress.done, total: progress.total })
    : say('features.reading');
  return (
    <div className="mp-progress">
      <p aria-hidden="true">{text}</p>
      <Button variant="ghost" onClick={onCancel}>
        {say('run.cancel')}
      </Button>
      <ProgressBar
        label={say('features.of', { lesion: lesionLabel })}
        fraction={progress ? progress.done / progress.total : 0}
        text={text}
      />
    </div>
  );
}
