/** Models that do not look at views: what they read, and what is told of them. */
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { hashedCt } from '../../../test/support/hashedCt.js';
import { hashedLesion } from '../../../test/support/hashedLesion.js';
import { cropVolume } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { IndexBox } from '../imaging/grid.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import { modelManifestSchema } from '../contract/modelManifest.js';
import type { LikenessBlock, LikenessReference } from '../inference/likenessReference.js';
import type { FloatTensor } from '../inference/session.js';
import { measureLesion } from '../imaging/measureLesion.js';
import { descriptorBox } from '../plausibility/regionDescriptor.js';
import { predict } from './predict.js';
import { predictionSchema } from '../contract/prediction.js';
import { preparePrediction } from './preparePrediction.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';

const { grid, mask, source } = hashedLesion;
const volume = hashedCt(grid, false);
const hu = { clipHu: [-1000, 400] as [number, number], normalisation: { mean: 0, sd: 1 } };
const clinical = {
  kind: 'clinical' as const,
  tensor: 'patient',
  fields: [
    { name: 'stage' as const, mean: 1, sd: 3, missing: 0.5 },
    ...(['RUL', 'LLL'] as const).map((hot) => ({
      name: 'lobe' as const,
      encoding: { RUL: 0, RML: 0, RLL: 0, LUL: 0, LLL: 0, [hot]: 1 },
      missing: 0.25,
    })),
  ],
};

/** One target that is no gene, and the inputs given. */
function manifestOf(
  inputs: ModelManifest['inputs'],
  more: Partial<ModelManifest> = {},
): ModelManifest {
  const { gene, conformal, ...target } = manifestFixture().targets[0]!;
  expect([gene, conformal]).not.toContain(undefined);
  return modelManifestSchema.parse({
    ...manifestFixture(),
    targets: [{ ...target, id: 'LVI', index: 0 }],
    inputs,
    outputs: { probabilities: 'p' },
    ...more,
  });
}

const tensor = (dims: readonly number[], ...data: number[]): FloatTensor => ({
  dims,
  data: Float32Array.from(data),
});

async function run(
  manifest: ModelManifest,
  outputs: Readonly<Record<string, FloatTensor>> = { p: tensor([1, 1], 0.75) },
  known = {},
  likeness?: LikenessReference,
) {
  const boxes: IndexBox[] = [];
  const ct: CtImage = {
    grid,
    acquisition: { sliceThicknessMm: 9 },
    readRegion: (box) => {
      boxes.push(box);
      return Promise.resolve(cropVolume(volume, box));
    },
  };
  const given: Record<string, FloatTensor>[] = [];
  const request = await preparePrediction(ct, mask, source, known, manifest);
  const result = await predict(request, {
    manifest,
    digest: `sha256:${'a'.repeat(64)}`,
    session: {
      device: { runtime: 'onnxruntime-node', runtimeVersion: '1', backend: 'cpu', name: 'CPU' },
      run: (inputs) => {
        given.push(inputs);
        return Promise.resolve(outputs);
      },
      release: () => Promise.resolve(),
    },
    ...(likeness && { likeness }),
  });
  expect(predictionSchema.parse(result.prediction)).toEqual(result.prediction);
  return { ...result, given: given[0]!, boxes };
}

test('a clinical model reads no voxel, and nothing is said of the image', async () => {
  const { prediction, given, boxes, ...result } = await run(manifestOf([clinical]), undefined, {
    stage: 4,
    ageYears: 60,
  });
  expect(boxes).toEqual([]);
  expect([...given['patient']!.data]).toEqual([1, 0.25, 0.25]);
  expect(prediction.inputs).toMatchObject({ clinical: { stage: 4 }, clinicalMissing: ['lobe'] });
  expect(prediction.inputs.clinical).not.toHaveProperty('ageYears');
  expect(prediction.warnings.map(({ code }) => code)).toEqual([
    'not-from-patients',
    'demonstration-weights',
    'clinical-missing',
  ]);
  expect(prediction.lesion.fractionInField).toBe(1);
  expect(prediction.targets[0]).toMatchObject({ id: 'LVI', status: 'mutant' });
  expect(prediction.targets[0]!.codes).not.toHaveProperty('gene');
  expect(result).not.toHaveProperty('views');
});

