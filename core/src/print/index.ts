/** Reports on paper: a PDF, and the DICOM object that holds one. */
export { buildEncapsulatedPdf, type EncapsulatedPdfDraft } from './encapsulatedPdf.js';
export type { PrintedLesion } from './printedLesion.js';
export { type ReportPdfContext, writeReportPdf } from './reportPdf.js';
