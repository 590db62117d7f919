import { Suspense, useState } from 'react';
import type { MeasurementReport, StudyHost } from '../../contract.js';
import { formatDate } from '../format.js';
import { Button } from '../parts/Button.js';
import { missingPart, onDemand } from '../parts/onDemand.js';
import { say } from '../words.js';

interface MeasuredReportsProps {
  readonly reports: readonly MeasurementReport[];
  readonly studyHost: StudyHost;
}

/** What others measured in this study: one row for each report, opened beside the images. */
export function MeasuredReports({ reports, studyHost }: MeasuredReportsProps) {
  const [opened, setOpened] = useState<MeasurementReport>();
  if (reports.length === 0) return null;
  return (
    <div>
      <h4 className="mp-prior-heading text-foreground text-sm">{say('measured.heading')}</h4>
      <ul>
        {reports.map((report) => {
          const title = report.seriesDescription ?? say('measured.untitled');
          return (
            <li key={report.id} className="mp-earlier bg-muted">
              <div className="min-w-0">
                <p className="text-foreground text-sm">{title}</p>
                <p className="text-muted-foreground text-xs">
                  {[report.contentDate && formatDate(report.contentDate), report.manufacturer]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <Button
                variant="ghost"
                aria-haspopup="dialog"
                aria-label={say('measured.open', { title })}
                onClick={() => setOpened(report)}
              >
                {say('earlier.open')}
              </Button>
            </li>
          );
        })}
      </ul>
      {opened && (
        <Suspense fallback={null}>
          <MeasurementsDialog
            report={opened}
            studyHost={studyHost}
            onClose={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Fetched with the first report that is opened. */
const MeasurementsDialog = onDemand(
  async () =>
    (await import(/* webpackChunkName: 'measurements' */ './MeasurementsDialog.js'))
      .MeasurementsDialog,
  missingPart('measured.missing'),
);
