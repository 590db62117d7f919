/** Inputs of a real CT at full size, as networks are trained on them: test/golden/inputs/make_ibsi.py. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../../../test/support/dicomFiles.js';
import { cropMask } from '../imaging/crop.js';
import { maskRuns } from '../imaging/maskRuns.js';
import { measureRuns } from '../imaging/measureLesion.js';
import { readNiftiCt, readNiftiMask } from '../imaging/nifti.js';
import type { PatchInput, SlicesInput, VolumeInput } from '../contract/modelManifest.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import { inputRegion } from './inputRegion.js';
import { encodePatch } from './patch.js';
import { encodeSlices } from './slices.js';
import { encodeBlock, lesionBlock } from './volume.js';

interface Sampled {
  readonly shape: readonly number[];
  readonly mean: number;
  readonly sd: number;
  /** Of elements n · 7919 modulo the length. */
  readonly values: readonly number[];
}
type Name = 'cube' | 'box' | 'patch' | 'slices';

const STRIDE = 7919;
const golden = JSON.parse(
  readFileSync(new URL('../../../test/golden/inputs/ibsi.json', import.meta.url), 'utf8'),
) as Readonly<Record<Name, Sampled>>;
const nifti = dataFolder('ct-seg/ibsi-ct/nifti');

const inHu = { clipHu: [-1e6, 1e6] as [number, number], normalisation: { mean: 0, sd: 1 } };
const VOLUME = {
  kind: 'volume',
  tensor: 'x',
  spacingMm: 1,
  interpolation: 'cubic-bspline-mirror',
  outsideHu: -1000,
  ...inHu,
} as const;
const CUBE: VolumeInput = { ...VOLUME, crop: { kind: 'centred', size: 64 }, quarterTurns: 0 };
const BOX: VolumeInput = {
  ...VOLUME,
  crop: { kind: 'bounding-box' },
  quarterTurns: 1,
  outsideMaskHu: -1000,
  clipHu: [-1000, 400],
  resize: { depth: 32, rows: 64, columns: 64, interpolation: 'trilinear-half-pixel' },
};
const PATCH: PatchInput = { kind: 'patch', tensor: 'x', size: 160, outsideHu: -1000, ...inHu };
const SLICES: SlicesInput = {
  kind: 'slices',
  tensor: 'x',
  count: 64,
  crop: 224,
  size: 112,
  window: { source: 'fixed', centre: -600, width: 1500 },
  equalisation: '256-levels',
  contextMm: 60,
};

const CASES: readonly [
  name: Name,
  input: VolumeInput | PatchInput | SlicesInput,
  encode: (image: LesionImage) => EncodedInput,
  tolerance: number,
][] = [
  // Half a Hounsfield unit: cubes are whole units. Slices lie between 0 and 1.
  ['cube', CUBE, (image) => ({ tensor: encodeBlock(lesionBlock(image, CUBE), CUBE) }), 0.5],
  ['box', BOX, (image) => ({ tensor: encodeBlock(lesionBlock(image, BOX), BOX) }), 0.5],
  ['patch', PATCH, (image) => encodePatch(image, PATCH), 0.5],
  ['slices', SLICES, (image) => encodeSlices(image, SLICES), 1e-6],
];

(nifti ? test : test.skip).each(CASES)(
  '%s of the IBSI CT',
  async (name, input, encode, tolerance) => {
    const read = (file: string) => new Uint8Array(readFileSync(path.join(nifti!, file)));
    const ct = readNiftiCt(read('image/phantom.nii.gz'), 'image');
    const mask = { ...readNiftiMask(read('mask/mask.nii.gz'), 'mask'), grid: ct.grid };
    const runs = maskRuns(mask);
    const lesion = { grid: ct.grid, runs, ...measureRuns(ct.grid, runs) };
    const box = inputRegion(lesion, [input])!;
    const { tensor } = encode({
      region: await ct.readRegion(box),
      regionMask: cropMask(mask, box),
      centroidLps: lesion.centroidLps,
    });

    const { shape, mean, sd, values } = golden[name];
    expect(tensor.dims.filter((n) => n > 1)).toEqual(shape);
    const { data } = tensor;
    const worst = values.reduce(
      (most, value, n) => Math.max(most, Math.abs(value - data[(n * STRIDE) % data.length]!)),
      0,
    );
    expect(worst).toBeLessThanOrEqual(tolerance);
    const ourMean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const ourSd = Math.sqrt(
      data.reduce((sum, value) => sum + (value - ourMean) ** 2, 0) / data.length,
    );
    expect(Math.abs(ourMean - mean)).toBeLessThan(tolerance);
    expect(Math.abs(ourSd - sd)).toBeLessThan(tolerance);
  },
);
