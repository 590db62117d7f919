import { featureInfo } from './featureInfo.js';
import type { FeatureClass } from './featureNames.js';
import { FEATURE_NAMES } from './featureNames.js';

const infoOf = (imageType: string, featureClass: FeatureClass, feature: string) =>
  featureInfo({ imageType, featureClass, feature });

test.each([
  ['original', 'shape', 'MeshVolume', 'Mesh volume', 'mm³', 'RNU0'],
  ['original', 'shape', 'Maximum2DDiameterSlice', 'Maximum 2D diameter slice', 'mm', undefined],
  ['original', 'shape', 'Sphericity', 'Sphericity', undefined, 'QCFX'],
  ['original', 'firstorder', '10Percentile', '10th percentile', 'HU', 'QG58'],
  ['original', 'firstorder', 'Variance', 'Variance', 'HU²', 'ECT3'],
  ['original', 'firstorder', 'TotalEnergy', 'Total energy', 'HU²·mm³', undefined],
  ['original', 'firstorder', 'Kurtosis', 'Kurtosis', undefined, undefined],
  ['wavelet-LLH', 'firstorder', 'Mean', 'Mean', undefined, 'Q4LE'],
  ['original', 'glcm', 'MCC', 'MCC', undefined, undefined],
  ['original', 'glcm', 'JointEnergy', 'Joint energy', undefined, '8ZQL'],
  ['original', 'ngtdm', 'Busyness', 'Busyness', undefined, 'NQ30'],
] as const)('%s %s %s', (imageType, featureClass, feature, title, unit, ibsi) => {
  const info = infoOf(imageType, featureClass, feature);
  expect([info.title, info.unit, info.ibsi]).toEqual([title, unit, ibsi]);
});

test('every IBSI code stands for one feature, and belongs to a feature that exists', () => {
  const codes = Object.entries(FEATURE_NAMES).flatMap(([featureClass, names]) =>
    names.flatMap((name) => infoOf('original', featureClass as FeatureClass, name).ibsi ?? []),
  );
  expect(codes).toHaveLength(98);
  expect(new Set(codes).size).toBe(98);
  expect(codes.every((code) => /^[0-9A-Z]{4}$/.test(code))).toBe(true);
});

test('normalised images have no unit of intensity', () => {
  const mean = { imageType: 'original', featureClass: 'firstorder', feature: 'Mean' } as const;
  expect(featureInfo(mean, '').unit).toBeUndefined();
});
