import type { LesionViews, Prediction, Vector3, Warning } from '@mutation-prediction/core';
import type { ReactNode } from 'react';
import { formatTime, formatDate } from '../format.js';
import { Notice } from '../parts/Notice.js';
import { WarningList } from '../parts/WarningList.js';
import { say } from '../words.js';
import { GeneRow } from './GeneRow.js';
import { BarLegend } from './ProbabilityBar.js';
import { ResultDetails } from './ResultDetails.js';
import { ViewsPanel } from './ViewsPanel.js';

interface ResultBodyProps {
  readonly prediction: Prediction;
  /** Absent for a stored report. */
  readonly views?: LesionViews;
  readonly warnings: readonly Warning[];
  /** Headings of the parts of the panel that show the others. */
  readonly warnedElsewhere?: readonly string[];
  readonly onJump: (pointLps: Vector3) => void;
  /** What the result goes by; absent for a stored report. */
  readonly contributions?: ReactNode;
}

/** A prediction, whether just computed or read back from a report. */
export function ResultBody({
  prediction,
  views,
  warnings,
  warnedElsewhere = [],
  onJump,
  contributions,
}: ResultBodyProps) {
  const { targets, lesion, model, createdAt } = prediction;
  return (
    <div className="mp-stack">
      <p className="text-muted-foreground text-sm">
        {say('result.of', {
          lesion: lesion.label,
          model: model.name,
          version: model.version,
          time: views ? formatTime(createdAt) : formatDate(createdAt),
        })}
      </p>
      <div>
        <div className="mp-genes">
          {targets.map((target) => (
            <GeneRow key={target.id} target={target} />
          ))}
        </div>
        <BarLegend targets={targets} />
      </div>
      <p className="text-muted-foreground text-sm">{say('result.reading')}</p>
      <div>
        <WarningList warnings={warnings} />
        {warnedElsewhere.length > 0 && (
          <Notice
            kind="warning"
            text={say('result.warningsElsewhere', { sections: warnedElsewhere.join(', ') })}
          />
        )}
      </div>
      {views && <ViewsPanel views={views} targets={targets} onJump={onJump} />}
      {contributions}
      <ResultDetails prediction={prediction} />
    </div>
  );
}
