import { wordsOf, type Catalogue } from '@mutation-prediction/core';
import { useCatalogue } from './catalogue.js';
import type { PanelState } from './state/panelState.js';
import { shownResult, staleReasons } from './state/selectors.js';
import { targetText } from './result/targetText.js';
import { cancelledText } from './run/cancelledText.js';
import { runText, spokenStage } from './run/stageText.js';
import { say } from './words.js';

/** Says politely what sighted users see change: the stage of a run, how it ended, its result. */
export function Announcer({ state }: { state: PanelState }) {
  const catalogue = useCatalogue();
  return (
    <p role="status" className="sr-only">
      {announcement(state, catalogue)}
    </p>
  );
}

function announcement(state: PanelState, catalogue: Catalogue): string {
  const { run } = state;
  if (run.status === 'running') {
    return run.inAll ? runText(run) : spokenStage(run);
  }
  if (run.status === 'cancelled') return cancelledText(run.inAll);
  if (run.status === 'failed') {
    const { message, advice } = wordsOf(run.error, catalogue);
    return `${message} ${advice}`;
  }
  const result = shownResult(state);
  if (!result) return '';
  const stale = staleReasons(state, result.key);
  if (stale.length > 0) {
    return [say('result.stale'), ...stale.map((r) => say(`result.stale.${r}`))].join(' ');
  }
  const { lesion, targets } = result.prediction;
  return say('result.announce', {
    lesion: lesion.label,
    targets: targets.map(targetText).join('; '),
  });
}
