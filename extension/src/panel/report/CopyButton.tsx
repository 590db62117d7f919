import { useState } from 'react';
import type { Prediction } from '@mutation-prediction/core';
import { Button } from '../parts/Button.js';
import { say } from '../words.js';
import { predictionSummary } from './predictionSummary.js';

/** Puts the result as plain text on the clipboard. */
export function CopyButton({ prediction }: { prediction: Prediction }) {
  const [outcome, setOutcome] = useState<{ uid: string; copied: boolean }>();

  async function copy() {
    try {
      await navigator.clipboard.writeText(predictionSummary(prediction));
      setOutcome({ uid: prediction.uid, copied: true });
    } catch {
      // Refused by the browser (no permission, insecure page); the button says so.
      setOutcome({ uid: prediction.uid, copied: false });
    }
  }

  const shown = outcome?.uid === prediction.uid ? outcome : undefined;
  return (
    <Button
      variant="ghost"
      onClick={() => void copy()}
      title={shown?.copied === false ? say('report.copyFailed') : undefined}
    >
      <span aria-live="polite">{copyWords(shown?.copied)}</span>
    </Button>
  );
}

function copyWords(copied: boolean | undefined): string {
  if (copied === undefined) return say('report.copy');
  return say(copied ? 'report.copied' : 'report.copyFailed');
}
