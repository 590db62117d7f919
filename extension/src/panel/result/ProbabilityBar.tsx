import type { PredictedTarget } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { say } from '../words.js';
import { targetText } from './targetText.js';

/**
 * Probability as a dot on a line from 0 to 1, with the range that its set of classes makes indeterminate, or the
 * threshold where no set is claimed, and how far it moves.
 */
export function ProbabilityBar({ target }: { target: PredictedTarget }) {
  const { probability, threshold, set, indeterminate, uncertainty } = target;
  return (
    <div role="img" aria-label={describe(target)} className="mp-axis text-muted-foreground text-xs">
      <span>0</span>
      <div className="mp-bar">
        <span className="mp-bar-line" />
        {indeterminate && (
          <span className="mp-bar-band" style={span(indeterminate[0], indeterminate[1])} />
        )}
        {!set && <span className="mp-bar-threshold" style={{ left: percent(threshold) }} />}
        {uncertainty && (
          <span className="mp-bar-range" style={span(uncertainty.lower, uncertainty.upper)} />
        )}
        <span className="mp-bar-dot" style={{ left: percent(probability) }} />
      </div>
      <span>1</span>
    </div>
  );
}

/** What the signs in the bars mean. */
export function BarLegend({ targets }: { targets: readonly PredictedTarget[] }) {
  const range = targets.find(({ uncertainty }) => uncertainty)?.uncertainty;
  return (
    <p className="mp-legend text-muted-foreground text-xs" aria-hidden="true">
      {targets.some(({ set }) => !set) && (
        <span>
          <i className="mp-legend-threshold" /> {say('result.legend.threshold')}
        </span>
      )}
      {targets.some(({ indeterminate }) => indeterminate) && (
        <span>
          <i className="mp-legend-band" /> {say('result.legend.indeterminate')}
        </span>
      )}
      {range && (
        <span>
          <i className="mp-legend-range" /> {say(RANGE_LEGENDS[range.method])}
        </span>
      )}
    </p>
  );
}

const RANGE_LEGENDS = {
  'leave-one-view-out-range': 'result.legend.range',
  'members-range': 'result.legend.members',
} as const;

const RANGE_SENTENCES = {
  'leave-one-view-out-range': 'result.barRange',
  'members-range': 'result.barMembers',
} as const;

function describe(target: PredictedTarget) {
  const { threshold, set, indeterminate, uncertainty, shownDespite } = target;
  const ends = (lower: number, upper: number) => ({
    lower: formatProbability(lower),
    upper: formatProbability(upper),
  });
  return [
    `${targetText(target)}.`,
    ...(shownDespite ? [say('result.withheldBar')] : []),
    ...(set ? [] : [say('result.barThreshold', { threshold: formatProbability(threshold) })]),
    ...(indeterminate ? [say('result.barIndeterminate', ends(...indeterminate))] : []),
    ...(uncertainty
      ? [say(RANGE_SENTENCES[uncertainty.method], ends(uncertainty.lower, uncertainty.upper))]
      : []),
  ].join(' ');
}

function span(lower: number, upper: number) {
  return { left: percent(lower), width: percent(upper - lower) };
}

function percent(share: number): string {
  return `${100 * share}%`;
}
