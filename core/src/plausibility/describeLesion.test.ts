import { ellipsoidMask } from '../../../test/support/hashedCt.js';
import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import { cropMask, cropVolume } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { Grid } from '../imaging/grid.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import { describeCoarsely, fitsMemory } from './describeLesion.js';
import { descriptorBox, regionDescriptor } from './regionDescriptor.js';

const grid: Grid = {
  size: [151, 131, 91],
  origin: [-50, -40, 10],
  axes: [
    [0.5, 0, 0],
    [0, 0.5, 0],
    [0, 0, 0.7],
  ],
};
const mask = ellipsoidMask(grid, { centre: [70, 60, 44], weights: [1, 1, 2], limit: 700 });

/** A ball of tissue in lung, with a chest wall on one side. */
const data = Int16Array.from(mask.data, (inside, n) =>
  inside ? 30 : n % grid.size[0] > 115 ? 60 : -850,
);
const boxes: number[] = [];
const ct: CtImage = {
  grid,
  acquisition: {},
  readRegion: (box) => {
    boxes.push(box.upper[2] - box.lower[2]);
    return Promise.resolve(cropVolume({ grid, data }, box));
  },
};
const runs = maskRuns(mask);
const lesionBox = runsBox(runs)!;

test('on a coarse grid a lesion is much like what it is voxel by voxel', async () => {
  const box = descriptorBox(grid, lesionBox);
  const fine = regionDescriptor(cropVolume({ grid, data }, box), cropMask(mask, box));
  const coarse = await describeCoarsely(ct, runs, lesionBox, undefined, 250_000);

  // Blocks of 2 × 2 × 2: a slab of two slices is read at a time, the last one of what is left.
  expect(new Set(boxes)).toEqual(new Set([2, (box.upper[2] - box.lower[2]) % 2 || 2]));
  const near: readonly [keyof RegionDescriptor, number][] = [
    ['medianHu', 15],
    ['lungMedianHu', 2],
    ['regionP50Hu', 2],
    ['contact', 0.05],
    ['aeratedWithin20Mm', 0.03],
    ['regionBelowMinus500', 0.02],
    // Any voxel makes its block one of the mask.
    ['logVolume', 0.3],
  ];
  for (const [feature, tolerance] of near) {
    const off = Math.abs(coarse[feature] - fine[feature]);
    expect({
      feature,
      isClose: off <= tolerance,
      fine: fine[feature],
      coarse: coarse[feature],
    }).toMatchObject({ isClose: true });
  }
});

test('what is as large as both lungs does not fit memory, a lesion does', () => {
  expect(fitsMemory(grid, lesionBox)).toBe(true);
  const whole: Grid = { ...grid, size: [512, 512, 300] };
  expect(fitsMemory(whole, { lower: [50, 50, 20], upper: [450, 400, 280] })).toBe(false);
});
