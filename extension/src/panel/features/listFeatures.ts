import type {
  ExtractedFeature,
  ExtractedFeatures,
  FeatureParameters,
  IbsiSettings,
} from '@mutation-prediction/core';
import { featureInfo, featureNameParts, ibsiFeatureInfo, isIbsi } from '@mutation-prediction/core';

/** A feature as the panel lists it, under either profile. */
export interface ListedFeature {
  /** In the feature vector. */
  readonly name: string;
  /** What it is listed under: image and class, or family and aggregation. */
  readonly group: readonly [string, string];
  readonly feature: string;
  /** NaN where it cannot be computed. */
  readonly value: number;
  /** Why there is no value, in a sentence. */
  readonly reason?: string;
  /** Empty for a value without one. */
  readonly unit: string;
  /** IBSI's identifier, where the profile is IBSI's. */
  readonly code?: string;
}

/** Features that follow each other under one heading. */
export interface FeatureGroup {
  readonly title: string;
  readonly features: readonly ListedFeature[];
}

/** In the order of the feature vector. */
export function listFeatures(
  { features }: ExtractedFeatures,
  parameters: FeatureParameters,
): ListedFeature[] {
  return isIbsi(parameters)
    ? features.map((feature) => listedIbsi(feature, parameters.setting))
    : features.map(listedPyradiomics);
}

function listedPyradiomics(extracted: ExtractedFeature): ListedFeature {
  const parts = featureNameParts(extracted.name);
  return {
    ...extracted,
    group: [parts.imageType, parts.featureClass],
    feature: parts.feature,
    unit: featureInfo(parts).unit ?? '',
  };
}

function listedIbsi(extracted: ExtractedFeature, setting: IbsiSettings): ListedFeature {
  const { familyTitle, title, code, unit, aggregation } = ibsiFeatureInfo(extracted.name, setting);
  return {
    ...extracted,
    group: [familyTitle, aggregation?.title ?? ''],
    feature: withoutFamily(title),
    unit: unit ?? '',
    code,
  };
}

/** The heading says the family already. */
function withoutFamily(title: string): string {
  return title.replace(/^Intensity Histogram /, '').replace(/ of (GLCM|NGTDM|NGLDM)$/, '');
}

/** Features whose names hold every word of the search, in any order; all for an empty one. */
export function searchFeatures(
  features: readonly ListedFeature[],
  search: string,
): readonly ListedFeature[] {
  const words = search
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  if (words.length === 0) return features;
  return features.filter(({ name, group, feature, code = '' }) => {
    const text = [name, ...group, feature, code].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Cuts a list where the heading changes; the order stays. */
export function groupFeatures(features: readonly ListedFeature[]): FeatureGroup[] {
  const groups: { title: string; features: ListedFeature[] }[] = [];
  for (const feature of features) {
    const title = feature.group.filter(Boolean).join(' · ');
    const last = groups.at(-1);
    if (last?.title === title) last.features.push(feature);
    else groups.push({ title, features: [feature] });
  }
  return groups;
}

/**
 * A line for each feature: its name, what it is listed under, the value to the last bit, its unit. What
 * could not be computed is empty.
 */
export function featuresAsCsv(
  features: readonly ListedFeature[],
  parameters: FeatureParameters,
): string {
  const header = isIbsi(parameters)
    ? 'name,family,aggregation,feature,value,unit'
    : 'name,image,class,feature,value,unit';
  const lines = features.map(({ name, group, feature, value, unit }) =>
    [name, ...group, feature, Number.isFinite(value) ? String(value) : '', unit]
      .map(cell)
      .join(','),
  );
  return [header, ...lines, ''].join('\n');
}

const cell = (text: string) => (text.includes(',') ? `"${text}"` : text);
