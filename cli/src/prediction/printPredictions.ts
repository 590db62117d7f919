import type { Prediction, SignatureState } from '@mutation-prediction/core';
import type { ResolvedClinical } from './clinicalInputs.js';
import { predictionTable } from './predictionTable.js';
import { print, printJson } from '../terminal/terminal.js';

export interface PrintedPredictions {
  /** Where a prediction's clinical inputs come from. */
  readonly originsOf: (prediction: Prediction) => ResolvedClinical['origins'];
  /** Of the model package that made them, where it is at hand. */
  readonly modelSignature?: SignatureState;
  /** Of the document that they were read from: printed above them, and a part of the JSON. */
  readonly report?: { readonly lines: readonly string[]; readonly json: object };
}

/** Prints one prediction, or a list of them, as JSON or as tables. */
export function printPredictions(
  predictions: Prediction | readonly Prediction[],
  { json }: { readonly json?: true | undefined },
  { originsOf, modelSignature, report }: PrintedPredictions,
): void {
  if (json) {
    const asJson = (prediction: Prediction) => ({
      ...prediction,
      ...(modelSignature && { modelSignature }),
      ...(report && { report: report.json }),
    });
    printJson('uid' in predictions ? asJson(predictions) : predictions.map(asJson));
    return;
  }
  const tables = [predictions]
    .flat()
    .map((prediction) => predictionTable(prediction, originsOf(prediction), modelSignature));
  const head = report ? `${report.lines.join('\n')}\n\n` : '';
  print(head + tables.join('\n'));
}
