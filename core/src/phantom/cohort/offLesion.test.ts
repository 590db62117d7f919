import { measureLesion } from '../../imaging/measureLesion.js';
import { cohortCase } from './cohortCase.js';
import { offLesionCase, PLACEMENTS, type Placement } from './offLesion.js';

/** HU under the mask: what the organ is made of. */
const MEDIANS: Readonly<Partial<Record<Placement, readonly [low: number, high: number]>>> = {
  liver: [85, 125],
  // Down to the humerus, whose marrow is fat.
  bone: [30, 700],
  'chest-wall': [-120, 90],
  'healthy-lung': [-880, -800],
  'air-outside': [-1024, -985],
};

function medianUnder({ ct, mask }: ReturnType<typeof offLesionCase>): number {
  const inside = ct.data.filter((_, voxel) => mask.data[voxel] === 1).sort();
  return inside[inside.length >> 1]!;
}

test.each(Object.entries(MEDIANS))('%s is what its name says', (placement, [low, high]) => {
  const made = offLesionCase(4, PLACEMENTS.indexOf(placement as Placement));
  expect(made.placement).toBe(placement);
  const { voxelCount, partCount } = measureLesion(made.mask);
  expect(voxelCount).toBeGreaterThan(100);
  expect(partCount).toBe(1);
  expect(medianUnder(made)).toBeGreaterThanOrEqual(low);
  expect(medianUnder(made)).toBeLessThanOrEqual(high);
});

test('a wrong scale lies under a lesion of the cohort', () => {
  const index = PLACEMENTS.indexOf('negated');
  const { ct, mask } = offLesionCase(4, index);
  const lesion = cohortCase(4, index);
  expect(Buffer.compare(mask.data, lesion.mask.data)).toBe(0);
  expect(ct.data.every((hu, voxel) => hu === -lesion.ct.data[voxel]!)).toBe(true);
});
