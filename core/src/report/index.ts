/** Predictions as a DICOM SR, written, checked and read (PS3.16 TID 1500). */
export { checkReport } from './check/checkReport.js';
export { isForeignMeasurementReport } from './foreign/measurementGroups.js';
export { measurementsAsCsv } from './foreign/measurementsAsCsv.js';
export {
  type ForeignMeasurement,
  type MeasurementGroup,
  type MeasurementReportContent,
  readMeasurements,
} from './foreign/readMeasurements.js';
export { unitText } from './foreign/unitText.js';
export { radiomicMeasurements } from './lesion/radiomicMeasurements.js';
export { buildLesionSegmentation, type ContouredLesion } from './lesionSegmentation.js';
export { buildPredictionReport } from './mutationReport.js';
export { COMPREHENSIVE_3D_SR, type PredecessorDocument } from './parts/document.js';
export { predecessorOf, replacementOf, type Replacement } from './predecessor.js';
export { isPredictionReport, type PredictionReport, readPredictionReport } from './readReport.js';
export {
  type BuiltExplanation,
  buildVisualExplanations,
  type ExplainedRun,
  type ExplanationDraft,
} from './visualExplanations.js';
export type { ReportContext } from './reportContext.js';
export type { ReportOrigin } from './reportOrigin.js';
export { checkReportSignature, signReport } from './reportSignature.js';
export type {
  RadiomicMeasurement,
  ReportedLesion,
  SegmentReference,
  VisualExplanation,
} from './reportedLesion.js';
