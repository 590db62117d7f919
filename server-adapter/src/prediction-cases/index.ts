/** Predictions of a cohort of cases. */
export { localRunners, placesOf, predictCases, PREDICTION_JOURNAL } from './predictCases.js';
export type { CaseResult, CohortRequest, PredictionRunners } from './predictCases.js';
export type { LesionsChoice, ModelOutcome } from './predictCase.js';
export { predictionTable } from './predictionTable.js';
