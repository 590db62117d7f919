import type { Prediction } from '@mutation-prediction/core';

/** A prediction as a report keeps it: of warnings the English sentence, and no values for others. */
export function asReported(prediction: Prediction): Prediction {
  const warnings = prediction.warnings.map(({ code, message }) => ({ code, message }));
  return { ...prediction, warnings };
}
