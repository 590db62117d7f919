/** Against SciPy (test/golden/plausibility/make_golden.py). */
import { readFileSync } from 'node:fs';
import type { Ellipsoid } from '../../../test/support/hashedCt.js';
import { ellipsoidMask, hash32 } from '../../../test/support/hashedCt.js';
import { cropMask, cropVolume } from '../imaging/crop.js';
import type { Grid } from '../imaging/grid.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import { REGION_FEATURES } from '../contract/regionDescriptor.js';
import { descriptorBox, regionDescriptor } from './regionDescriptor.js';

interface GoldenCase {
  readonly name: string;
  readonly spacing: Vector3;
  readonly shapes: readonly (Ellipsoid & { readonly hu: number })[];
  readonly mask: Ellipsoid;
  readonly noise: number;
  readonly outside?: number;
  readonly shift?: number;
  readonly fractional?: boolean;
  readonly features: RegionDescriptor;
}

const { size, cases } = JSON.parse(
  readFileSync('test/golden/plausibility/golden.json', 'utf8'),
) as { readonly size: Vector3; readonly cases: readonly GoldenCase[] };

function gridOf({ spacing: [x, y, z] }: GoldenCase): Grid {
  const axes: Grid['axes'] = [
    [x, 0, 0],
    [0, y, 0],
    [0, 0, z],
  ];
  return { size, origin: [-40, 20, 7], axes };
}

function ctOf(golden: GoldenCase): Volume {
  const { shapes, noise, outside = -1000, shift = 0, fractional = false } = golden;
  const grid = gridOf(golden);
  const [columns, rows, slices] = size;
  const count = columns * rows * slices;
  const data = fractional ? new Float32Array(count) : new Int16Array(count);
  data.fill(outside);
  for (const shape of shapes) {
    ellipsoidMask(grid, shape).data.forEach((inside, n) => {
      if (inside) data[n] = shape.hu;
    });
  }
  return {
    grid,
    data: data.map((hu, n) => {
      const i = n % columns;
      const j = Math.floor(n / columns) % rows;
      const k = Math.floor(n / (columns * rows));
      const noisy = (hash32(i, j, k) % noise) - Math.floor(noise / 2);
      return hu + (hu === -3024 ? 0 : noisy) + shift + (fractional ? 0.375 : 0);
    }),
  };
}

function describeRegion(ct: Volume, mask: Mask): RegionDescriptor {
  const box = descriptorBox(ct.grid, runsBox(maskRuns(mask))!);
  return regionDescriptor(cropVolume(ct, box), cropMask(mask, box));
}

test.each(cases.map((golden) => [golden.name, golden] as const))('of %s', (_name, golden) => {
  const descriptor = describeRegion(ctOf(golden), ellipsoidMask(gridOf(golden), golden.mask));
  expect(Object.keys(descriptor).sort()).toEqual(Object.keys(golden.features).sort());
  for (const feature of REGION_FEATURES) {
    // Rounding to whole HU may go the other way for a voxel here and there.
    const tolerance = /Hu$/.test(feature) ? 0.02 : 2e-4;
    const off = Math.abs(descriptor[feature] - golden.features[feature]);
    expect({ feature, isClose: off <= tolerance, value: descriptor[feature] }).toMatchObject({
      feature,
      isClose: true,
    });
  }
});

test('every feature has its place in the vector', () => {
  expect([...REGION_FEATURES].sort()).toEqual(Object.keys(cases[0]!.features).sort());
});
