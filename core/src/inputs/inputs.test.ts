import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Ellipsoid } from '../../../test/support/hashedCt.js';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { cropMask, cropVolume } from '../imaging/crop.js';
import type { Grid } from '../imaging/grid.js';
import { maskRuns } from '../imaging/maskRuns.js';
import { measureRuns } from '../imaging/measureLesion.js';
import type { ModelInput } from '../contract/modelManifest.js';
import { tensorDims } from '../inference/modelInputs.js';
import type { LesionImage } from './encodedInput.js';
import { inputRegion } from './inputRegion.js';
import { encodePatch } from './patch.js';
import { encodeSlices } from './slices.js';
import { encodeBlock, lesionBlock } from './volume.js';

/** mutation_training.preprocessing on the same CTs: test/golden/inputs/make_golden.py. */
interface Golden {
  readonly window: readonly [number, number];
  readonly contextMm: number;
  readonly cases: readonly {
    readonly name: string;
    readonly shapes: Readonly<Record<string, readonly number[]>>;
  }[];
}
interface ViewsCase extends Grid {
  readonly name: string;
  readonly ellipsoid: Ellipsoid;
}

const folder = new URL('../../../test/golden/', import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const golden = readJson('inputs/golden.json') as Golden;
const ctCases = (readJson('views/golden.json') as { cases: readonly ViewsCase[] }).cases;

const inHu = { clipHu: [-1e6, 1e6] as [number, number], normalisation: { mean: 0, sd: 1 } };
const sampled = { interpolation: 'cubic-bspline-mirror', outsideHu: -1000, ...inHu } as const;
const resized = (depth: number, rows: number, columns: number) =>
  ({ depth, rows, columns, interpolation: 'trilinear-half-pixel' }) as const;

/** The manifest's words for what make_golden.py asked for. */
const INPUTS: Readonly<Record<string, ModelInput>> = {
  cube: {
    kind: 'volume',
    tensor: 'x',
    crop: { kind: 'centred', size: 12 },
    spacingMm: 1.5,
    quarterTurns: 0,
    ...sampled,
  },
  box: {
    kind: 'volume',
    tensor: 'x',
    crop: { kind: 'bounding-box' },
    spacingMm: 1,
    quarterTurns: 1,
    outsideMaskHu: -1000,
    ...sampled,
    clipHu: [-1000, 400],
    resize: resized(8, 12, 10),
  },
  'box-with-surroundings': {
    kind: 'volume',
    tensor: 'x',
    crop: { kind: 'bounding-box' },
    spacingMm: 1.5,
    quarterTurns: 0,
    ...sampled,
    clipHu: [-1000, 400],
    resize: resized(6, 9, 11),
  },
  patch: { kind: 'patch', tensor: 'x', size: 25, outsideHu: -1000, ...inHu },
  slices: {
    kind: 'slices',
    tensor: 'x',
    count: 5,
    crop: 32,
    size: 16,
    window: { source: 'fixed', centre: golden.window[0], width: golden.window[1] },
    equalisation: '256-levels',
    contextMm: golden.contextMm,
  },
};

function encode(image: LesionImage, input: ModelInput) {
  switch (input.kind) {
    case 'volume':
      return { tensor: encodeBlock(lesionBlock(image, input), input) };
    case 'patch':
      return encodePatch(image, input);
    case 'slices':
      return encodeSlices(image, input);
    default:
      throw new RangeError(input.kind);
  }
}

describe.each(golden.cases)(
  '$name, against the inputs that networks are trained on',
  (expected) => {
    const { size, origin, axes, ellipsoid } = ctCases.find(({ name }) => name === expected.name)!;
    const grid: Grid = { size, origin, axes };
    const mask = ellipsoidMask(grid, ellipsoid);
    const runs = maskRuns(mask);
    const lesion = { grid, runs, ...measureRuns(grid, runs) };
    const ct = hashedCt(grid, false);
    const all = new Float32Array(
      Uint8Array.from(gunzipSync(readFileSync(new URL(`inputs/${expected.name}.f32.gz`, folder))))
        .buffer,
    );
    let offset = 0;
    const arrays = Object.entries(expected.shapes).map(([name, shape]) => {
      const length = shape.reduce((product, n) => product * n, 1);
      offset += length;
      return { name, shape, values: all.subarray(offset - length, offset) };
    });

    test.each(arrays)('$name', ({ name, shape, values }) => {
      const input = INPUTS[name]!;
      const box = inputRegion(lesion, [input])!;
      const image = {
        region: cropVolume(ct, box),
        regionMask: cropMask(mask, box),
        centroidLps: lesion.centroidLps,
      };
      const { tensor } = encode(image, input);
      expect(tensor.dims).toEqual(tensorDims(input));
      expect(tensor.dims.filter((n) => n > 1)).toEqual(shape.filter((n) => n > 1));
      // Whole HU at the samples, float32 after resizing; equalised slices lie between 0 and 1.
      const tolerance = input.kind === 'slices' ? 1e-6 : 1e-3;
      const worst = values.reduce(
        (most, value, n) => Math.max(most, Math.abs(value - tensor.data[n]!)),
        0,
      );
      expect(worst).toBeLessThan(tolerance);
    });
  },
);

test('a clinical model reads no voxel', () => {
  const { size, origin, axes, ellipsoid } = ctCases[0]!;
  const grid: Grid = { size, origin, axes };
  const runs = maskRuns(ellipsoidMask(grid, ellipsoid));
  const lesion = { grid, runs, ...measureRuns(grid, runs) };
  const field = { name: 'age', mean: 60, sd: 10, missing: 0 } as const;
  const clinical = { kind: 'clinical', tensor: 'x', fields: [field] } satisfies ModelInput;
  expect(inputRegion(lesion, [clinical])).toBeUndefined();
});
