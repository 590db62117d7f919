import { hashedCt } from '../../../../test/support/hashedCt.js';
import type { Grid, IndexBox } from '../../imaging/grid.js';
import { cropImage, storedImage } from '../roi/image.js';
import { imageFilters } from './imageFilters.js';
import { wholeBox } from '../../imaging/gridGeometry.js';
import { RADIOMICS_PRESETS } from '../parameters/parameters.js';

/** Odd and even axes, as wavelets wrap differently at them. */
const grid: Grid = {
  size: [17, 14, 11],
  origin: [0, 0, 0],
  axes: [
    [0.8, 0, 0],
    [0, 0.8, 0],
    [0, 0, 1.25],
  ],
};
const image = storedImage(hashedCt(grid, false));

const boxes: [string, IndexBox][] = [
  ['inside', { lower: [5, 4, 4], upper: [12, 10, 7] }],
  ['in the first corner', { lower: [0, 0, 0], upper: [3, 2, 4] }],
  ['in the last corner', { lower: [15, 12, 9], upper: [17, 14, 11] }],
  ['across the image', { lower: [0, 6, 2], upper: [17, 8, 11] }],
];

describe.each(imageFilters(RADIOMICS_PRESETS[1781]))('$name', ({ filter }) => {
  const whole = filter(image, wholeBox(grid))!;
  test.each(boxes)('a box %s holds the voxels of the whole filtered image', (_, box) => {
    const part = filter(image, box)!;
    expect(part.pixelType).toBe(whole.pixelType);
    expect(part.grid).toEqual(cropImage(whole, box).grid);
    expect(part.data).toEqual(cropImage(whole, box).data);
  });
});
