import { Suspense } from 'react';
import { Button } from '../parts/Button.js';
import { ErrorNotice } from '../parts/Notice.js';
import { missingPart, onDemand } from '../parts/onDemand.js';
import type { ContributionsState } from '../state/panelState.js';
import { say } from '../words.js';

export interface AskedContributions {
  readonly contributions: ContributionsState | undefined;
  /** Finds them out; the network runs again for that. */
  readonly onAsk: () => void;
}

/** What a result goes by: folded away, and found out when it is first unfolded. */
export function Contributions({ contributions, onAsk }: AskedContributions) {
  return (
    <details
      className="mp-details text-sm"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && !contributions) onAsk();
      }}
    >
      <summary className="text-muted-foreground">{say('contributions.heading')}</summary>
      <ContributionsBody contributions={contributions} onAsk={onAsk} />
    </details>
  );
}

/** How far it is known, and the bars where it is. */
export function ContributionsBody({ contributions, onAsk }: AskedContributions) {
  return (
    <>
      {contributions?.status === 'running' && (
        <p role="status" className="text-muted-foreground">
          {say('contributions.running')}
        </p>
      )}
      {contributions?.status === 'failed' && (
        <ErrorNotice error={contributions.error}>
          <Button onClick={onAsk}>{say('contributions.again')}</Button>
        </ErrorNotice>
      )}
      {contributions?.status === 'told' && (
        <Suspense fallback={null}>
          <ContributionGroups targets={contributions.targets} />
        </Suspense>
      )}
    </>
  );
}

/** Fetched with the first that are asked for. */
const ContributionGroups = onDemand(
  async () =>
    (await import(/* webpackChunkName: 'why' */ './ContributionGroups.js')).ContributionGroups,
  missingPart('why.missing', 'why.missingAdvice'),
);
