import type { Grid } from '../imaging/grid.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';
import type { ViewsInput } from '../contract/modelManifest.js';
import { viewPlaneSchema } from '../contract/modelManifest.js';
import { extractViews } from './extractViews.js';
import { viewPointToLps } from './viewPoint.js';

/** A field that tells where one is: every millimetre along L, P and S changes it differently. */
const hounsfieldAt = ([l, p, s]: Vector3) => 3 * l + 7 * p - 11 * s;

const grid: Grid = {
  size: [80, 80, 70],
  origin: [-40, -50, -45],
  axes: [
    [1, 0, 0],
    [0, 1.25, 0],
    [0, 0, 1.5],
  ],
};
const region = {
  grid,
  data: Float32Array.from({ length: 80 * 80 * 70 }, (_, n) =>
    hounsfieldAt(indexToLps(grid, [n % 80, Math.floor(n / 80) % 80, Math.floor(n / 6400)])),
  ),
};
const input: ViewsInput = {
  kind: 'views',
  tensor: 'views',
  cube: { size: 16, spacingMm: 1.5, interpolation: 'cubic-bspline-mirror', outsideHu: -1000 },
  planes: [...viewPlaneSchema.options],
  resize: { size: 40, interpolation: 'bilinear-half-pixel' },
  clipHu: [-1000, 400],
  normalisation: { mean: 0, sd: 1 },
};
const mask = { grid, data: new Uint8Array(region.data.length) };
const views = extractViews(region, mask, [1.3, -2.1, 4.7], input);

test.each(viewPlaneSchema.options)('%s: a pixel shows the point that it leads to', (plane) => {
  for (const [row, column] of [
    [0, 0],
    [3, 31],
    [39, 0],
    [20, 20],
    [17, 39],
  ] as const) {
    const shown = views.hu[(views.planes.indexOf(plane) * 40 + row) * 40 + column]!;
    // The cube holds whole HU: half a unit, and nothing else, may be lost.
    expect(Math.abs(shown - hounsfieldAt(viewPointToLps(views, plane, row, column)))).toBeLessThan(
      0.51,
    );
  }
});
