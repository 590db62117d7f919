/** Cases of a cohort: found in a folder or a manifest, run on workers, their results kept in a journal. */
export { clinicalOf } from './clinicalColumns.js';
export type { Cohort, CohortCase, RefusedCase } from './cohortCase.js';
export { readCsvTable, type CsvRow } from './csvTable.js';
export { digestOf } from './contentDigest.js';
export { findCohort } from './findCohort.js';
export { Journal } from './journal.js';
