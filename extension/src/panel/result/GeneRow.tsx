import type { TargetPrediction } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { ProbabilityBar } from './ProbabilityBar.js';
import { setText } from './setText.js';
import { statusText } from './statusText.js';

/** One gene: bar, probability, and the model's reading in words; only the word where it is withheld. */
export function GeneRow({ target }: { target: TargetPrediction }) {
  return (
    <div className="mp-gene">
      <span className="text-foreground text-base font-semibold">{target.id}</span>
      <span className="text-foreground text-base">{statusText(target)}</span>
      {target.status !== 'withheld' && (
        <>
          <span className="mp-number text-foreground text-base font-semibold">
            {formatProbability(target.probability)}
          </span>
          <ProbabilityBar target={target} />
          {target.status === 'indeterminate' && target.set && (
            <span className="mp-gene-set text-muted-foreground text-xs">{setText(target)}</span>
          )}
        </>
      )}
    </div>
  );
}
