import {
  buildEncapsulatedPdf,
  encodePart10,
  writeReportPdf,
  type CtSeries,
  type PrintedLesion,
} from '@mutation-prediction/core';
import { writeOutput } from './writeOutput.js';
import type { WrittenReport } from './writeReport.js';

/** Where the DICOM object that holds a report's PDF is written. */
export function encapsulatedFile(report: string): string {
  return report.replace(/(\.dcm)?$/i, '.pdf.dcm');
}

/** The SR that says the same, and where it was written. */
interface StoredReport {
  readonly file: string;
  readonly reference: WrittenReport['reference'];
}

/**
 * Writes a report for people: a PDF, and beside an SR that says the same an Encapsulated PDF that refers to it.
 *
 * @param series absent for a CT that is no DICOM
 * @returns the files written
 */
export async function writePdf(
  lesions: readonly PrintedLesion[],
  series: CtSeries | undefined,
  file: string,
  report?: StoredReport,
): Promise<string[]> {
  const now = new Date();
  const pdf = await writeReportPdf(lesions, {
    now,
    ...(series && { study: series.studyAttributes }),
    ...(report && { reportUid: report.reference.sopInstanceUid }),
  });
  await writeOutput(file, pdf);
  if (!series || !report) return [file];
  const { reference } = report;
  const dataset = buildEncapsulatedPdf({
    ...{ pdf, now, report: reference, image: series.identity },
    studyAttributes: series.studyAttributes,
    seriesDescription: reference.seriesDescription,
  });
  const encapsulated = encapsulatedFile(report.file);
  await writeOutput(encapsulated, new Uint8Array(await encodePart10(dataset)));
  return [file, encapsulated];
}
