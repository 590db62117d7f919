import { wordsOf } from '@mutation-prediction/core';
import { useState } from 'react';
import { useCatalogue } from '../catalogue.js';
import { formatDateTime } from '../format.js';
import { Button } from '../parts/Button.js';
import { Notice } from '../parts/Notice.js';
import type { ReportEntry } from '../state/panelState.js';
import { reportId } from '../state/panelState.js';
import type { ReportActions } from '../state/reportActions.js';
import { say } from '../words.js';

interface UnsavedReportProps {
  readonly report: ReportEntry;
  readonly ofThisStudy: boolean;
  readonly actions: ReportActions;
}

/** One report that is still to be stored; discarding it asks once more. */
export function UnsavedReport({ report, ofThisStudy, actions }: UnsavedReportProps) {
  const catalogue = useCatalogue();
  const [discarding, setDiscarding] = useState(false);
  const { predictions, status, error } = report;
  const title = say('report.unsavedOf', {
    lesion: predictions.map(({ lesion }) => lesion.label).join(', '),
    time: formatDateTime(predictions.at(-1)?.createdAt ?? ''),
  });
  const text = ofThisStudy ? title : `${title}, ${say('report.otherStudy')}`;
  const busy = status === 'storing';
  const advice = error
    ? `${say('report.notSaved')} ${wordsOf(error, catalogue).message}`
    : say('report.unsavedKept');
  return (
    <li>
      <Notice kind="warning" text={text} advice={advice}>
        {discarding ? (
          <>
            <span className="text-foreground">{say('report.discardSure')}</span>
            <Button variant="ghost" onClick={() => actions.discard(reportId(predictions))}>
              {say('report.discard')}
            </Button>
            <Button variant="ghost" onClick={() => setDiscarding(false)}>
              {say('report.keep')}
            </Button>
          </>
        ) : (
          <>
            <Button
              variant="secondary"
              aria-disabled={busy}
              onClick={() => void actions.save(predictions)}
            >
              {say(busy ? 'report.saving' : 'report.retry')}
            </Button>
            <Button variant="ghost" onClick={() => void actions.download(predictions)}>
              {say('report.download')}
            </Button>
            <Button variant="ghost" onClick={() => setDiscarding(true)}>
              {say('report.discard')}
            </Button>
          </>
        )}
      </Notice>
    </li>
  );
}
