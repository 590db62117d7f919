import type { Prediction } from '@mutation-prediction/core';
import type { ResolvedClinical } from './clinicalInputs.js';
import { predictionTable } from './predictionTable.js';

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
  process.stdout.write(
    json ? `${JSON.stringify(predictions, undefined, 2)}\n` : tables().join('\n'),
  );
}
