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
