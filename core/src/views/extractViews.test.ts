import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Ellipsoid } from '../../../test/support/hashedCt.js';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { cropMask, cropVolume } from '../imaging/crop.js';
import type { Grid } from '../imaging/grid.js';
import { measureLesion } from '../imaging/measureLesion.js';
import type { Vector3 } from '../imaging/vector.js';
import { norm, subtract } from '../imaging/vector.js';
import type { ViewPlane, ViewsInput } from '../contract/modelManifest.js';
import { lesionRegion, sampleCube, sampleMaskCube } from './cube.js';
import { extractViews } from './extractViews.js';

/** SciPy's interpolation of the whole volume: test/golden/views/make_golden.py. */
interface GoldenCase extends Grid {
  readonly name: string;
  readonly fractional: boolean;
  readonly centreLps: Vector3;
  readonly ellipsoid: Ellipsoid;
  readonly cube: { readonly size: number; readonly spacingMm: number };
}

const folder = new URL('../../../test/golden/views/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('golden.json', folder), 'utf8')) as {
  readonly resize: number;
  readonly viewStep: number;
  readonly outsideHu: number;
  readonly planes: readonly ViewPlane[];
  readonly cases: readonly GoldenCase[];
};

function goldenBytes(name: string): ArrayBuffer {
  return Uint8Array.from(gunzipSync(readFileSync(new URL(name, folder)))).buffer;
}

function viewsInput({ cube }: GoldenCase): ViewsInput {
  return {
    kind: 'views',
    tensor: 'views',
    cube: { ...cube, interpolation: 'cubic-bspline-mirror', outsideHu: golden.outsideHu },
    planes: [...golden.planes],
    resize: { size: golden.resize, interpolation: 'bilinear-half-pixel' },
    clipHu: [-1000, 400],
    normalisation: { mean: 0, sd: 1 },
  };
}

describe.each(golden.cases)('$name, against SciPy', (goldenCase) => {
  const grid: Grid = { size: goldenCase.size, origin: goldenCase.origin, axes: goldenCase.axes };
  const input = viewsInput(goldenCase);
  const mask = ellipsoidMask(grid, goldenCase.ellipsoid);
  const centre = measureLesion(mask).centroidLps;
  const box = lesionRegion(grid, centre, input.cube);
  const region = cropVolume(hashedCt(grid, goldenCase.fractional), box);
  const regionMask = cropMask(mask, box);

  test('the centre is the mean of the voxel centres', () => {
    expect(norm(subtract(centre, goldenCase.centreLps))).toBeLessThan(1e-9);
  });

  test('the cube has the same whole HU everywhere', () => {
    const expected = new Int16Array(goldenBytes(`${goldenCase.name}.cube.i16.gz`));
    expect(countDifferences(sampleCube(region, centre, input.cube), expected)).toBe(0);
  });

  test('the mask has the same samples', () => {
    const expected = new Uint8Array(goldenBytes(`${goldenCase.name}.mask.u8.gz`));
    expect(countDifferences(sampleMaskCube(regionMask, centre, input.cube), expected)).toBe(0);
  });

  test('the views are the same to a thousandth HU', () => {
    const expected = new Float32Array(goldenBytes(`${goldenCase.name}.views.f32.gz`));
    const views = extractViews(region, regionMask, centre, input);
    expect(
      largestDifference(everyNth(views.hu, golden.resize, golden.viewStep), expected),
    ).toBeLessThan(1e-3);
  });
});

function countDifferences(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual).toHaveLength(expected.length);
  let count = 0;
  for (let n = 0; n < expected.length; n++) if (actual[n] !== expected[n]) count++;
  return count;
}

function largestDifference(actual: readonly number[], expected: Float32Array): number {
  expect(actual).toHaveLength(expected.length);
  return actual.reduce((max, value, n) => Math.max(max, Math.abs(value - expected[n]!)), 0);
}

/** Every n-th row and column of square images. */
function everyNth(images: Float32Array, size: number, step: number): number[] {
  return [...images].filter(
    (_, n) => (n % size) % step === 0 && (Math.floor(n / size) % size) % step === 0,
  );
}