test('a clinical model of a segment coded as another organ is withheld too', async () => {
  const manifest = manifestOf([clinical]);
  const type = { value: '80891009', scheme: 'SCT', meaning: 'Heart' };
  const ct: CtImage = {
    grid,
    acquisition: {},
    readRegion: () => Promise.reject(new Error('reads no voxel')),
  };
  const coded = { ...source, segmentCodes: { type } };
  const { prediction } = await predict(
    await preparePrediction(ct, mask, coded, { stage: 2 }, manifest),
    {
      manifest,
      digest: `sha256:${'a'.repeat(64)}`,
      session: {
        device: { runtime: 'onnxruntime-node', runtimeVersion: '1', backend: 'cpu', name: 'CPU' },
        run: () => Promise.reject(new Error('does not run')),
        release: () => Promise.resolve(),
      },
    },
  );
  expect(prediction.targets[0]).toMatchObject({ status: 'withheld', reasons: ['other-structure'] });
  expect(prediction.lesion.finding).toEqual({ source: 'segment', type });
});

test('every kind of image input reaches the network under its name', async () => {
  const resize = { depth: 4, rows: 6, columns: 5, interpolation: 'trilinear-half-pixel' } as const;
  const spline = { interpolation: 'cubic-bspline-mirror', outsideHu: -1000, ...hu } as const;
  const manifest = manifestOf([
    {
      kind: 'volume',
      tensor: 'volume',
      crop: { kind: 'bounding-box' },
      spacingMm: 1,
      quarterTurns: 1,
      resize,
      ...spline,
    },
    { kind: 'patch', tensor: 'patch', size: 10, outsideHu: -1000, ...hu },
    {
      kind: 'slices',
      tensor: 'slices',
      count: 4,
      crop: 16,
      size: 8,
      window: { source: 'fixed', centre: -600, width: 1500 },
      equalisation: '256-levels',
      contextMm: 5,
    },
    {
      kind: 'radiomics',
      tensor: 'features',
      roi: { kind: 'tumour' },
      contextMm: 10,
      parameters: { imageType: { Original: {} } },
      features: [{ name: 'original_shape_VoxelVolume', offset: 0, scale: 1, missing: 0 }],
    },
  ]);
  const { given, boxes, images } = await run(manifest);
  expect(Object.entries(given).map(([name, { dims }]) => [name, dims])).toEqual([
    ['volume', [1, 1, 4, 6, 5]],
    ['patch', [1, 1, 10, 10]],
    ['slices', [1, 4, 8, 8]],
    ['features', [1, 1]],
  ]);
  expect(images!.map(({ input, unit, grids }) => [input, unit, grids.length])).toEqual([
    ['volume', 'hu', 1],
    ['patch', 'hu', 1],
    ['slices', 'level', 4],
  ]);
  for (const { data, mask: lesion, grids } of images!) {
    const pixels = grids.reduce((sum, { size: [x, y, z] }) => sum + x * y * z, 0);
    expect([data.length, lesion.length]).toEqual([pixels, pixels]);
    expect(lesion).toContain(1);
  }
  expect(given['features']!.data[0]).toBe(mask.data.reduce((sum, inside) => sum + inside, 0));
  expect(boxes).toHaveLength(1);
});

test('probabilities are calibrated where the manifest says how', async () => {
  const plain = manifestOf([clinical]);
  const calibration = { slope: 2, intercept: -1 };
  const targets = [{ ...plain.targets[0]!, calibration }];
  const { prediction } = await run({ ...plain, targets });
  const logit = 2 * Math.log(3) - 1;
  expect(predictedTargets(prediction)[0]!.probability).toBeCloseTo(1 / (1 + Math.exp(-logit)), 6);
});

