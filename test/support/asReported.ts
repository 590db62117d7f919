import type { Prediction } from '@mutation-prediction/core';

/**
 * A prediction as a report keeps it: of warnings the English sentence, and no values for others; of
 * what a device gave up the English sentences.
 */
export function asReported(prediction: Prediction): Prediction {
  const warnings = prediction.warnings.map(({ code, message }) => ({ code, message }));
  const device = { ...prediction.device };
  delete device.fallback;
  return { ...prediction, warnings, device };
}
