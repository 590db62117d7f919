import { readFileSync } from 'node:fs';
import type { Grid } from '../../imaging/grid.js';
import { extractRadiomics } from '../../radiomics/extractRadiomics.js';
import { extractIbsi } from '../../radiomics/ibsi/extractIbsi.js';
import type { IbsiParameters } from '../../radiomics/ibsi/ibsiParameters.js';
import { IBSI_CONFIGURATIONS } from '../../radiomics/ibsi/ibsiParameters.js';
import type { RadiomicsParameters } from '../../radiomics/parameters/parameters.js';
import { RADIOMICS_PRESETS } from '../../radiomics/parameters/parameters.js';
import { radiomicMeasurements } from './radiomicMeasurements.js';
import type { RadiomicMeasurement } from '../reportedLesion.js';

/** IBSI's own numbers: test/golden/ibsi/make_digital_phantom.py. */
const golden = JSON.parse(
  readFileSync(
    new URL('../../../../test/golden/ibsi/digitalPhantom.json', import.meta.url),
    'utf8',
  ),
) as {
  readonly size: Grid['size'];
  readonly spacingMm: number;
  readonly voxels: readonly number[];
  readonly mask: readonly number[];
  readonly reference: Readonly<Record<string, number>>;
};

const mm = golden.spacingMm;
const grid: Grid = {
  size: golden.size,
  origin: [0, 0, 0],
  axes: [
    [mm, 0, 0],
    [0, mm, 0],
    [0, 0, mm],
  ],
};
const image = { grid, data: Int16Array.from(golden.voxels) };
const mask = { grid, data: Uint8Array.from(golden.mask) };

const measure = (setting: RadiomicsParameters['setting']) => {
  const parameters = { ...RADIOMICS_PRESETS[107], setting: { binWidth: 1, ...setting } };
  const { features } = extractRadiomics(image, mask, parameters);
  return { features, measurements: radiomicMeasurements(features, parameters) };
};

/** IBSI gives three significant digits. */
const agrees = (value: number, reference: number) =>
  Math.abs(value - reference) <=
  0.5 * 10 ** (Math.floor(Math.log10(Math.abs(reference))) - 2) + 1e-12;

test('a feature has an IBSI code exactly where it has the reference value of IBSI', () => {
  const { features, measurements } = measure({});
  const coded = new Set(measurements.map(({ feature }) => feature));
  const right = features
    .filter(({ name, value }) => agrees(value, golden.reference[name] ?? NaN))
    .map(({ name }) => name);
  expect([...coded].sort()).toEqual(right.sort());
});

test('codes are unique within a class of features, and short enough for DICOM', () => {
  const { measurements } = measure({});
  expect(new Set(measurements.map(({ concept }) => concept.value)).size).toBe(measurements.length);
  for (const { concept } of measurements) {
    expect(concept.value).toMatch(/^[0-9A-Z]{4}$/);
    expect(concept.meaning.length).toBeLessThanOrEqual(64);
  }
});

test('says with what settings, and in what unit', () => {
  const { measurements } = measure({ resampledPixelSpacing: [1, 1, 1] });
  const named = (name: string) =>
    measurements.find(({ feature }) => feature === `original_${name}`)!;
  expect(named('firstorder_Mean').unit.value).toBe("[hnsf'U]");
  expect(named('shape_MeshVolume').unit.value).toBe('mm3');
  expect(named('glcm_Contrast')).toMatchObject({
    unit: { value: '1' },
    settings: ['aggregation=ITBB', 'binWidth=1', 'resampledPixelSpacing=1,1,1'],
  });
});

