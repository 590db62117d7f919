/** Predictions of a cohort of cases. */
export { predictCases, PREDICTION_JOURNAL, reportFile } from './predictCases.js';
export type { CaseResult, CohortRequest } from './predictCases.js';
export type { LesionsChoice, ModelOutcome } from './predictCase.js';
export { predictionTable } from './predictionTable.js';
