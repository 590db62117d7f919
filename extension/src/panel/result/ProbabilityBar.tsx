import type { PredictedTarget } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { say } from '../words.js';
import { statusText } from './statusText.js';

/** Probability 0–1 as a dot on a line, with threshold, indeterminate band and range. */
export function ProbabilityBar({ target }: { target: PredictedTarget }) {
  const { probability, threshold, indeterminate, uncertainty } = target;
  return (
    <div role="img" aria-label={describe(target)} className="mp-bar">
      <span className="mp-bar-line" />
      <span className="mp-bar-band" style={span(indeterminate[0], indeterminate[1])} />
      <span className="mp-bar-threshold" style={{ left: percent(threshold) }} />
      {uncertainty && (
        <span className="mp-bar-range" style={span(uncertainty.lower, uncertainty.upper)} />
      )}
      <span className="mp-bar-dot" style={{ left: percent(probability) }} />
    </div>
  );
}

/** What the signs in the bars mean. */
export function BarLegend({ withRange }: { withRange: boolean }) {
  return (
    <p className="mp-legend text-muted-foreground text-xs" aria-hidden="true">
      <span>
        <i className="mp-legend-threshold" /> {say('result.legend.threshold')}
      </span>
      <span>
        <i className="mp-legend-band" /> {say('result.legend.indeterminate')}
      </span>
      {withRange && (
        <span>
          <i className="mp-legend-range" /> {say('result.legend.range')}
        </span>
      )}
    </p>
  );
}

function describe(target: PredictedTarget) {
  const { id, probability, threshold, indeterminate, uncertainty } = target;
  const bar = say('result.bar', {
    gene: id,
    probability: formatProbability(probability),
    status: [statusText(target), ...(target.shownDespite ? [say('result.withheldBar')] : [])].join(
      ', ',
    ),
    threshold: formatProbability(threshold),
    lower: formatProbability(indeterminate[0]),
    upper: formatProbability(indeterminate[1]),
  });
  if (!uncertainty) return bar;
  const range = say('result.barRange', {
    lower: formatProbability(uncertainty.lower),
    upper: formatProbability(uncertainty.upper),
  });
  return `${bar} ${range}`;
}

function span(lower: number, upper: number) {
  return { left: percent(lower), width: percent(upper - lower) };
}

function percent(share: number): string {
  return `${100 * share}%`;
}
