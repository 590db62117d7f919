import type { Prediction } from '@mutation-prediction/core';
import type { Replaced, ReplacedReport } from '../../contract.js';
import { useCatalogue } from '../catalogue.js';
import { formatDateTime } from '../format.js';
import { Button } from '../parts/Button.js';
import { CopyButton } from '../parts/CopyButton.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { signatureText } from '../parts/signatureText.js';
import type { ReportActions } from '../state/reportActions.js';
import type { ReportEntry } from '../state/panelState.js';
import { reportId } from '../state/panelState.js';
import { say } from '../words.js';
import { PdfButton } from './PdfButton.js';
import { predictionSummary } from './predictionSummary.js';

interface ReportActionsRowProps {
  /** One report holds them all. */
  readonly predictions: readonly Prediction[];
  readonly report: ReportEntry | undefined;
  /** What a report built now would replace. */
  readonly replaces: Replaced;
  readonly actions: ReportActions;
  /** What saving is called; secondary where there is a more important one. */
  readonly save?: string;
  readonly variant?: 'default' | 'secondary';
}

/** Save, download and copy current results, and how saving went. */
export function ReportActionsRow({
  predictions,
  report,
  replaces,
  actions,
  save = say('report.save'),
  variant = 'default',
}: ReportActionsRowProps) {
  const catalogue = useCatalogue();
  const busy = report?.status === 'building' || report?.status === 'storing';
  const stored = report?.status === 'stored';
  return (
    <div className="mp-report">
      <div className="mp-report-buttons">
        <Button
          aria-disabled={busy || stored}
          variant={variant}
          onClick={() => void actions.save(predictions)}
          className="flex-1"
        >
          {saveWords(report, save)}
        </Button>
        <Button variant="ghost" onClick={() => void actions.download(predictions)}>
          {say('report.download')}
        </Button>
        <PdfButton
          key={reportId(predictions)}
          onDownload={() => actions.downloadPdf(predictions)}
        />
        <CopyButton
          label={say('report.copy')}
          of={reportId(predictions)}
          text={() =>
            predictions.map((prediction) => predictionSummary(prediction, catalogue)).join('\n\n')
          }
        />
      </div>
      {replaces.reports.length > 0 && !report?.document && !busy && (
        <p className="text-muted-foreground text-sm">
          {replaces.reports.map(replacesText).join(' ')} {carriedText(replaces.carried)}
        </p>
      )}
      {report?.document && report.document.replaces.length > 0 && (
        <p className="text-muted-foreground text-sm">
          {report.document.replaces
            .map((date) => say('report.replaced', { date: formatDateTime(date) }))
            .join(' ')}{' '}
          {carriedText(report.document.carried)}
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

function replacesText({ contentDate, signature }: ReplacedReport): string {
  const date = formatDateTime(contentDate);
  return say('report.replaces', { date, signature: signatureText(signature) });
}

/** What else stands in the new report, because the one that it replaces counts no more. */
const carriedText = (count: number) => (count === 0 ? '' : say('report.carried', { count }));

function saveWords(report: ReportEntry | undefined, save: string): string {
  switch (report?.status) {
    case 'building':
    case 'storing':
      return say('report.saving');
    case 'stored':
      return say('report.saved');
    case 'failed':
      return say('report.retry');
    default:
      return save;
  }
}
