import { decodePart10, readPredictionReport } from '@mutation-prediction/core';
import { originsOf } from './clinicalInputs.js';
import { readInputFile } from './fileSources.js';
import { predictionTable } from './predictionTable.js';
import type { ReportOptions } from './reportCommand.js';

/** Prints the prediction that a report holds. */
export async function runReport(file: string, { json }: ReportOptions): Promise<void> {
  const bytes = await readInputFile(file, 'no-report', 'Name a DICOM SR that you may read.');
  const { prediction } = readPredictionReport(await decodePart10(bytes));
  process.stdout.write(
    json
      ? `${JSON.stringify(prediction, undefined, 2)}\n`
      : predictionTable(prediction, originsOf(prediction.inputs.clinical, 'report')),
  );
}