test.each<[string, RadiomicsParameters['setting'], string, string]>([
  ['normalised values are no Hounsfield units', { normalize: true }, 'firstorder', 'glcm'],
  ['IBSI’s co-occurrence is symmetrical', { symmetricalGLCM: false }, 'glcm', 'glrlm'],
  ['IBSI’s dependence is on equal levels', { gldm_a: 1 }, 'gldm', 'glszm'],
  ['IBSI’s texture is of neighbours in space', { force2D: true }, 'glrlm', 'firstorder'],
  ['IBSI’s neighbours are the nearest', { distances: [2] }, 'ngtdm', 'shape'],
])('leaves out what a setting makes another feature: %s', (_, setting, absent, present) => {
  const classes = measure(setting).measurements.map(({ feature }) => feature.split('_')[1]);
  expect(classes).not.toContain(absent);
  expect(classes).toContain(present);
});

test('leaves out filtered images and values that are none', () => {
  const parameters = { ...RADIOMICS_PRESETS[107], imageType: { Original: {}, Square: {} } };
  const { features } = extractRadiomics(image, mask, parameters);
  const names = radiomicMeasurements(
    features.map((feature) => (feature.feature === 'Mean' ? { ...feature, value: NaN } : feature)),
    parameters,
  ).map(({ feature }) => feature);
  expect(names.every((name) => name.startsWith('original_'))).toBe(true);
  expect(names).not.toContain('original_firstorder_Mean');
});

describe('under the profile ibsi', () => {
  const asStored: IbsiParameters = {
    profile: 'ibsi',
    setting: {
      ...IBSI_CONFIGURATIONS.C,
      spacingMm: null,
      resegmentRange: null,
      discretisation: { binWidth: 1 },
      volumeHistogram: null,
    },
  };
  const { features } = extractIbsi(image, mask, asStored);
  let measurements: RadiomicMeasurement[];
  beforeEach(() => {
    measurements = radiomicMeasurements(features, asStored);
  });

  test('all 210 features have a code', () => {
    expect(measurements.map(({ feature }) => feature)).toEqual(features.map(({ name }) => name));
    expect(measurements.every(({ concept }) => concept.scheme === 'IBSI')).toBe(true);
  });

  test('a code stands for the same value as under PyRadiomics’ names, in the same unit', () => {
    const key = ({ concept, settings }: RadiomicMeasurement) =>
      [concept.value, settings.find((setting) => setting.startsWith('aggregation='))].join(' ');
    const others = new Map(measurements.map((measurement) => [key(measurement), measurement]));
    const { measurements: pyradiomics } = measure({});
    for (const measurement of pyradiomics) {
      const other = others.get(key(measurement));
      expect(other?.unit).toEqual(measurement.unit);
      expect(other?.concept).toEqual(measurement.concept);
      expect(other?.value).toBeCloseTo(measurement.value, 9);
    }
    expect(pyradiomics).toHaveLength(98);
  });

  test('says by which configuration, and the whole of its processing', () => {
    const parameters: IbsiParameters = { profile: 'ibsi', setting: IBSI_CONFIGURATIONS.C };
    const named = new Map(
      radiomicMeasurements(
        ['stat_mean', 'cm_contrast_3D_comb', 'ivh_v10'].map((name) => ({ name, value: 1 })),
        parameters,
      ).map((measurement) => [measurement.feature, measurement]),
    );
    const processing = [
      'profile=ibsi',
      'processing=configuration C; spacingMm 2,2,2; interpolation linear; roundIntensities true; ' +
        'resegmentRange -1000,400; outlierSigma none; discretisation binWidth 25; ' +
        'volumeHistogram binWidth 2.5',
    ];
    expect(named.get('stat_mean')?.settings).toEqual(processing);
    expect(named.get('cm_contrast_3D_comb')?.settings).toEqual(['aggregation=IAZD', ...processing]);
    expect(named.get('ivh_v10')?.settings).toEqual(['intensityFraction=0.1', ...processing]);
    expect(measurements[0]?.settings.at(-1)).toMatch(/^processing=interpolation none; /);
  });

  test('leaves out what has no value', () => {
    expect(radiomicMeasurements([{ name: 'stat_cov', value: NaN }], asStored)).toEqual([]);
  });
});
