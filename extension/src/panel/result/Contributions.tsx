import type { Contribution } from '@mutation-prediction/core';
import { formatDifference } from '../format.js';
import { Button } from '../parts/Button.js';
import { ErrorNotice } from '../parts/Notice.js';
import type { ContributionsState } from '../state/panelState.js';
import { say } from '../words.js';
import { quantityText } from './quantityText.js';
import { contributionBar, NO_DIFFERENCE, reachOf } from './contributionBars.js';

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
      {contributions?.status === 'told' && <Bars targets={contributions.targets} />}
    </>
  );
}

type Targets = Extract<ContributionsState, { status: 'told' }>['targets'];

function Bars({ targets }: { targets: Targets }) {
  const all = targets.flatMap(({ contributions = [] }) => contributions);
  const reach = reachOf(all);
  const hasUsual = all.every(({ usual }) => usual !== undefined);
  return (
    <div className="mp-stack">
      {targets.map((target) => (
        <div key={target.id}>
          <p className="text-muted-foreground">{quantityText(target)}</p>
          <ul className="mp-groups">
            {(target.contributions ?? []).map((contribution) => (
              <li key={contribution.group}>
                <Bar contribution={contribution} reach={reach} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className="text-muted-foreground text-xs">
        {say(hasUsual ? 'contributions.usual' : 'contributions.reference')}{' '}
        {new Set(all.map(({ group }) => group)).size > 1 && say('contributions.together')}
      </p>
    </div>
  );
}

function Bar({ contribution, reach }: { contribution: Contribution; reach: number }) {
  const { group, value, left, width } = contributionBar(contribution, reach);
  const name = say(`contributions.group.${group}`);
  const number = Math.abs(value) < NO_DIFFERENCE ? '0' : formatDifference(value, 1);
  const sentence = number === '0' ? 'neither' : value > 0 ? 'for' : 'against';
  return (
    <div role="img" aria-label={say(`contributions.${sentence}`, { group: name, value: number })}>
      <span className="text-foreground truncate">{name}</span>
      <span className="mp-group-bar">
        <span style={{ left: `${left}%`, width: `${width}%` }} />
      </span>
      <span className="mp-number text-foreground">{number}</span>
    </div>
  );
}
