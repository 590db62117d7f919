import type { Prediction } from '@mutation-prediction/core';
import type { ReplacedReport } from '../../contract.js';
import { useCatalogue } from '../catalogue.js';
import { formatDateTime } from '../format.js';
import { Button } from '../parts/Button.js';
import { CopyButton } from '../parts/CopyButton.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { signatureText } from '../parts/signatureText.js';
import type { ReportActions } from '../state/reportActions.js';
import type { ReportEntry } from '../state/panelState.js';
import { say } from '../words.js';
import { predictionSummary } from './predictionSummary.js';

interface ReportActionsRowProps {
  readonly prediction: Prediction;
  readonly report: ReportEntry | undefined;
  /** The stored report that one built now would replace. */
  readonly replaces: ReplacedReport | undefined;
  readonly actions: ReportActions;
}

/** Save, download and copy a current result, and how saving went. */
export function ReportActionsRow({ prediction, report, replaces, actions }: ReportActionsRowProps) {
  const catalogue = useCatalogue();
  const busy = report?.status === 'building' || report?.status === 'storing';
  const stored = report?.status === 'stored';
  return (
    <div className="mp-report">
      <div className="mp-report-buttons">
        <Button
          aria-disabled={busy || stored}
          onClick={() => void actions.save(prediction)}
          className="flex-1"
        >
          {saveWords(report)}
        </Button>
        <Button variant="ghost" onClick={() => void actions.download(prediction)}>
          {say('report.download')}
        </Button>
        <CopyButton
          label={say('report.copy')}
          of={prediction.uid}
          text={() => predictionSummary(prediction, catalogue)}
        />
      </div>
      {replaces && !report?.document && !busy && (
        <p className="text-muted-foreground text-sm">
          {say('report.replaces', {
            date: formatDateTime(replaces.contentDate),
            signature: signatureText(replaces.signature),
          })}
        </p>
      )}
      {report?.document?.replaces && (
        <p className="text-muted-foreground text-sm">
          {say('report.replaced', { date: formatDateTime(report.document.replaces) })}
        </p>
      )}
      <div role="status">
        {stored && <Notice kind="done" text={say('report.stored')} />}
        {report?.downloaded && !stored && <Notice kind="done" text={say('report.downloaded')} />}
        {report?.status === 'failed' && report.error && (
          <ErrorNotice
            error={report.error}
            what={say(report.document ? 'report.notSaved' : 'report.notBuilt')}
          />
        )}
      </div>
    </div>
  );
}

function saveWords(report: ReportEntry | undefined): string {
  switch (report?.status) {
    case 'building':
    case 'storing':
      return say('report.saving');
    case 'stored':
      return say('report.saved');
    case 'failed':
      return say('report.retry');
    default:
      return say('report.save');
  }
}
