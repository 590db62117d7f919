import type { Contribution } from '@mutation-prediction/core';
import { formatDifference } from '../format.js';
import type { ContributionsState } from '../state/panelState.js';
import { say } from '../words.js';
import { contributionBar, NO_DIFFERENCE, reachOf } from './contributionBars.js';
import { quantityText } from './quantityText.js';

type Targets = Extract<ContributionsState, { status: 'told' }>['targets'];

/** How far each group of inputs moves a target's log odds. */
export function ContributionGroups({ targets }: { readonly targets: Targets }) {
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
