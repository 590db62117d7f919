import { decodePart10, readPredictionReport } from '@mutation-prediction/core';
import { originsOf } from './clinicalInputs.js';
import { readInputFile } from './fileSources.js';
import { printPredictions } from './printPredictions.js';
import type { ReportOptions } from './reportCommand.js';

/** Prints the predictions that a report holds. */
export async function runReport(file: string, options: ReportOptions): Promise<void> {
  const bytes = await readInputFile(file, 'no-report', 'Name a DICOM SR that you may read.');
  const { predictions } = readPredictionReport(await decodePart10(bytes));
  const [only, another] = predictions;
  printPredictions(only && !another ? only : predictions, options, ({ inputs }) =>
    originsOf(inputs.clinical, 'report'),
  );
}
