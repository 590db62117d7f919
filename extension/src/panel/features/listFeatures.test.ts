import type { IbsiParameters } from '@mutation-prediction/core';
import {
  extractIbsi,
  extractRadiomics,
  IBSI_CONFIGURATIONS,
  RADIOMICS_PRESETS,
  readIbsiParameterFile,
  readParameterFile,
} from '@mutation-prediction/core';
import { lesionVoxels } from '../testing/fixtures.js';
import {
  CONFIGURATIONS,
  DEFAULT_FEATURE_CHOICE,
  parametersOf,
  PYRADIOMICS_SETS,
} from './featureChoice.js';
import type { ListedFeature } from './listFeatures.js';
import { formatFeature } from '../format.js';
import { featuresAsCsv, groupFeatures, listFeatures, searchFeatures } from './listFeatures.js';
import { parameterFile } from './parameterFile.js';

const { image, mask } = lesionVoxels();
const wavelets = RADIOMICS_PRESETS[851];
const extracted = extractRadiomics(image, mask, wavelets);
const features = listFeatures(extracted, wavelets);
/** Voxels as they are: at 2 mm the lesion would have hardly any. */
const ibsi: IbsiParameters = {
  profile: 'ibsi',
  setting: { ...IBSI_CONFIGURATIONS.C, spacingMm: null, textures: ['2D', '3D'] },
};
const ibsiFeatures = listFeatures(extractIbsi(image, mask, ibsi), ibsi);
const named = (name: string) =>
  [...features, ...ibsiFeatures].find((feature) => feature.name === name)!;

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

test('features of IBSI’s are found by words, names, families and identifiers', () => {
  const names = (search: string) => searchFeatures(ibsiFeatures, search).map(({ name }) => name);
  expect(names('entropy glcm 3d merged')).toEqual([
    'cm_joint_entr_3D_comb',
    'cm_diff_entr_3D_comb',
    'cm_sum_entr_3D_comb',
  ]);
  expect(names('stat_qcod')).toEqual(['stat_qcod']);
  expect(names('rnu0')).toEqual(['morph_volume']);
});

test('groups keep the order of the feature vector', () => {
  const groups = groupFeatures(features);
  expect(groups).toHaveLength(1 + 9 * 6);
  expect(groups[0]!.title).toBe('original · shape');
  expect(groups[7]!.title).toBe('wavelet-LLH · firstorder');
  expect(groups.flatMap((group) => group.features)).toEqual(features);
  expect(groupFeatures(ibsiFeatures).map(({ title }) => title)).toEqual([
    'Morphology',
    'Local intensity',
    'Intensity statistics',
    'Intensity histogram',
    'Intensity-volume histogram',
    'Grey level co-occurrence (GLCM) · slices and directions averaged',
    'Grey level co-occurrence (GLCM) · directions merged, slices averaged',
    'Grey level co-occurrence (GLCM) · 3D, directions averaged',
    'Grey level co-occurrence (GLCM) · 3D, directions merged',
    'Grey level run length (GLRLM) · slices and directions averaged',
    'Grey level run length (GLRLM) · directions merged, slices averaged',
    'Grey level run length (GLRLM) · 3D, directions averaged',
    'Grey level run length (GLRLM) · 3D, directions merged',
    'Grey level size zone (GLSZM) · slices averaged',
    'Grey level size zone (GLSZM) · 3D',
    'Grey level distance zone (GLDZM) · slices averaged',
    'Grey level distance zone (GLDZM) · 3D',
    'Neighbouring tone difference (NGTDM) · slices averaged',
    'Neighbouring tone difference (NGTDM) · 3D',
    'Neighbouring level dependence (NGLDM) · slices averaged',
    'Neighbouring level dependence (NGLDM) · 3D',
  ]);
});

test('the CSV has every value to the last bit, and nothing for what could not be computed', () => {
  const missing: ListedFeature = { ...features[0]!, value: NaN };
  const lines = featuresAsCsv([...features, missing], wavelets).split('\n');
  expect(lines).toHaveLength(1 + 851 + 1 + 1);
  expect(lines[0]).toBe('name,image,class,feature,value,unit');
  extracted.features.forEach((feature, index) => {
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

test('the CSV of IBSI’s features has a column for each part, commas in quotes', () => {
  const lines = featuresAsCsv(ibsiFeatures, ibsi).split('\n');
  expect(lines[0]).toBe('name,family,aggregation,feature,value,unit');
  expect(lines[1]).toBe(
    `morph_volume,Morphology,,Volume of Mesh,${named('morph_volume').value},mm³`,
  );
  const merged = named('cm_joint_max_3D_comb');
  expect(lines).toContain(
    `${merged.name},Grey level co-occurrence (GLCM),"3D, directions merged",Joint Maximum,${merged.value},`,
  );
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
  ['original_shape_SurfaceVolumeRatio', 'mm⁻¹'],
  ['original_shape_Sphericity', ''],
  ['original_firstorder_Median', 'HU'],
  ['original_firstorder_Kurtosis', ''],
  ['original_firstorder_TotalEnergy', 'HU²·mm³'],
  ['original_glcm_Contrast', ''],
  ['wavelet-LLH_firstorder_Median', ''],
  ['morph_integ_int', 'HU·mm³'],
  ['stat_p10', 'HU'],
  ['ih_p10', ''],
])('%s is in "%s"', (name, unit) => {
  expect(named(name).unit).toBe(unit);
});

test.each(PYRADIOMICS_SETS)(
  'the file of the set of %i asks for exactly what was computed',
  (set) => {
    for (const voxels of ['scanned', 'millimetre'] as const) {
      const parameters = parametersOf({ ...DEFAULT_FEATURE_CHOICE, set, voxels });
      const read = readParameterFile(parameterFile(parameters), 'parameters.yaml');
      expect(read).toEqual(parameters);
      expect(Object.keys(read.imageType)).toEqual(Object.keys(RADIOMICS_PRESETS[set].imageType));
    }
  },
);

test.each(CONFIGURATIONS)('so does the file of IBSI’s configuration %s', (configuration) => {
  const parameters = parametersOf({ ...DEFAULT_FEATURE_CHOICE, set: 'ibsi', configuration });
  const file = parameterFile(parameters);
  expect(file).toContain(`configuration: ${configuration}\n`);
  expect(readIbsiParameterFile(file, 'parameters.yaml')).toEqual(parameters);
  // Also without the configuration's name: every setting is in it.
  const bare = file.replace(/configuration: .\n/, '');
  expect(readIbsiParameterFile(bare, 'parameters.yaml')).toEqual(parameters);
});
