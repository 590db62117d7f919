import type { Grid } from '../imaging/grid.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { LesionViews } from '../views/lesionViews.js';
import { explainedImages } from './explainedImages.js';
import type { SeenImages } from './seenImages.js';

const views: LesionViews = {
  planes: ['axial', 'coronal'],
  size: 4,
  hu: Float32Array.from({ length: 32 }, (_, n) => n),
  cubeSize: 2,
  cubeSpacingMm: 1,
  mask: Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 1]),
  centreLps: [0, 0, 0],
};
const maps: ActivationMaps = {
  input: 'views',
  method: 'cam',
  targets: ['EGFR', 'KRAS'],
  images: 2,
  size: [2, 2],
  data: Float32Array.from({ length: 16 }, (_, n) => n),
};

test('views with their map, cell by cell, of the target asked for', () => {
  const [axial, coronal] = explainedImages({ views }, maps, 'KRAS');
  expect(axial).toMatchObject({ name: 'axial', columns: 4, rows: 4, unit: 'hu' });
  // Corners lie beyond the cells' centres, and keep their values.
  expect([0, 3, 12, 15].map((n) => axial!.activation[n])).toEqual([8, 9, 10, 11]);
  expect([0, 3, 12, 15].map((n) => coronal!.activation[n])).toEqual([12, 13, 14, 15]);
  expect(axial!.activation[5]).toBeCloseTo(8 + 0.25 + 0.5, 6);
  expect([...axial!.mask.slice(0, 4)]).toEqual([1, 1, 0, 0]);
  expect(coronal!.mask[15]).toBe(1);
  expect(coronal!.data[0]).toBe(16);
});

test('of a volume, slices that show the lesion, with the map between its cells', () => {
  const size = [3, 2, 20] as const;
  const grid = { size } as unknown as Grid;
  const mask = new Uint8Array(120);
  for (let k = 2; k < 14; k++) mask[k * 6] = 1;
  const images: SeenImages[] = [
    { input: 'volume', kind: 'volume', grids: [grid], data: new Int16Array(120), unit: 'hu', mask },
  ];
  const inSpace: ActivationMaps = {
    ...maps,
    input: 'volume',
    targets: ['EGFR'],
    images: 1,
    size: [2, 1, 1],
    data: Float32Array.of(0, 10),
  };
  const shown = explainedImages({ images }, inSpace, 'EGFR');
  expect(shown).toHaveLength(9);
  for (const { name, mask: lesion, activation } of shown) {
    const k = Number(name.replace('slice-', '')) - 1;
    expect(lesion[0]).toBe(1);
    expect(activation[0]).toBeCloseTo(Math.max(0, Math.min(10, k + 0.5 - 5)), 5);
  }
});

test('a target without a map has no images', () => {
  expect(() => explainedImages({ views }, maps, 'ALK')).toThrow(RangeError);
});
