import { readFileSync } from 'node:fs';
import type { Ellipsoid } from '../../../test/support/hashedCt.js';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import type { RefusalCode } from '../errors.js';
import type { Grid } from '../imaging/grid.js';
import type { Mask } from '../imaging/volume.js';
import { extractRadiomics } from './extractRadiomics.js';
import { RADIOMICS_PRESETS } from './parameters/parameters.js';
import type { RadiomicsParameters, RadiomicsPreset } from './parameters/parameters.js';

/** From PyRadiomics 3.0.1: test/golden/radiomics/make_golden.py. */
const golden = JSON.parse(
  readFileSync(new URL('../../../test/golden/radiomics/golden.json', import.meta.url), 'utf8'),
) as {
  readonly grid: Grid;
  readonly ellipsoid: Ellipsoid;
  readonly cases: readonly (Pick<RadiomicsParameters, 'imageType' | 'setting'> & {
    readonly name: string;
    readonly fractional?: boolean;
    readonly values: Readonly<Record<string, number>>;
  })[];
};
const TOLERANCE = 1e-6;

const image = hashedCt(golden.grid, false);
const mask = ellipsoidMask(golden.grid, golden.ellipsoid);
const original = RADIOMICS_PRESETS[107];

test.each(golden.cases)('PyRadiomics: $name', ({ imageType, setting, fractional, values }) => {
  const ct = fractional ? hashedCt(golden.grid, true) : image;
  const { features } = extractRadiomics(ct, mask, { ...original, imageType, setting });
  expect(features.map(({ name }) => name)).toEqual(Object.keys(values));
  const wrong = features.filter(({ name, value }) => {
    const expected = values[name]!;
    const scale = Math.abs(expected) < 1e-9 ? 1 : Math.abs(expected);
    return !(Math.abs(value - expected) <= TOLERANCE * scale);
  });
  expect(wrong.map(({ name, value }) => `${name}: ${value}, not ${values[name]}`)).toEqual([]);
});

test.each(Object.keys(RADIOMICS_PRESETS).map(Number))('the set of %i features has as many', (n) => {
  const small = ellipsoidMask(golden.grid, { ...golden.ellipsoid, limit: 12 });
  const { features } = extractRadiomics(image, small, RADIOMICS_PRESETS[n as RadiomicsPreset]);
  expect(features).toHaveLength(n);
  expect(new Set(features.map(({ name }) => name)).size).toBe(n);
});

test('filters that the image is too small for leave NaN in their places', () => {
  const { features } = extractRadiomics(image, mask, {
    ...original,
    imageType: { LoG: { sigma: [100] }, Square: {} },
  });
  expect(features).toHaveLength(14 + 2 * 93);
  expect(features.slice(14, 14 + 93).every(({ value }) => Number.isNaN(value))).toBe(true);
  expect(features.slice(14 + 93).every(({ value }) => Number.isFinite(value))).toBe(true);
});

test('a flat ROI has the values that PyRadiomics gives it, none of them NaN', () => {
  const flat = { grid: image.grid, data: image.data.map(() => 40) };
  const { features } = extractRadiomics(flat, mask, original);
  const value = (name: string) => features.find((feature) => feature.name === name)?.value;
  expect(features.filter((feature) => !Number.isFinite(feature.value))).toEqual([]);
  expect(value('original_glcm_Correlation')).toBe(1);
  expect(value('original_glcm_MCC')).toBe(1);
  expect(value('original_glcm_Imc1')).toBe(0);
  expect(value('original_ngtdm_Coarseness')).toBe(1e6);
  expect(value('original_firstorder_Skewness')).toBe(0);
});

test('a ROI that touches the border, in one slice, has all features', () => {
  const [columns, rows] = golden.grid.size;
  const oneSlice: Mask = {
    grid: golden.grid,
    data: mask.data.map((_, n) => (n < columns * rows ? 1 : 0)),
  };
  const { features } = extractRadiomics(image, oneSlice, original);
  expect(features.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
});

describe('refuses', () => {
  const only = (...voxels: number[]): Mask => {
    const data = new Uint8Array(mask.data.length);
    for (const voxel of voxels) data[voxel] = 1;
    return { grid: golden.grid, data };
  };
  const codeOf = (run: () => unknown): RefusalCode | undefined => {
    try {
      run();
    } catch (error) {
      return (error as { code: RefusalCode }).code;
    }
    return undefined;
  };

  test.each([
    ['an empty mask', only()],
    ['a single voxel', only(1000)],
    ['a line of voxels', only(1000, 1001, 1002)],
    ['a mask on another grid', { ...mask, grid: { ...golden.grid, origin: [0, 0, 0] as const } }],
  ])('%s', (_, roi) => {
    expect(codeOf(() => extractRadiomics(image, roi, original))).toBe('unsuitable-roi');
  });

  test('voxels of the ROI that are no numbers', () => {
    const data = Float32Array.from(image.data);
    data[mask.data.indexOf(1)] = NaN;
    expect(codeOf(() => extractRadiomics({ ...image, data }, mask, original))).toBe(
      'unsuitable-roi',
    );
  });

  test('resegmentation that leaves nothing', () => {
    const setting = { resegmentRange: [5000, 6000] } as const;
    expect(codeOf(() => extractRadiomics(image, mask, { ...original, setting }))).toBe(
      'unsuitable-roi',
    );
  });

  test('features that do not exist', () => {
    const featureClass = { glcm: ['Roughness'] };
    expect(codeOf(() => extractRadiomics(image, mask, { ...original, featureClass }))).toBe(
      'invalid-parameters',
    );
  });

  test('to go on after cancelling', () => {
    const { signal } = { signal: AbortSignal.abort() };
    expect(codeOf(() => extractRadiomics(image, mask, original, { signal }))).toBe('cancelled');
  });
});
