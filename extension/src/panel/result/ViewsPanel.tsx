import { useState } from 'react';
import type { LesionViews, TargetPrediction, Vector3 } from '@mutation-prediction/core';
import { say } from '../words.js';
import { EnlargedView } from './EnlargedView.js';
import { ViewCanvas } from './ViewCanvas.js';
import { ViewContributions } from './ViewContributions.js';
import { VIEW_CENTRE, lpsAt } from './viewGeometry.js';

interface ViewsPanelProps {
  readonly views: LesionViews;
  readonly targets: readonly TargetPrediction[];
  readonly onJump: (pointLps: Vector3) => void;
}

const THUMBNAIL_EDGE = 28;

/** What the network saw: all views small, the chosen one large, with what it contributed. */
export function ViewsPanel({ views, targets, onJump }: ViewsPanelProps) {
  const [chosen, setChosen] = useState(0);
  const plane = views.planes[chosen] ?? views.planes[0]!;
  const predicted = targets.filter((target) => target.status !== 'withheld');
  return (
    <div className="mp-stack">
      <h4 className="text-muted-foreground text-sm">
        {say(predicted.length > 0 ? 'views.heading' : 'views.headingWithheld')}
      </h4>
      <div role="group" aria-label={say('views.list')} className="mp-thumbnails">
        {views.planes.map((p, index) => (
          <button
            key={p}
            type="button"
            title={say(`views.plane.${p}`)}
            aria-label={say('views.go', { plane: say(`views.plane.${p}`) })}
            aria-current={index === chosen}
            onFocus={() => setChosen(index)}
            onClick={() => {
              setChosen(index);
              onJump(lpsAt(views, p, VIEW_CENTRE));
            }}
          >
            <ViewCanvas views={views} index={index} edge={THUMBNAIL_EDGE} />
          </button>
        ))}
      </div>
      <div className="mp-view-large">
        <EnlargedView views={views} index={chosen} onJump={onJump} />
        <div className="min-w-0">
          <p className="text-foreground text-sm">{say(`views.plane.${plane}`)}</p>
          <ViewContributions targets={predicted} plane={plane} />
          <p className="text-muted-foreground text-xs">{say('views.hint')}</p>
        </div>
      </div>
    </div>
  );
}
