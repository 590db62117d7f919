import type { PageOutcome } from './hostPage.js';
import type { Outcome } from './nodeReference.js';
import { predictedTargets } from '../../support/predictedTargets.js';

/** Views to the last bit, probabilities within `tolerance`. */
export function expectParity(
  { viewsSha256, prediction }: PageOutcome,
  reference: Outcome,
  tolerance: number,
): void {
  expect(viewsSha256).toBe(reference.viewsSha256);
  const differences = predictedTargets(prediction).map(({ probability }, index) =>
    Math.abs(probability - (reference.probabilities[index] ?? NaN)),
  );
  expect(differences).toHaveLength(reference.probabilities.length);
  expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
}
