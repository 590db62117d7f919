import type { FeatureClass, RadiomicsFeature } from '@mutation-prediction/core';
import { featureUnit } from './featureUnit.js';

/** The features of one class of one image, as they follow each other in PyRadiomics' order. */
export interface FeatureGroup {
  readonly imageType: string;
  readonly featureClass: FeatureClass;
  readonly features: readonly RadiomicsFeature[];
}

/** Features whose name holds every word of the search, in any order; all for an empty one. */
export function searchFeatures(
  features: readonly RadiomicsFeature[],
  search: string,
): readonly RadiomicsFeature[] {
  const words = search
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  if (words.length === 0) return features;
  return features.filter(({ name }) => {
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
}

/** Cuts a list into runs of one image and class; the order stays. */
export function groupFeatures(features: readonly RadiomicsFeature[]): FeatureGroup[] {
  const groups: { imageType: string; featureClass: FeatureClass; features: RadiomicsFeature[] }[] =
    [];
  for (const feature of features) {
    const { imageType, featureClass } = feature;
    const last = groups.at(-1);
    if (last?.imageType === imageType && last.featureClass === featureClass) {
      last.features.push(feature);
    } else {
      groups.push({ imageType, featureClass, features: [feature] });
    }
  }
  return groups;
}

/**
 * A line for each feature: name, image, class, feature, value to the last bit, unit. What could not be
 * computed is empty.
 */
export function featuresAsCsv(features: readonly RadiomicsFeature[]): string {
  const lines = features.map((feature) => {
    const { name, imageType, featureClass, value } = feature;
    const text = Number.isFinite(value) ? String(value) : '';
    return [name, imageType, featureClass, feature.feature, text, featureUnit(feature)].join(',');
  });
  return ['name,image,class,feature,value,unit', ...lines, ''].join('\n');
}
