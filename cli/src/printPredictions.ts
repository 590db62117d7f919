import type { Prediction } from '@mutation-prediction/core';
import type { ResolvedClinical } from './clinicalInputs.js';
import { predictionTable } from './predictionTable.js';
import { print, printJson } from './terminal.js';

/**
 * Prints one prediction, or a list of them, as JSON or as tables.
 *
 * @param originsOf where a prediction's clinical inputs come from
 */
export function printPredictions(
  predictions: Prediction | readonly Prediction[],
  { json }: { readonly json?: true },
  originsOf: (prediction: Prediction) => ResolvedClinical['origins'],
): void {
  const tables = () =>
    [predictions].flat().map((prediction) => predictionTable(prediction, originsOf(prediction)));
  if (json) printJson(predictions);
  else print(tables().join('\n'));
}
