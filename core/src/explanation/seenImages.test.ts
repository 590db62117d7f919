import { ellipsoidMask } from '../../../test/support/hashedCt.js';
import type { ModelInput } from '../contract/modelManifest.js';
import { viewPlaneSchema } from '../contract/modelManifest.js';
import type { Grid } from '../imaging/grid.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import { measureLesion } from '../imaging/measureLesion.js';
import type { Vector3 } from '../imaging/vector.js';
import { encodePatch } from '../inputs/patch.js';
import { encodeSlices } from '../inputs/slices.js';
import { lesionBlock } from '../inputs/volume.js';
import { viewPointToLps } from '../views/viewPoint.js';
import { seenImages } from './seenImages.js';
import { viewGrids } from './viewGrids.js';

/** A field that tells where one is: every millimetre along L, P and S changes it differently. */
const hounsfieldAt = ([l, p, s]: Vector3) => 3 * l + 7 * p - 11 * s;

/** Slices from head to feet, rows from back to front. */
const grid: Grid = {
  size: [50, 46, 40],
  origin: [-24, 31, 44],
  axes: [
    [1, 0, 0],
    [0, -1.25, 0],
    [0, 0, -1.5],
  ],
};
const [columns, rows, slices] = grid.size;
const region = {
  grid,
  data: Float32Array.from({ length: columns * rows * slices }, (_, n) =>
    hounsfieldAt(
      indexToLps(grid, [
        n % columns,
        Math.floor(n / columns) % rows,
        Math.floor(n / (columns * rows)),
      ]),
    ),
  ),
};
const regionMask = ellipsoidMask(grid, { centre: [26, 21, 18], weights: [1, 2, 3], limit: 40 });
const { centroidLps } = measureLesion(regionMask);
const image = { region, regionMask, centroidLps };
const request = { region, regionMask, lesion: { centroidLps } } as unknown as Parameters<
  typeof seenImages
>[0];

const inHu = {
  clipHu: [-1e6, 1e6] as [number, number],
  normalisation: { mean: 20, sd: 4 },
  outsideHu: -1000,
};
const volume = {
  kind: 'volume',
  tensor: 'x',
  spacingMm: 1.5,
  interpolation: 'cubic-bspline-mirror',
  ...inHu,
} as const;

function seen(input: ModelInput) {
  const tensors: Record<string, ReturnType<typeof encodePatch>['tensor']> = {};
  const blocks: Record<string, ReturnType<typeof lesionBlock>> = {};
  if (input.kind === 'patch') tensors['x'] = encodePatch(image, input).tensor;
  if (input.kind === 'slices') tensors['x'] = encodeSlices(image, input).tensor;
  if (input.kind === 'volume') blocks['x'] = lesionBlock(image, input);
  return seenImages(request, [input], { tensors, blocks })[0]!;
}

/** Every pixel of every image with its point in the patient. */
function pixels({ grids, data, mask }: ReturnType<typeof seenImages>[number]) {
  let n = 0;
  return grids.flatMap((each) => {
    const [width, height, depth] = each.size;
    return Array.from({ length: width * height * depth }, (_, at) => {
      const index: Vector3 = [
        at % width,
        Math.floor(at / width) % height,
        Math.floor(at / (width * height)),
      ];
      const pixel = { lps: indexToLps(each, index), value: data[n]!, mask: mask[n]! };
      n++;
      return pixel;
    });
  });
}

test.each<[string, ModelInput]>([
  ['a patch', { kind: 'patch', tensor: 'x', size: 21, ...inHu }],
  ['a centred volume', { ...volume, crop: { kind: 'centred', size: 12 }, quarterTurns: 0 }],
  [
    'a turned box',
    {
      ...volume,
      crop: { kind: 'bounding-box' },
      quarterTurns: 1,
      resize: { depth: 4, rows: 5, columns: 6, interpolation: 'trilinear-half-pixel' },
    },
  ],
  ['three quarter turns', { ...volume, crop: { kind: 'centred', size: 9 }, quarterTurns: 3 }],
])('%s: a pixel shows the point at which it is said to lie', (_, input) => {
  const all = pixels(seen(input));
  expect(all.length).toBeGreaterThan(400);
  for (const { lps, value } of all) {
    // Whole HU, at most.
    expect(Math.abs(value - hounsfieldAt(lps))).toBeLessThanOrEqual(0.51);
  }
  const marked = all.filter((pixel) => pixel.mask);
  expect(marked.length).toBeGreaterThan(30);
  expect(marked.length).toBeLessThan(all.length);
});

test('slices: equalised levels rise with the field within each slice', () => {
  const found = seen({
    kind: 'slices',
    tensor: 'x',
    count: 5,
    crop: 24,
    size: 12,
    window: { source: 'fixed', centre: 0, width: 2000 },
    equalisation: '256-levels',
    contextMm: 30,
  });
  expect(found.unit).toBe('level');
  expect(found.grids).toHaveLength(5);
  const perSlice = 144;
  const all = pixels(found);
  for (let slice = 0; slice < 5; slice++) {
    const ordered = all
      .slice(slice * perSlice, (slice + 1) * perSlice)
      .toSorted((a, b) => hounsfieldAt(a.lps) - hounsfieldAt(b.lps));
    for (let n = 0; n + 10 < perSlice; n += 10) {
      expect(ordered[n + 10]!.value).toBeGreaterThan(ordered[n]!.value);
    }
  }
  const [lowest, next] = found.grids.map(({ origin }) => origin[2]);
  expect(next! - lowest!).toBeCloseTo(1.5, 9);
});

test.each(viewPlaneSchema.options)('%s: samples lie where the resized pixels do', (plane) => {
  const views = {
    planes: [plane],
    size: 40,
    cubeSize: 16,
    cubeSpacingMm: 1.5,
    centreLps: [1, -2, 5],
  } as const;
  const [view] = viewGrids(views);
  for (const [row, column] of [
    [8, 8],
    [20, 31],
  ] as const) {
    // Resized pixel (r) is sample (r + ½)·16/40 − ½.
    const sample = (pixel: number) => ((pixel + 0.5) * 16) / 40 - 0.5;
    const expected = viewPointToLps(views, plane, row, column);
    indexToLps(view!, [sample(column), sample(row), 0]).forEach((mm, axis) =>
      expect(mm).toBeCloseTo(expected[axis]!, 9),
    );
  }
});
