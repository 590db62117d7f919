import { shortNameOf, type Prediction } from '@mutation-prediction/core';
import { formatDifference, formatProbability } from '../format.js';
import { Notice } from '../parts/Notice.js';
import { probabilityOf } from '../result/probabilityText.js';
import { say } from '../words.js';

interface DifferenceProps {
  readonly earlier: Prediction;
  readonly current: Prediction;
}

/** How the probabilities of one lesion changed from a stored report to the current result. */
export function Difference({ earlier, current }: DifferenceProps) {
  return (
    <div className="mp-difference bg-muted text-sm">
      <p className="text-muted-foreground">{say('earlier.difference')}</p>
      <ul>
        {earlier.targets.map((target) => {
          const then = probabilityOf(target);
          const now = probabilityOf(current.targets.find(({ id }) => id === target.id));
          if (then === undefined || now === undefined) return null;
          return (
            <li key={target.id} className="text-foreground">
              {say('earlier.differenceValue', {
                gene: shortNameOf(target),
                earlier: formatProbability(then),
                current: formatProbability(now),
                difference: formatDifference(now - then),
              })}
            </li>
          );
        })}
      </ul>
      {earlier.model.digest !== current.model.digest && (
        <Notice kind="warning" text={say('earlier.otherModel')} />
      )}
    </div>
  );
}
