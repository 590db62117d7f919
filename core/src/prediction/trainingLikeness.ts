import { MutationPredictionError } from '../errors.js';
import type { ModelManifest, TrainingDistribution } from '../contract/modelManifest.js';
import type { FloatTensor } from '../inference/session.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import { figure } from '../words/figures.js';

/**
 * Whether what the last layers saw lies where the training data lay.
 *
 * @throws `inference-failed` when the model does not return what its manifest promises
 */
export function checkLikeness(
  outputs: Readonly<Record<string, FloatTensor>>,
  { id, outputs: names, trainingDistribution: distribution }: ModelManifest,
): Warning | undefined {
  if (!distribution || names.penultimate === undefined) return undefined;
  const features = outputs[names.penultimate]?.data;
  if (features?.length !== distribution.mean.length) {
    throw new MutationPredictionError('inference-failed.no-features', { model: id });
  }
  const distance = mahalanobisDistance(features, distribution);
  if (distance <= distribution.threshold) return undefined;
  return warningOf('unlike-training-data', {
    distance: figure(distance),
    usual: Math.round(distribution.quantile * 100),
    threshold: figure(distribution.threshold),
  });
}

/** Mahalanobis distance from the training data's mean, in standard deviations. */
export function mahalanobisDistance(
  features: ArrayLike<number>,
  { mean, variance, inverseCovariance }: TrainingDistribution,
): number {
  const offsets = mean.map((value, n) => features[n]! - value);
  const squared = offsets.reduce((sum, offset, row) => {
    const scaled = variance
      ? offset / variance[row]!
      : inverseCovariance![row]!.reduce((total, entry, n) => total + entry * offsets[n]!, 0);
    return sum + offset * scaled;
  }, 0);
  return Math.sqrt(Math.max(0, squared));
}
