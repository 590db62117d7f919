import type { ReportEntry } from '../state/panelState.js';
import { reportId } from '../state/panelState.js';
import type { ReportActions } from '../state/reportActions.js';
import { Section } from '../parts/Section.js';
import { say } from '../words.js';
import { UnsavedReport } from './UnsavedReport.js';

interface UnsavedReportsProps {
  readonly reports: readonly ReportEntry[];
  readonly studyInstanceUid: string | undefined;
  readonly actions: ReportActions;
}

/** Reports that exist only here, of results that are not on the screen any more. */
export function UnsavedReports({ reports, studyInstanceUid, actions }: UnsavedReportsProps) {
  if (reports.length === 0) return null;
  return (
    <Section title={say('report.unsavedHeading')}>
      <ul className="mp-stack">
        {reports.map((report) => (
          <UnsavedReport
            key={reportId(report.predictions)}
            report={report}
            ofThisStudy={report.studyInstanceUid === studyInstanceUid}
            actions={actions}
          />
        ))}
      </ul>
    </Section>
  );
}
