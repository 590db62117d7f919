import { parseReport } from '@mutation-prediction/server-adapter/parsing';
import { originsOf } from './clinicalInputs.js';
import { printPredictions } from './printPredictions.js';
import type { ReportOptions } from './reportCommand.js';

/** Prints the predictions that a report holds. */
export async function runReport(file: string, options: ReportOptions): Promise<void> {
  const predictions = await parseReport(file);
  const [only, another] = predictions;
  printPredictions(only && !another ? only : predictions, options, ({ inputs }) =>
    originsOf(inputs.clinical, 'report'),
  );
}
