import type { TargetPrediction } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { quantityText } from './quantityText.js';
import { ProbabilityBar } from './ProbabilityBar.js';
import { setText } from './setText.js';
import { statusText } from './statusText.js';
import { readingText } from './targetText.js';

/**
 * One gene: what the number is, the number, how the model reads it, and where it lies from 0 to 1; only that it is
 * withheld where it is.
 */
export function GeneRow({ target }: { target: TargetPrediction }) {
  return (
    <div className="mp-gene">
      <span className="text-muted-foreground text-sm">{quantityText(target)}</span>
      {target.status === 'withheld' ? (
        <span className="text-foreground text-base font-semibold">{statusText(target)}</span>
      ) : (
        <>
          <span className="mp-number text-foreground text-base font-semibold">
            {formatProbability(target.probability)}
          </span>
          <span className="mp-gene-reading text-foreground text-base font-semibold">
            {readingText(target)}
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
