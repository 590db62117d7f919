/** Fetched when a report is printed. */
import type { PrintedLesion } from '@mutation-prediction/core';
import type { LesionToReport } from '../../contract.js';

export { buildEncapsulatedPdf, writeReportPdf } from '@mutation-prediction/core';

/** Lesions with what their networks saw, as they go on paper. */
export function printedLesions(lesions: readonly LesionToReport[]): PrintedLesion[] {
  return lesions.map(({ prediction, seen, explanation }) => ({
    prediction,
    ...(seen && { seen }),
    ...(explanation && { activationMaps: explanation.activationMaps }),
  }));
}
