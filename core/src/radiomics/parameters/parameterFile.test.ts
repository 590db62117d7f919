import { readParameterFile } from './parameterFile.js';

/** The settings of PyRadiomics' exampleCT.yaml, in its notation. */
const EXAMPLE = `
imageType:
  Original: {}
  LoG:
    sigma: [1.0, 2.5]  # mm
  Wavelet:
    binWidth: 10
featureClass:
  shape:
  firstorder: []
  glcm:  # without those that say the same
    - 'Contrast'
    - 'Autocorrelation'
setting:
  normalize: no
  interpolator: 'sitkBSpline'
  resampledPixelSpacing: [1, 1, 1]
  weightingNorm:
  resegmentRange: [-1000, 400]
  voxelArrayShift: 1000
  label: 1
  geometryTolerance: 0.0001
`;

test('reads the parts of a PyRadiomics parameter file, in their order', () => {
  const parameters = readParameterFile(EXAMPLE, 'example.yaml');
  expect(parameters).toEqual({
    label: 1,
    imageType: { Original: {}, LoG: { sigma: [1, 2.5] }, Wavelet: { binWidth: 10 } },
    featureClass: { shape: 'all', firstorder: 'all', glcm: ['Contrast', 'Autocorrelation'] },
    setting: {
      normalize: false,
      interpolator: 'sitkBSpline',
      resampledPixelSpacing: [1, 1, 1],
      weightingNorm: null,
      resegmentRange: [-1000, 400],
      voxelArrayShift: 1000,
    },
  });
  expect(Object.keys(parameters.imageType)).toEqual(['Original', 'LoG', 'Wavelet']);
});

test('an empty file asks for every feature of the original image', () => {
  const { imageType, featureClass } = readParameterFile('', 'empty.yaml');
  expect(imageType).toEqual({ Original: {} });
  expect(Object.keys(featureClass)).toHaveLength(7);
});

test.each([
  ['setting: {binWdith: 25}', 'binWdith'],
  ['setting: {binWidth: 0}', 'binWidth'],
  ['setting: {interpolator: sitkLanczos}', 'interpolator'],
  ['imageType: {LBP3D: {}}', 'LBP3D'],
  ['featureClass: {shape4D: }', 'shape4D'],
  ['settings: {}', 'settings'],
  ['setting: [', 'YAML'],
])('refuses %s', (yaml, named) => {
  expect(() => readParameterFile(yaml, 'wrong.yaml')).toThrow(
    expect.objectContaining({
      code: 'invalid-parameters',
      message: expect.stringContaining(named) as string,
    }),
  );
});
