import {
  buildEncapsulatedPdf,
  encodePart10,
  writeReportPdf,
  type CtSeries,
  type PredictionResult,
  type PrintedLesion,
} from '@mutation-prediction/core';
import { keyedUids } from './keyedUids.js';
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
  /** What the result depends on: the object of one key and SR has one identity; a new one without. */
  readonly key?: string;
}

/**
 * Writes a report for people: a PDF, and beside an SR that says the same an Encapsulated PDF that refers to it.
 *
 * @param series absent for a CT that is no DICOM
 * @returns the files written
 */
export async function writePdf(
  lesions: readonly PredictionResult[],
  series: CtSeries | undefined,
  file: string,
  report?: StoredReport,
): Promise<string[]> {
  const now = new Date();
  const pdf = await writeReportPdf(lesions.map(printedLesion), {
    now,
    ...(series && { study: series.studyAttributes }),
    ...(report && { reportUid: report.reference.sopInstanceUid }),
  });
  await writeOutput(file, pdf);
  if (!series || !report) return [file];
  const { reference, key } = report;
  const dataset = buildEncapsulatedPdf({
    ...{ pdf, now, report: reference, image: series.identity },
    studyAttributes: series.studyAttributes,
    seriesDescription: reference.seriesDescription,
    ...(key !== undefined && { uids: keyedUids(key, `pages of ${reference.sopInstanceUid}`) }),
  });
  const encapsulated = encapsulatedFile(report.file);
  await writeOutput(encapsulated, new Uint8Array(await encodePart10(dataset)));
  return [file, encapsulated];
}

function printedLesion({
  prediction,
  views,
  images,
  activationMaps,
}: PredictionResult): PrintedLesion {
  const seen = { ...(views && { views }), ...(images && { images }) };
  return { prediction, seen, ...(activationMaps && { activationMaps }) };
}
