import { useEffect } from 'react';
import { hasRun, SLOW_RUN_MS } from '@mutation-prediction/core';
import type { ModelEntry } from '../../contract.js';
import { Button } from '../parts/Button.js';
import { Notice } from '../parts/Notice.js';
import type { PanelState } from '../state/panelState.js';
import { say } from '../words.js';
import { recallRunMs, rememberRunMs } from './runTimes.js';

interface LightTierProps {
  /** The full model, which is chosen. */
  readonly model: ModelEntry;
  readonly light: ModelEntry;
  readonly results: PanelState['results'];
  readonly onChoose: (modelId: string) => void;
}

/** Offers a model's light tier where its network is known to take long on this computer; takes nothing unasked. */
export function LightTier({ model, light, results, onChoose }: LightTierProps) {
  const { digest, manifest } = model;
  const measured = lastRunMs(results, digest);
  useEffect(() => {
    if (measured !== undefined) rememberRunMs(digest, measured);
  }, [digest, measured]);
  const runMs = measured ?? recallRunMs(digest);
  if (runMs === undefined || runMs <= SLOW_RUN_MS) return null;
  const { id, name } = light.manifest;
  return (
    <Notice
      kind="info"
      text={say('model.slow', { model: manifest.name, seconds: Math.round(runMs / 1000) })}
      advice={say('model.slowAdvice', { light: name })}
    >
      <Button variant="secondary" onClick={() => onChoose(id)}>
        {say('model.useLight', { light: name })}
      </Button>
    </Notice>
  );
}

/** Of the results that this computer has brought on this page, the last: the first one also warms up. */
function lastRunMs(results: PanelState['results'], digest: string): number | undefined {
  return [...results.values()]
    .map(({ prediction }) => prediction)
    .filter(({ model }) => model.digest === digest)
    .filter(({ device }) => hasRun(device) && device.server === undefined)
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .at(-1)?.timingsMs.run;
}
