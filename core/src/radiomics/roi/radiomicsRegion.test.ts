import { ellipsoidMask, hashedCt } from '../../../../test/support/hashedCt.js';
import { cropMask, cropVolume, uncropVolume } from '../../imaging/crop.js';
import type { Grid } from '../../imaging/grid.js';
import { wholeBox } from '../../imaging/gridGeometry.js';
import type { Volume } from '../../imaging/volume.js';
import { extractFeatures } from '../extractFeatures.js';
import { extractRadiomics } from '../extractRadiomics.js';
import { IBSI_CONFIGURATIONS, type IbsiConfiguration } from '../ibsi/ibsiParameters.js';
import type { RadiomicsParameters } from '../parameters/parameters.js';
import { RADIOMICS_PRESETS } from '../parameters/parameters.js';
import { radiomicsRegion } from './radiomicsRegion.js';

const gridOf = (size: Grid['size']): Grid => ({
  size,
  origin: [-17.3, 4.1, 250.7],
  axes: [
    [0.683, 0, 0],
    [0, 0.683, 0],
    [0, 0, 1.25],
  ],
});
const grid = gridOf([48, 40, 26]);
const image = hashedCt(grid, false);
// Near an edge, so that the padding is cut off there.
const mask = ellipsoidMask(grid, { centre: [30, 6, 14], weights: [1, 1, 2], limit: 20 });
const all: RadiomicsParameters = { ...RADIOMICS_PRESETS[1781], setting: { preCrop: true } };

test.each([0, 4, 10])('what lies further off than the padding of %i changes no bit', (pad) => {
  const parameters = { ...all, setting: { preCrop: true, padDistance: pad } };
  const { voxels: box, extent } = radiomicsRegion(mask, parameters);
  expect(extent).toEqual(box);
  expect(box.lower[1]).toBe(Math.max(0, 2 - pad));
  expect(box.upper[0]).toBe(35 + pad);
  const part = extractRadiomics(cropVolume(image, box), cropMask(mask, box), parameters);
  expect(part).toStrictEqual(extractRadiomics(image, mask, parameters));
});

describe('where a new grid is laid', () => {
  const large = gridOf([130, 60, 120]);
  const ct = hashedCt(large, false);
  const roi = ellipsoidMask(large, { centre: [90, 6, 40], weights: [1, 1, 2], limit: 36 });
  const resampled: RadiomicsParameters = {
    ...RADIOMICS_PRESETS[107],
    imageType: { Original: {}, LoG: { sigma: [2] }, Wavelet: {} },
    setting: { resampledPixelSpacing: [1, 1, 1], interpolator: 'sitkBSpline', padDistance: 8 },
  };
  const ibsi = (configuration: IbsiConfiguration) =>
    ({ profile: 'ibsi', setting: IBSI_CONFIGURATIONS[configuration] }) as const;

  test.each([
    ['resampling', resampled],
    ['IBSI’s linear interpolation', ibsi('C')],
    ['IBSI’s cubic interpolation', ibsi('E')],
    ['IBSI without interpolation', ibsi('A')],
  ])('%s needs the image’s size, but only voxels near the ROI', (_, parameters) => {
    const { voxels, extent } = radiomicsRegion(roi, parameters);
    expect(extent).toEqual(wholeBox(large));
    expect(voxels.lower[0]).toBeGreaterThan(20);
    expect(voxels.upper[2]).toBeLessThan(100);
    const part: Volume = uncropVolume(cropVolume(ct, voxels), voxels, large);
    expect(part.data).not.toEqual(ct.data);
    const expected = extractFeatures(ct, roi, parameters);
    expect(extractFeatures(part, roi, parameters)).toStrictEqual(expected);
  });

  test('an image that has the spacing already is cropped only', () => {
    const setting = { resampledPixelSpacing: [0.683, 0.683, 1.25], padDistance: 3 } as const;
    const { voxels, extent } = radiomicsRegion(roi, {
      ...resampled,
      setting: { ...setting, preCrop: true },
    });
    expect(extent).toEqual(voxels);
    expect(voxels.upper[0]).toBe(100);
  });
});

test.each<[string, RadiomicsParameters['setting']]>([
  ['filters that see the whole image', {}],
  ['normalising', { preCrop: true, normalize: true }],
])('the whole image is needed for %s', (_, setting) => {
  const whole = wholeBox(grid);
  expect(radiomicsRegion(mask, { ...all, setting })).toEqual({ voxels: whole, extent: whole });
});

test('an empty mask leaves it to the extraction to refuse', () => {
  const empty = { grid, data: new Uint8Array(mask.data.length) };
  expect(radiomicsRegion(empty, all).voxels).toEqual(wholeBox(grid));
});