test('activation maps are weighted sums of the last feature maps', async () => {
  const featureMaps = [
    { input: 'patient', maps: 'maps', weights: 'weights', method: 'cam' as const },
  ];
  const manifest = manifestOf([clinical], { outputs: { probabilities: 'p', featureMaps } });
  const outputs = {
    p: tensor([1, 1], 0.5),
    maps: tensor([2, 2, 1, 2], 1, 2, 3, 4, 5, 6, 7, 8),
    weights: tensor([1, 2, 2], 1, 10, -1, 0.5),
  };
  const { activationMaps } = await run(manifest, outputs);
  expect(activationMaps).toEqual([
    {
      input: 'patient',
      method: 'cam',
      targets: ['LVI'],
      images: 2,
      size: [1, 2],
      data: Float32Array.of(31, 42, -1.5, -2),
    },
  ]);
  const wrong = { ...outputs, weights: tensor([1, 1, 2], 1, 1) };
  await expect(run(manifest, wrong)).rejects.toMatchObject({ code: 'inference-failed' });
});

describe('a lesion unlike the training data', () => {
  const patch = { kind: 'patch', tensor: 'patch', size: 10, outsideHu: -1000, ...hu } as const;
  const manifest = manifestOf([patch], {
    outputs: { probabilities: 'p', penultimate: 'features' },
    likeness: { path: 'likeness.json', size: 1, sha256: '0'.repeat(64), cases: 60, limit: 0.02 },
  });
  const block: LikenessBlock = {
    kind: 'network',
    length: 2,
    places: [0, 1],
    scale: 'linear',
    mean: [1, 2],
    sd: [2, 3],
    precision: [1, 0, 1],
    median: 1,
    q90: 2,
  };
  const likeness = { blocks: [block], scores: Array.from({ length: 60 }, (_, n) => n / 20) };
  const seeing = (...features: number[]) => {
    const outputs = { p: tensor([1, 1], 0.5), features: tensor([1, 2], ...features) };
    return run(manifest, outputs, {}, likeness);
  };

  test('is told, and how unlike it is stands in the prediction', async () => {
    const { prediction } = await seeing(7, 14);
    expect(prediction.likeness).toEqual({
      score: 4,
      farthest: 'network',
      p: 1 / 61,
      limit: 0.02,
      cases: 60,
    });
    expect(prediction.warnings.at(-1)?.code).toBe('unlike-training-data');
  });

  test('one that is like them has its p-value and no warning', async () => {
    const { prediction } = await seeing(1, 5.3);
    expect(prediction.likeness?.p).toBeGreaterThan(0.9);
    expect(prediction.warnings.map(({ code }) => code)).not.toContain('unlike-training-data');
  });

  test('is looked at 22 mm around', async () => {
    const { boxes } = await seeing(1, 2);
    const { boundingBox } = measureLesion(mask);
    const around = descriptorBox(grid, boundingBox);
    boxes[0]!.lower.forEach((lower, axis) => {
      expect(lower).toBeLessThanOrEqual(around.lower[axis]!);
      expect(boxes[0]!.upper[axis]).toBeGreaterThanOrEqual(around.upper[axis]!);
    });
  });

  test('cannot be told without the file that the manifest names', async () => {
    await expect(run(manifest)).rejects.toThrow(/likeness file of fixture was not loaded/);
  });
});

test('the members of an ensemble show how far they are apart', async () => {
  const manifest = manifestOf([clinical], { outputs: { probabilities: 'p', members: 'each' } });
  const each = tensor([3, 1], 0.625, 0.75, 0.875);
  const { prediction } = await run(manifest, { p: tensor([1, 1], 0.75), each });
  expect(predictedTargets(prediction)[0]!.uncertainty).toEqual({
    lower: 0.625,
    upper: 0.875,
    method: 'members-range',
  });
});

test('a package of an earlier version opens, and claims nothing', async () => {
  const earlier = {
    ...manifestOf([clinical]),
    targets: [
      { ...manifestOf([clinical]).targets[0], conformal: undefined, indeterminate: [0.4, 0.9] },
    ],
    trainingDistribution: { mean: [1], variance: [1], threshold: 2, quantile: 0.99 },
  };
  const { prediction } = await run(modelManifestSchema.parse(earlier));
  expect(prediction.targets[0]).toMatchObject({ probability: 0.75, status: 'mutant' });
  expect(prediction.targets[0]).not.toHaveProperty('set');
  expect(prediction.targets[0]).not.toHaveProperty('indeterminate');
  expect(prediction).not.toHaveProperty('likeness');
});
