/** Models that do not look at views: what they read, and what is told of them. */
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { hashedCt } from '../../../test/support/hashedCt.js';
import { hashedLesion } from '../../../test/support/hashedLesion.js';
import { cropVolume } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { IndexBox } from '../imaging/grid.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import { modelManifestSchema } from '../contract/modelManifest.js';
import type { FloatTensor } from '../inference/session.js';
import { predict } from './predict.js';
import { predictionSchema } from '../contract/prediction.js';
import { preparePrediction } from './preparePrediction.js';
import { mahalanobisDistance } from './trainingLikeness.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';

const { grid, mask, source } = hashedLesion;
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
  const { gene, ...target } = manifestFixture().targets[0]!;
  expect(gene).toBeDefined();
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
) {
  const volume = hashedCt(grid, false);
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
  const { given, boxes } = await run(manifest);
  expect(Object.entries(given).map(([name, { dims }]) => [name, dims])).toEqual([
    ['volume', [1, 1, 4, 6, 5]],
    ['patch', [1, 1, 10, 10]],
    ['slices', [1, 4, 8, 8]],
    ['features', [1, 1]],
  ]);
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

describe('an input unlike the training data', () => {
  const distribution = { mean: [1, 2], variance: [4, 9], threshold: 2, quantile: 0.99 };
  const manifest = manifestOf([clinical], {
    outputs: { probabilities: 'p', penultimate: 'features' },
    trainingDistribution: distribution,
  });
  const warningsAt = async (...features: number[]) => {
    const outputs = { p: tensor([1, 1], 0.5), features: tensor([1, 2], ...features) };
    return (await run(manifest, outputs)).prediction.warnings;
  };

  test('is told, with its distance', async () => {
    expect((await warningsAt(1, 7.9)).map(({ code }) => code)).not.toContain(
      'unlike-training-data',
    );
    expect((await warningsAt(7, 14)).at(-1)).toEqual({
      code: 'unlike-training-data',
      level: 'caution',
      message:
        'The input is unlike the training data: its distance from them is 5; that of 99 % of the validation cases is below 2.',
      values: { distance: '5', usual: 99, threshold: '2' },
    });
  });

  test('may be measured along the covariance', () => {
    const inverseCovariance = [
      [2, -1],
      [-1, 1],
    ];
    const { mean, threshold, quantile } = distribution;
    const full = { mean, inverseCovariance, threshold, quantile };
    expect(mahalanobisDistance([2, 4], full)).toBeCloseTo(Math.sqrt(2), 12);
  });

  test('needs one variance per feature', () => {
    const broken = { ...manifest, trainingDistribution: { ...distribution, variance: [1] } };
    expect(modelManifestSchema.safeParse(broken).success).toBe(false);
  });
});
