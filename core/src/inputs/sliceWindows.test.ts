/** Each of a CT's slices in its own window (VOI LUT): test/golden/inputs/make_windows.py. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Ellipsoid } from '../../../test/support/hashedCt.js';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { hashedLesion } from '../../../test/support/hashedLesion.js';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import type { ModelManifest, SlicesInput } from '../contract/modelManifest.js';
import { modelManifestSchema } from '../contract/modelManifest.js';
import { cropVolume } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { Grid } from '../imaging/grid.js';
import type { HuWindow, SliceWindows } from '../imaging/huWindow.js';
import { proposedWindow } from '../imaging/huWindow.js';
import { preparePrediction } from '../prediction/preparePrediction.js';
import { sampleInputs } from './sampleInputs.js';
import { windowLevel } from './windowLevel.js';

interface Golden {
  readonly hu: readonly number[];
  readonly levels: readonly {
    readonly centres: readonly number[];
    readonly widths: readonly number[];
    readonly function: string;
    readonly levels: readonly number[];
  }[];
  readonly fallback: readonly [number, number];
  readonly count: number;
  readonly crop: number;
  readonly size: number;
  readonly contextMm: number;
  readonly cases: readonly string[];
}

const folder = new URL('../../../test/golden/', import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const golden = readJson('inputs/windows.json') as Golden;
const { cases: grids } = readJson('views/golden.json') as {
  readonly cases: readonly (Grid & { readonly name: string; readonly ellipsoid: Ellipsoid })[];
};
const tensors = new Float32Array(
  Uint8Array.from(gunzipSync(readFileSync(new URL('inputs/windows.f32.gz', folder)))).buffer,
);
const length = golden.count * golden.size ** 2;

test.each(golden.levels)(
  'levels are those of pydicom: $function, $centres / $widths',
  ({ centres, widths, function: name, levels }) => {
    const window = proposedWindow({ centres, widths, function: name })!;
    expect(golden.hu.map((hu) => windowLevel(hu, window))).toEqual(levels);
  },
);

const [centre, width] = golden.fallback;
const manifest = (source: SlicesInput['window']['source']): ModelManifest =>
  modelManifestSchema.parse({
    ...manifestFixture(),
    inputs: [
      {
        kind: 'slices',
        tensor: 'x',
        window: { source, centre, width },
        equalisation: '256-levels',
        ...{ count: golden.count, crop: golden.crop, size: golden.size },
        contextMm: golden.contextMm,
      },
    ],
    outputs: { probabilities: 'p' },
  });

/** As make_windows.py gives them: in turn each function, and none. */
function windowOfSlice(k: number): HuWindow | undefined {
  const window = { centre: -700 + 23 * k, width: 400 + 61 * k };
  if (k % 4 === 3) return undefined;
  return k % 4 === 0 ? window : { ...window, function: k % 4 === 1 ? 'LINEAR_EXACT' : 'SIGMOID' };
}

/** As it comes to whoever predicts: cropped, and past a worker's boundary. */
async function takenSlices(name: string, asked: ModelManifest, windows?: SliceWindows) {
  const { size, origin, axes, ellipsoid } = grids.find((one) => one.name === name)!;
  const grid: Grid = { size, origin, axes };
  const volume = hashedCt(grid, false);
  const ct: CtImage = {
    grid,
    acquisition: {},
    ...(windows && { windows }),
    readRegion: (box) => Promise.resolve(cropVolume(volume, box)),
  };
  const mask = ellipsoidMask(grid, ellipsoid);
  const request = await preparePrediction(ct, mask, hashedLesion.source, {}, asked);
  expect(request.windows?.length).toBe(windows && request.region.grid.size[2]);
  expect(request.region.grid.size[2]).toBeLessThan(grid.size[2]);
  return (await sampleInputs(structuredClone(request), asked.inputs)).tensors['x']!.data;
}

test.each(golden.cases.map((name, n) => [name, n] as const))(
  '%s: each of its own slices in its own window',
  async (name, n) => {
    const { size } = grids.find((one) => one.name === name)!;
    const windows = Array.from({ length: size[2] }, (_, k) => windowOfSlice(k));
    const taken = await takenSlices(name, manifest('image'), windows);
    const expected = tensors.subarray(n * length, (n + 1) * length);
    const worst = expected.reduce(
      (most, value, v) => Math.max(most, Math.abs(value - taken[v]!)),
      0,
    );
    expect(taken).toHaveLength(length);
    expect(worst).toBeLessThan(1e-6);

    const fixed = await takenSlices(name, manifest('fixed'), windows);
    expect(fixed).not.toEqual(taken);
    expect(fixed).toEqual(await takenSlices(name, manifest('image')));
  },
);
