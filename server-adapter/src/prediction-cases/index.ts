/** Predictions of a cohort of cases. */
export { localRunners, predictCases, PREDICTION_JOURNAL, reportFile } from './predictCases.js';
export type { CaseResult, CohortRequest, PredictionRunners } from './predictCases.js';
export type { LesionsChoice, ModelOutcome } from './predictCase.js';
export { predictionTable } from './predictionTable.js';
