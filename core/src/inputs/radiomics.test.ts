import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { cropMask, cropVolume } from '../imaging/crop.js';
import type { Grid } from '../imaging/grid.js';
import type { Mask } from '../imaging/volume.js';
import type { RadiomicFeaturesInput } from '../contract/modelManifest.js';
import { extractRadiomics } from '../radiomics/extractRadiomics.js';
import { RADIOMICS_PRESETS } from '../radiomics/parameters/parameters.js';
import { peritumoralRing } from '../radiomics/roi/ring.js';
import type { RadiomicsExtractor } from './radiomics.js';
import { encodeRadiomics } from './radiomics.js';

const grid: Grid = {
  size: [40, 36, 20],
  origin: [-20, 5, 100],
  axes: [
    [0.8, 0, 0],
    [0, 0.8, 0],
    [0, 0, 2],
  ],
};
const ct = hashedCt(grid, false);
const mask = ellipsoidMask(grid, { centre: [20, 18, 9], weights: [1, 1, 6], limit: 40 });
const image = { region: ct, regionMask: mask, centroidLps: [0, 0, 0] as const };

const names = ['original_glcm_Idm', 'original_shape_MeshVolume', 'wavelet-HLL_firstorder_Mean'];
const input: RadiomicFeaturesInput = {
  kind: 'radiomics',
  tensor: 'radiomics',
  roi: { kind: 'tumour' },
  contextMm: 12,
  parameters: { imageType: { Original: {}, Wavelet: null } },
  features: names.map((name) => ({ name, offset: 0.5, scale: 2, missing: -1 })),
};

/** All 851 features of the CT around the lesion, by the engine itself. */
function whole(roi: Mask): ReadonlyMap<string, number> {
  const box = { lower: [0, 0, 1], upper: [40, 36, 18] } as const;
  const { features } = extractRadiomics(
    cropVolume(ct, box),
    cropMask(roi, box),
    RADIOMICS_PRESETS[851],
  );
  return new Map(features.map(({ name, value }) => [name, value]));
}

test('the features asked for, scaled, in their order', async () => {
  const { tensor, warnings } = await encodeRadiomics(image, input);
  const values = whole(mask);
  expect(tensor.dims).toEqual([1, 3]);
  names.forEach((name, n) => {
    expect(tensor.data[n]).toBe(Math.fround((values.get(name)! - 0.5) * 2));
  });
  expect(warnings).toEqual([]);
});

test('of the ring around the lesion', async () => {
  const ring = { kind: 'ring', widthMm: 3 } as const;
  const { tensor } = await encodeRadiomics(image, { ...input, roi: ring });
  const values = whole(peritumoralRing(mask, 3));
  expect(tensor.data[0]).toBe(Math.fround((values.get(names[0]!)! - 0.5) * 2));
});

test('only what is asked for is extracted, elsewhere if one likes', async () => {
  const asked: Parameters<RadiomicsExtractor>[0][] = [];
  const extract: RadiomicsExtractor = (job) => {
    asked.push(job);
    return Promise.resolve({ features: [], voxelCount: 1 });
  };
  const { tensor, warnings } = await encodeRadiomics(
    image,
    { ...input, features: input.features.slice(0, 2) },
    { extract },
  );
  expect(asked[0]!.parameters).toMatchObject({
    imageType: { Original: {} },
    featureClass: { glcm: ['Idm'], shape: ['MeshVolume'] },
  });
  expect(asked[0]!.parameters.imageType).not.toHaveProperty('Wavelet');
  // The lesion's box and at least 12 mm around it, cut at the image.
  expect(asked[0]!.image.grid.size).toEqual([40, 36, 17]);
  expect([...tensor.data]).toEqual([-1, -1]);
  expect(warnings).toEqual([
    {
      code: 'radiomics-missing',
      level: 'caution',
      reason: 'features',
      values: { missing: 2, count: 2, feature: 'original_glcm_Idm', others: 1 },
      message: expect.stringContaining('2 of 2 radiomic features') as string,
    },
  ]);
});

test('a feature that the parameters do not give is refused', async () => {
  const features = [{ name: 'square_glcm_Idm', offset: 0, scale: 1, missing: 0 }];
  await expect(encodeRadiomics(image, { ...input, features })).rejects.toMatchObject({
    code: 'invalid-parameters',
    message: expect.stringContaining('square_glcm_Idm'),
  });
});
