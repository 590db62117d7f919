import { missingPart, onDemand } from '../parts/onDemand.js';

const TableMissing = missingPart('overview.missing');

/** What shows several lesions is fetched with the first that has a result or a report. */
export const AllLesions = onDemand(
  async () => (await import(/* webpackChunkName: 'all-lesions' */ './AllLesions.js')).AllLesions,
  TableMissing,
);

export const ReportLesions = onDemand(
  async () =>
    (await import(/* webpackChunkName: 'all-lesions' */ './ReportLesions.js')).ReportLesions,
  TableMissing,
);
