import type { LesionViews, Prediction, Vector3, Warning } from '@mutation-prediction/core';
import { foremost, levelOf, wordsOfWarning } from '@mutation-prediction/core';
import type { ReactNode } from 'react';
import { useCatalogue } from '../catalogue.js';
import { formatDate, formatList, formatTime } from '../format.js';
import { Notice } from '../parts/Notice.js';
import { WarningList } from '../parts/WarningList.js';
import { say } from '../words.js';
import { GeneRow } from './GeneRow.js';
import { BarLegend } from './ProbabilityBar.js';
import { ResultDetails } from './ResultDetails.js';
import { ViewsPanel } from './ViewsPanel.js';
import { WithheldResult } from './WithheldResult.js';

interface ResultBodyProps {
  readonly prediction: Prediction;
  /** Absent for a stored report, and for a model that looks at none. */
  readonly views?: LesionViews;
  /** Read back from a report, not just computed. */
  readonly isStored?: boolean;
  readonly warnings: readonly Warning[];
  /** Headings of the parts of the panel that show the others. */
  readonly warnedElsewhere?: readonly string[];
  readonly onJump: (pointLps: Vector3) => void;
  /** Shows what is withheld; absent where nothing can be run. */
  readonly onShowWithheld?: () => void;
  /** The way to what it rests on; absent for a stored report. */
  readonly why?: ReactNode;
  /** What the result goes by; absent for a stored report. */
  readonly contributions?: ReactNode;
}

/** A prediction, whether just computed or read back from a report. */
export function ResultBody({
  prediction,
  views,
  isStored = false,
  warnings,
  warnedElsewhere = [],
  onJump,
  onShowWithheld,
  why,
  contributions,
}: ResultBodyProps) {
  const catalogue = useCatalogue();
  const { targets, lesion, model, createdAt } = prediction;
  const predicted = targets.filter((target) => target.status !== 'withheld');
  const isShownDespite = predicted.some(({ shownDespite }) => shownDespite !== undefined);
  const reasons = warnings.filter((warning) => levelOf(warning) === 'withhold');
  const { first, others } = foremost(warnings);
  const limits = others.filter((warning) => !reasons.includes(warning));
  return (
    <div className="mp-stack">
      <p className="text-muted-foreground text-sm">
        {say('result.of', {
          lesion: lesion.label,
          model: model.name,
          version: model.version,
          time: isStored ? formatDate(createdAt) : formatTime(createdAt),
        })}
      </p>
      {first.map((warning) => (
        <Notice key={warning.code} kind="error" text={wordsOfWarning(warning, catalogue)} />
      ))}
      {isShownDespite && (
        <div>
          <Notice kind="error" text={say('result.shownDespite')} />
          <WarningList warnings={reasons} />
        </div>
      )}
      <div className="mp-genes">
        {targets.map((target) => (
          <GeneRow key={target.id} target={target} />
        ))}
        {predicted.length > 0 && <BarLegend targets={predicted} />}
      </div>
      {predicted.length > 0 ? (
        <p className="text-muted-foreground text-sm">{say('result.reading')}</p>
      ) : (
        <WithheldResult reasons={reasons} {...(onShowWithheld && { onShow: onShowWithheld })} />
      )}
      {predicted.length > 0 && why}
      <div>
        <WarningList warnings={limits.filter(({ code }) => code !== 'shown-although-withheld')} />
        {warnedElsewhere.length > 0 && (
          <Notice
            kind="warning"
            text={say('result.warningsElsewhere', { sections: formatList(warnedElsewhere) })}
          />
        )}
      </div>
      {views && <ViewsPanel views={views} targets={targets} onJump={onJump} />}
      {predicted.length > 0 && contributions}
      <ResultDetails prediction={prediction} />
    </div>
  );
}
