/** @jest-environment jsdom */
import type { Grid, Mask } from '@mutation-prediction/core';
import type { LesionOrigin } from '../segmentations/segmentationEntry.js';
import { FakeViewport, librariesWith } from '../testing/fakeViewports.js';
import { ShownOverImages } from './shownInImages.js';

const grid: Grid = {
  size: [12, 12, 5],
  origin: [0, 0, -2],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};

/** Columns and rows of a square that is in the mask on every slice. */
function square(from: number, to: number): Mask {
  const data = Uint8Array.from({ length: 720 }, (_, n) => {
    const [column, row] = [n % 12, Math.floor(n / 12) % 12];
    return Number(column >= from && column < to && row >= from && row < to);
  });
  return { grid, data };
}

const originOf = (mask: Mask, label = 'Lesion') =>
  ({
    segmentation: { maskOn: () => Promise.resolve({ mask }) },
    ct: {
      grid,
      identity: { frameOfReferenceUid: '1.2.3.5' },
      choice: { id: 'ct' },
    },
    segment: { number: 1 },
    label,
    warnings: [],
  }) as unknown as LesionOrigin;

let viewport: FakeViewport;
let lesions: Map<string, LesionOrigin>;
let shown: ShownOverImages;

beforeEach(() => {
  document.body.innerHTML = '';
  viewport = new FakeViewport('axial');
  lesions = new Map([['a', originOf(square(3, 6))]]);
  shown = new ShownOverImages(() => librariesWith([viewport]), {
    findLesion: (id) => lesions.get(id),
    frameOfReferenceAt: () => '1.2.3.5',
  });
});

afterEach(() => shown.show({}));

const outline = () =>
  viewport.element.querySelector('[data-part="contour"] path')?.getAttribute('d') ?? '';

/** Code and contours come when they come. */
async function until(isSo: () => boolean): Promise<void> {
  for (let n = 0; n < 400 && !isSo(); n++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(isSo()).toBe(true);
}

/** Smallest and largest place along the canvas's rows, mm. */
function reach(): [number, number] {
  const places = [...outline().matchAll(/[ML](-?[\d.]+) /g)].map(([, a]) => Number(a));
  return [Math.min(...places), Math.max(...places)];
}

test('the mask that would be predicted is outlined, along its voxels’ faces', async () => {
  shown.show({ lesionId: 'a' });
  await until(() => outline() !== '');
  const [from, to] = reach();
  expect(from).toBeCloseTo(2.5, 1);
  expect(to).toBeCloseTo(5.5, 1);
});

test('edited contours are outlined anew, the old ones until then', async () => {
  shown.show({ lesionId: 'a' });
  await until(() => outline() !== '');
  const before = outline();
  lesions.set('a', originOf(square(3, 9)));
  shown.refresh();
  expect(outline()).toBe(before);
  await until(() => outline() !== before);
  expect(reach()[1]).toBeCloseTo(8.5, 1);
});

test('another lesion never has the last one’s outline', async () => {
  lesions.set('b', originOf(square(8, 11), 'Other'));
  shown.show({ lesionId: 'a' });
  await until(() => outline() !== '');
  shown.show({ lesionId: 'b' });
  expect(outline()).toBe('');
  await until(() => outline() !== '');
  expect(reach()[0]).toBeCloseTo(7.5, 1);
});

test('without the panel nothing lies over the images; with it, what did', async () => {
  shown.show({ lesionId: 'a', pointLps: [4, 4, 0] });
  await until(() => outline() !== '');
  shown.suspend(true);
  expect(document.querySelector('.mp-overlay')).toBeNull();
  shown.suspend(false);
  await until(() => outline() !== '');
  expect(viewport.element.querySelector('[data-part="mark"]')).not.toBeNull();
});

test('a lesion that is gone takes its outline along', async () => {
  shown.show({ lesionId: 'a' });
  await until(() => outline() !== '');
  lesions.clear();
  shown.refresh();
  expect(document.querySelector('.mp-overlay')).toBeNull();
});
