import type { Grid } from '../imaging/grid.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { LesionViews } from '../views/lesionViews.js';
import { explainedImages, explainedMap } from './explainedImages.js';
import type { SeenImages } from './seenImages.js';

const views: LesionViews = {
  planes: ['axial', 'coronal'],
  size: 4,
  hu: Float32Array.from({ length: 32 }, (_, n) => -1350 + 100 * (n % 16)),
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

test('views head up, each with the map of the target asked for', () => {
  const [axial, coronal] = explainedImages({ views });
  expect(axial).toMatchObject({ name: { kind: 'view', plane: 'axial' }, columns: 4, rows: 4 });
  expect(coronal!.edges).toEqual({ left: 'R', right: 'L', top: 'H', bottom: 'F' });
  const corners = (image: typeof axial) => {
    const { data } = explainedMap({ views }, maps, 'KRAS', image!);
    return [0, 3, 12, 15].map((n) => data[n]);
  };
  // Corners lie beyond the cells' centres, and keep their values. A coronal view's last row is the head.
  expect(corners(axial)).toEqual([8, 9, 10, 11].map((value) => expect.closeTo(value, 5) as number));
  expect(corners(coronal)).toEqual(
    [14, 15, 12, 13].map((value) => expect.closeTo(value, 5) as number),
  );
  expect(Math.max(...axial!.outline.flat())).toBe(0.5);
  expect(Math.max(...coronal!.outline.map(([, , , y]) => y))).toBe(0.5);
});

test('a volume by three sections through its middle, head up, with its voxels, outline and map', () => {
  const grid: Grid = {
    size: [5, 5, 5],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 2],
    ],
  };
  const data = new Int16Array(125).fill(-1000);
  const mask = new Uint8Array(125);
  // At the middle column and row, two slices above the middle.
  const at = (4 * 5 + 2) * 5 + 2;
  data[at] = 150;
  mask[at] = 1;
  const images: SeenImages[] = [
    { input: 'ct', kind: 'volume', grids: [grid], data, unit: 'hu', mask },
  ];
  const [axial, coronal, sagittal] = explainedImages({ images });
  expect([axial, coronal, sagittal].map((image) => image!.name)).toEqual(
    ['axial', 'coronal', 'sagittal'].map((plane) => ({ kind: 'section', plane })),
  );
  expect(axial!.outline).toEqual([]);
  expect([coronal!.columns, coronal!.rows]).toEqual([5, 10]);
  const brightest = coronal!.pixels.indexOf(255);
  expect(coronal!.pixels.filter((_, n) => n % 4 === 0).indexOf(255)).toBeLessThan(10);
  expect(brightest).toBeGreaterThanOrEqual(0);
  const values = Float32Array.from(mask);
  const inSpace = {
    ...maps,
    input: 'ct',
    targets: ['EGFR'],
    images: 1,
    size: [5, 5, 5],
    data: values,
  };
  const map = explainedMap({ images }, inSpace, 'EGFR', sagittal!);
  expect(Math.max(...map.data)).toBeGreaterThan(0.5);
  expect(map.data.findIndex((value) => value > 0.5)).toBeLessThan(10);
});
