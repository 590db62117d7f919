import type { ViewReading } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { say } from '../words.js';

/** What the views read so far say while others wait: no result, which all of them make together. */
export function ViewsRead({ views }: { views: readonly ViewReading[] }) {
  return (
    <dl className="mp-views-read text-muted-foreground text-sm" aria-label={say('run.views')}>
      {views.map(({ plane, targets }) => (
        <div key={plane}>
          <dt>{say(`views.plane.${plane}`)}</dt>
          {targets.map(({ id, probability }) => (
            <dd key={id}>
              {say('run.view', { target: id, probability: formatProbability(probability) })}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
