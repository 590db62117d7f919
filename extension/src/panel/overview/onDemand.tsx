import { lazy } from 'react';
import { Notice } from '../parts/Notice.js';
import { say } from '../words.js';

/** What shows several lesions is fetched with the first that has a result or a report. */
export const AllLesions = lazy(async () => {
  try {
    const { AllLesions } = await import(/* webpackChunkName: 'all-lesions' */ './AllLesions.js');
    return { default: AllLesions };
  } catch {
    return { default: TableMissing };
  }
});

export const ReportLesions = lazy(async () => {
  try {
    const { ReportLesions } = await import(
      /* webpackChunkName: 'all-lesions' */ './ReportLesions.js'
    );
    return { default: ReportLesions };
  } catch {
    return { default: TableMissing };
  }
});

/** The site does not serve the file that the table lies in. */
function TableMissing() {
  return (
    <Notice kind="error" text={say('overview.missing')} advice={say('features.missingAdvice')} />
  );
}
