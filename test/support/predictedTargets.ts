import type { PredictedTarget, Prediction } from '@mutation-prediction/core';

/** The targets of a prediction that no check withholds. */
export function predictedTargets({ targets }: Pick<Prediction, 'targets'>): PredictedTarget[] {
  return targets.map((target) => {
    if (target.status === 'withheld') {
      throw new Error(`${target.id} is withheld: ${target.reasons.join()}`);
    }
    return target;
  });
}

/** One result wherever it was computed: at the accuracy that the contract names for the backend. */
export function expectSameTargets(computed: Prediction, expected: Prediction): void {
  const here = predictedTargets(expected);
  const tolerance = computed.device.backend === 'webgpu' ? 1e-3 : 1e-5;
  expect(computed.targets.map(({ id, status }) => [id, status])).toEqual(
    expected.targets.map(({ id, status }) => [id, status]),
  );
  predictedTargets(computed).forEach(({ probability }, n) => {
    expect(Math.abs(probability - here[n]!.probability)).toBeLessThanOrEqual(tolerance);
  });
}
