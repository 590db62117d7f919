import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Grid } from '../../imaging/grid.js';
import { maskRuns, runsBox } from '../../imaging/maskRuns.js';
import type { Vector3 } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';
import { gradientMagnitude } from './gradient.js';
import type { ScalarImage } from '../roi/image.js';
import { laplacianOfGaussian } from './laplacianOfGaussian.js';
import type { PointFilter } from './pointFilters.js';
import { pointFiltered } from './pointFilters.js';
import { resampleImage, resampleMaskOnLattice, resamplingLattice } from '../roi/resample.js';
import { waveletBand, waveletBands } from './wavelet.js';

/** Against the volumes that SimpleITK (ITK) and PyWavelets leave after each step of PyRadiomics. */
const stages = path.resolve(
  process.env['MP_DATA'] ?? '../shared/data',
  'radiomics-oracle/generated/stages',
);

interface Stage {
  readonly file: string;
  readonly dtype: 'int16' | 'float32' | 'float64';
  readonly shape_zyx: Vector3;
  readonly spacing_xyz: Vector3;
  readonly origin: Vector3;
}

if (!existsSync(stages)) {
  process.stdout.write('skipped: radiomics stages (no radiomics-oracle below MP_DATA)\n');
  // The synthetic CT of `extractRadiomics.test.ts` holds the engine to PyRadiomics without them.
  test.skip('radiomics stages', () => undefined);
} else {
  const index = JSON.parse(readFileSync(path.join(stages, 'stages.json'), 'utf8')) as Record<
    string,
    Stage
  >;
  const volume = (name: string): ScalarImage => {
    const { file, dtype, shape_zyx, spacing_xyz, origin } = index[name]!;
    const [x, y, z] = spacing_xyz;
    const grid: Grid = {
      size: [shape_zyx[2], shape_zyx[1], shape_zyx[0]],
      origin,
      axes: [
        [x, 0, 0],
        [0, y, 0],
        [0, 0, z],
      ],
    };
    const { buffer } = Uint8Array.from(readFileSync(path.join(stages, file)));
    const Voxels = { int16: Int16Array, float32: Float32Array, float64: Float64Array }[dtype];
    return { grid, data: Float64Array.from(new Voxels(buffer)), pixelType: dtype };
  };
  const maskOf = (name: string): Mask => {
    const { grid, data } = volume(name);
    return { grid, data: Uint8Array.from(data) };
  };
  /** Largest difference as a part of the largest expected magnitude. */
  const difference = (actual: ScalarImage, expected: ScalarImage): number => {
    expect(actual.grid.size).toEqual(expected.grid.size);
    const scale = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return actual.data.reduce(
      (most, value, n) => Math.max(most, Math.abs(value - expected.data[n]!) / scale),
      0,
    );
  };

  describe('breast1', () => {
    const image = volume('breast1_image');
    const mask = maskOf('breast1_mask');
    const lattice = resamplingLattice(image.grid, runsBox(maskRuns(mask))!, [1, 1, 1], 5)!;
    const resampled = volume('breast1_bspline_1mm');

    test('resampled to 1 mm: grid, image and mask', () => {
      expect(lattice.grid.size).toEqual(resampled.grid.size);
      lattice.grid.origin.forEach((mm, axis) =>
        expect(mm).toBeCloseTo(resampled.grid.origin[axis]!, 9),
      );
      expect(difference(resampleImage(image, lattice, 'sitkBSpline'), resampled)).toBe(0);
      const { data } = resampleMaskOnLattice(mask, lattice);
      expect([...data]).toEqual([...volume('breast1_bspline_1mm_mask').data]);
    });

    test('resampled in float64', () => {
      const real: ScalarImage = { ...image, pixelType: 'float64' };
      const expected = volume('breast1_bspline_1mm_float64input');
      expect(difference(resampleImage(real, lattice, 'sitkBSpline'), expected)).toBeLessThan(1e-9);
    });

    test.each([1, 3, 5])('LoG of %i mm', (sigma) => {
      const expected = volume(`breast1_log-sigma-${sigma}-0-mm-3D`);
      expect(difference(laplacianOfGaussian(resampled, sigma), expected)).toBeLessThan(2e-7);
    });

    test.each(waveletBands([0, 1, 2]))('wavelet $name', (band) => {
      const expected = volume(`breast1_wavelet-${band.name}`);
      expect(difference(waveletBand(resampled, band), expected)).toBeLessThan(1e-11);
    });

    test.each(['Square', 'SquareRoot', 'Logarithm', 'Exponential'] as PointFilter[])(
      '%s',
      (filter) => {
        const expected = volume(`breast1_${filter.toLowerCase()}`);
        expect(difference(pointFiltered(resampled, filter), expected)).toBeLessThan(1e-14);
      },
    );

    test('gradient', () => {
      const expected = volume('breast1_gradient');
      expect(difference(gradientMagnitude(resampled, true), expected)).toBeLessThan(1e-7);
    });
  });
}
