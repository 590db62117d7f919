import type { RadiomicsFeature } from '@mutation-prediction/core';
import { extractRadiomics, readParameterFile, RADIOMICS_PRESETS } from '@mutation-prediction/core';
import { lesionVoxels } from '../testing/fixtures.js';
import { FEATURE_SETS, parameterFile, parametersOf } from './featureChoice.js';
import { featureUnit } from './featureUnit.js';
import { formatFeature } from '../format.js';
import { featuresAsCsv, groupFeatures, searchFeatures } from './listFeatures.js';

const { image, mask } = lesionVoxels();
const { features } = extractRadiomics(image, mask, RADIOMICS_PRESETS[851]);

test('a search finds features by the words of their names, in any order and case', () => {
  const names = (search: string) => searchFeatures(features, search).map(({ name }) => name);
  expect(names('')).toHaveLength(851);
  expect(names('entropy ORIGINAL glcm')).toEqual([
    'original_glcm_DifferenceEntropy',
    'original_glcm_JointEntropy',
    'original_glcm_SumEntropy',
  ]);
  expect(names('wavelet-LLH_firstorder_Mean')).toContain('wavelet-LLH_firstorder_Mean');
  expect(names('nothing of the kind')).toEqual([]);
});

test('groups keep the order of the feature vector', () => {
  const groups = groupFeatures(features);
  expect(groups).toHaveLength(1 + 9 * 6);
  expect(groups[0]).toMatchObject({ imageType: 'original', featureClass: 'shape' });
  expect(groups[7]).toMatchObject({ imageType: 'wavelet-LLH', featureClass: 'firstorder' });
  expect(groups.flatMap((group) => group.features)).toEqual(features);
});

test('the CSV has every value to the last bit, and nothing for what could not be computed', () => {
  const missing: RadiomicsFeature = { ...features[0]!, value: NaN };
  const lines = featuresAsCsv([...features, missing]).split('\n');
  expect(lines).toHaveLength(1 + 851 + 1 + 1);
  expect(lines[0]).toBe('name,image,class,feature,value,unit');
  features.forEach((feature, index) => {
    const [name, imageType, featureClass, , value] = lines[index + 1]!.split(',');
    expect([name, imageType, featureClass]).toEqual([
      feature.name,
      feature.imageType,
      feature.featureClass,
    ]);
    expect(Number(value)).toBe(feature.value);
  });
  expect(lines[852]).toBe('original_shape_Elongation,original,shape,Elongation,,');
});

test.each([
  [0, '0'],
  [12.3456789, '12.3457'],
  [-0.5, '−0.5'],
  [123456789, '1.2346e+8'],
  [-0.0000123456, '−1.2346e−5'],
  [NaN, '–'],
])('%d is written as %s', (value, text) => expect(formatFeature(value)).toBe(text));

test.each([
  ['original_shape_MajorAxisLength', 'mm'],
  ['original_shape_SurfaceVolumeRatio', '1/mm'],
  ['original_shape_Sphericity', ''],
  ['original_firstorder_Median', 'HU'],
  ['original_firstorder_Kurtosis', ''],
  ['original_firstorder_TotalEnergy', 'HU² mm³'],
  ['original_glcm_Contrast', ''],
  ['wavelet-LLH_firstorder_Median', ''],
])('%s is in "%s"', (name, unit) => {
  expect(featureUnit(features.find((feature) => feature.name === name)!)).toBe(unit);
});

test.each(FEATURE_SETS)('the file of the set of %i asks for exactly what was computed', (set) => {
  for (const voxels of ['scanned', 'millimetre'] as const) {
    const parameters = parametersOf({ set, voxels });
    const read = readParameterFile(parameterFile(parameters), 'parameters.yaml');
    expect(read).toEqual(parameters);
    expect(Object.keys(read.imageType)).toEqual(Object.keys(parameters.imageType));
  }
});
