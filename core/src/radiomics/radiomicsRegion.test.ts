import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { cropMask, cropVolume } from '../imaging/crop.js';
import type { Grid } from '../imaging/grid.js';
import { wholeBox } from '../imaging/gridGeometry.js';
import { extractRadiomics } from './extractRadiomics.js';
import type { RadiomicsParameters } from './parameters.js';
import { RADIOMICS_PRESETS } from './parameters.js';
import { radiomicsRegion } from './radiomicsRegion.js';

const grid: Grid = {
  size: [48, 40, 26],
  origin: [-17.3, 4.1, 250.7],
  axes: [
    [0.683, 0, 0],
    [0, 0.683, 0],
    [0, 0, 1.25],
  ],
};
const image = hashedCt(grid, false);
// Near an edge, so that the padding is cut off there.
const mask = ellipsoidMask(grid, { centre: [30, 6, 14], weights: [1, 1, 2], limit: 20 });
const all: RadiomicsParameters = { ...RADIOMICS_PRESETS[1781], setting: { preCrop: true } };

test.each([0, 4, 10])('what lies further off than the padding of %i changes no bit', (pad) => {
  const parameters = { ...all, setting: { preCrop: true, padDistance: pad } };
  const box = radiomicsRegion(mask, parameters);
  expect(box.lower[1]).toBe(Math.max(0, 2 - pad));
  expect(box.upper[0]).toBe(35 + pad);
  const part = extractRadiomics(cropVolume(image, box), cropMask(mask, box), parameters);
  expect(part).toStrictEqual(extractRadiomics(image, mask, parameters));
});

test.each<[string, RadiomicsParameters['setting']]>([
  ['filters that see the whole image', {}],
  ['resampling', { preCrop: true, resampledPixelSpacing: [1, 1, 1] }],
  ['normalising', { preCrop: true, normalize: true }],
])('the whole image is needed for %s', (_, setting) => {
  expect(radiomicsRegion(mask, { ...all, setting })).toEqual(wholeBox(grid));
});

test('an empty mask leaves it to the extraction to refuse', () => {
  const empty = { grid, data: new Uint8Array(mask.data.length) };
  expect(radiomicsRegion(empty, all)).toEqual(wholeBox(grid));
});
