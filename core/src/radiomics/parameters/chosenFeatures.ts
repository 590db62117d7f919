import type { FeatureClass } from '../features/featureNames.js';
import { FEATURE_NAMES } from '../features/featureNames.js';
import { imageFilters } from '../filters/imageFilters.js';
import type { RadiomicsParameters } from './parameters.js';
import { MutationPredictionError } from '../../errors.js';

/** Names of the features to take, by class, in the order of the feature vector. */
export type ChosenFeatures = Partial<Record<FeatureClass, readonly string[]>>;

/** @throws `invalid-parameters` for a feature that does not exist */
export function chosenFeatures({
  featureClass,
}: Pick<RadiomicsParameters, 'featureClass'>): ChosenFeatures {
  const chosen: ChosenFeatures = {};
  for (const key of Object.keys(featureClass) as FeatureClass[]) {
    const known: readonly string[] = FEATURE_NAMES[key];
    const wanted = featureClass[key];
    const names = wanted === undefined || wanted === 'all' ? known : wanted;
    const unknown = names.find((name) => !known.includes(name));
    if (unknown) {
      throw new MutationPredictionError('invalid-parameters.unknown-feature', {
        featureClass: key,
        feature: unknown,
      });
    }
    chosen[key] = names;
  }
  return chosen;
}

/**
 * Names of the feature vector that an extraction gives, whatever the image.
 *
 * @throws `invalid-parameters`
 */
export function featureVectorNames(parameters: RadiomicsParameters): string[] {
  const { shape = [], shape2D = [], ...classes } = chosenFeatures(parameters);
  return [
    ...shape.map((feature) => `original_shape_${feature}`),
    ...shape2D.map((feature) => `original_shape2D_${feature}`),
    ...imageFilters(parameters).flatMap(({ name }) =>
      Object.entries(classes).flatMap(([featureClass, features]) =>
        features.map((feature) => `${name}_${featureClass}_${feature}`),
      ),
    ),
  ];
}
