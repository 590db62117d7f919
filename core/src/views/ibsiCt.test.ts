import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../../../test/support/dicomFiles.js';
import { hash32 } from '../../../test/support/hashedCt.js';
import { cropMask } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { LesionMeasurements } from '../imaging/measureLesion.js';
import { measureLesion } from '../imaging/measureLesion.js';
import { readNiftiCt, readNiftiMask } from '../imaging/nifti.js';
import type { Mask } from '../imaging/volume.js';
import type { ViewPlane, ViewsInput } from '../contract/modelManifest.js';
import { lesionRegion } from './cube.js';
import { extractViews } from './extractViews.js';
import type { LesionViews } from './lesionViews.js';

/** A real CT against SciPy: test/golden/ibsi/make_golden.py. */
interface ViewNumbers {
  readonly plane: ViewPlane;
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  /** Sums of all pixels with hashed signs, / 299. */
  readonly projections: readonly number[];
  readonly lesionPixels: number;
}
type Golden = Omit<LesionMeasurements, 'boundingBox'> & { readonly views: readonly ViewNumbers[] };

const nifti = dataFolder('ct-seg/ibsi-ct/nifti');
const golden = JSON.parse(
  readFileSync(new URL('../../../test/golden/ibsi/golden.json', import.meta.url), 'utf8'),
) as Golden;

const SIZE = 299;
const input: ViewsInput = {
  kind: 'views',
  tensor: 'views',
  cube: { size: 64, spacingMm: 1, interpolation: 'cubic-bspline-mirror', outsideHu: -1000 },
  planes: golden.views.map(({ plane }) => plane),
  resize: { size: SIZE, interpolation: 'bilinear-half-pixel' },
  clipHu: [-1000, 400],
  normalisation: { mean: 0, sd: 1 },
};

(nifti ? describe : describe.skip)('the IBSI lung-cancer CT', () => {
  let ct: CtImage;
  let mask: Mask;
  let views: LesionViews;

  beforeAll(async () => {
    const read = (file: string) => new Uint8Array(readFileSync(path.join(nifti!, file)));
    ct = readNiftiCt(read('image/phantom.nii.gz'), 'phantom.nii.gz');
    mask = readNiftiMask(read('mask/mask.nii.gz'), 'mask.nii.gz');
    const centre = measureLesion(mask).centroidLps;
    const box = lesionRegion(ct.grid, centre, input.cube);
    views = extractViews(await ct.readRegion(box), cropMask(mask, box), centre, input);
  });

  test('is measured as SciPy measures it', () => {
    const measured = measureLesion(mask);
    for (const axis of [0, 1, 2] as const) {
      expect(measured.centroidLps[axis]).toBeCloseTo(golden.centroidLps[axis], 6);
    }
    expect(measured.volumeMm3).toBeCloseTo(golden.volumeMm3, 2);
    expect(measured.longestDiameterMm).toBeCloseTo(golden.longestDiameterMm, 6);
    expect(measured).toMatchObject({
      voxelCount: golden.voxelCount,
      sliceCount: golden.sliceCount,
      partCount: golden.partCount,
    });
  });

  test.each(golden.views)('has the $plane view that SciPy cuts', (expected) => {
    const index = input.planes.indexOf(expected.plane);
    const view = [...views.hu.subarray(index * SIZE ** 2, (index + 1) * SIZE ** 2)];
    const mean = sum(view) / view.length;
    expect(mean).toBeCloseTo(expected.mean, 3);
    expect(Math.sqrt(sum(view.map((hu) => (hu - mean) ** 2)) / view.length)).toBeCloseTo(
      expected.sd,
      3,
    );
    expect(Math.abs(Math.min(...view) - expected.min)).toBeLessThan(0.5);
    expect(Math.abs(Math.max(...view) - expected.max)).toBeLessThan(0.5);
    expected.projections.forEach((projection, n) => {
      const signed = view.map((hu, pixel) => (hash32(pixel, 0, n) & 1 ? hu : -hu));
      expect(Math.abs(sum(signed) / SIZE - projection)).toBeLessThan(0.05);
    });
    const lesion = views.mask.subarray(index * 64 ** 2, (index + 1) * 64 ** 2);
    expect(sum([...lesion])).toBe(expected.lesionPixels);
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
