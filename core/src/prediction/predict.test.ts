import { jest } from '@jest/globals';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { hashedLesion } from '../../../test/support/hashedLesion.js';
import { cropVolume } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { IndexBox } from '../imaging/grid.js';
import { maskRuns } from '../imaging/maskRuns.js';
import { measureLesion } from '../imaging/measureLesion.js';
import type { Mask } from '../imaging/volume.js';
import type { FloatTensor, ModelSession } from '../inference/session.js';
import { predict } from './predict.js';
import { sessionPredictor } from './predictor.js';
import type { PredictionModel } from './runModel.js';
import { predictionSchema } from '../contract/prediction.js';
import { preparePrediction } from './preparePrediction.js';
import type { Progress } from '../contract/progress.js';
import { statusOf } from './targetOutputs.js';

const manifest = manifestFixture();
const { grid, mask: lesionMask, source } = hashedLesion;
const volume = hashedCt(grid, false);

function ctImage(): CtImage & { readonly boxes: IndexBox[] } {
  const boxes: IndexBox[] = [];
  return {
    grid,
    boxes,
    acquisition: { modality: 'CT', bodyPartExamined: 'CHEST', sliceThicknessMm: 1 },
    identity: {
      studyInstanceUid: '2.25.1',
      seriesInstanceUid: '2.25.2',
      frameOfReferenceUid: '2.25.3',
      instances: [{ sopClassUid: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUid: '2.25.4' }],
    },
    readRegion: (box) => {
      boxes.push(box);
      return Promise.resolve(cropVolume(volume, box));
    },
  };
}

const request = (clinical = {}) =>
  preparePrediction(ctImage(), lesionMask, source, clinical, manifest);

const tensor = (dims: readonly number[], ...data: number[]): FloatTensor => ({
  dims,
  data: Float32Array.from(data),
});

/** KRAS is output 0, EGFR output 1. Dyadic numbers survive float32. */
const OUTPUTS = {
  p: tensor([1, 2], 0.25, 0.5),
  alone: tensor([1, 3, 2], 0, 0.125, 0.25, 0.375, 0.5, 0.625),
  without: tensor([1, 3, 2], 0.125, 0.75, 0.25, 0.625, 0.1875, 0.5625),
};

function modelReturning(outputs: Readonly<Record<string, FloatTensor>>) {
  const run = jest.fn<ModelSession['run']>(() => Promise.resolve(outputs));
  const model: PredictionModel = {
    manifest,
    digest: `sha256:${'a'.repeat(64)}`,
    session: {
      device: { runtime: 'onnxruntime-node', runtimeVersion: '1', backend: 'cpu', name: 'CPU' },
      run,
      release: () => Promise.resolve(),
    },
  };
  return { model, run };
}

describe('preparing a prediction', () => {
  test('measures the lesion and reads one region around it', async () => {
    const ct = ctImage();
    const prepared = await preparePrediction(ct, lesionMask, source, {}, manifest);
    const measured = measureLesion(lesionMask);
    expect(prepared.lesion).toMatchObject({
      label: 'Lesion 1',
      trackingUid: '2.25.77',
      centroidLps: [0, -10, 120],
      volumeMm3: measured.volumeMm3,
      longestDiameterMm: 6,
      sliceCount: 7,
      partCount: 1,
      fractionInField: 1,
    });
    // What the check looks at, the lesion and 22 mm around it, holds the cube and its margin.
    expect(ct.boxes).toEqual([{ lower: [5, 5, 0], upper: [56, 56, 46] }]);
    // Centre ± 3.5 mm and 16 voxels, cut at the grid: 30 − 4 − 16 = 10, and so on.
    expect(prepared.region).toEqual(
      await ctImage().readRegion({ lower: [10, 10, 0], upper: [51, 51, 41] }),
    );
    expect(prepared.region.grid).toEqual(prepared.regionMask.grid);
    expect(measureLesion(prepared.regionMask).centroidLps).toEqual([0, -10, 120]);
    expect(prepared.image?.seriesInstanceUid).toBe('2.25.2');
  });

  test('a mask as its runs gives the same request', async () => {
    const runs = { grid, runs: maskRuns(lesionMask) };
    const prepared = await preparePrediction(ctImage(), runs, source, {}, manifest);
    expect(prepared).toEqual(await request());
  });

  test('with the descriptor of an earlier request reads the box alone, and gives the same request', async () => {
    const before = await request();
    const ct = ctImage();
    const { descriptor } = before;
    expect(descriptor).toBeDefined();
    const again = await preparePrediction(
      ct,
      lesionMask,
      source,
      {},
      manifest,
      undefined,
      descriptor,
    );
    expect(again).toEqual(before);
    expect(again.descriptor).toBe(descriptor);
    expect(ct.boxes).toEqual([{ lower: [10, 10, 0], upper: [51, 51, 41] }]);
  });

  test('counts what the field cuts off', async () => {
    // A bar of 16 voxels centred on the 8 mm field: half of it is outside.
    const bar: Mask = { grid, data: new Uint8Array(lesionMask.data.length) };
    for (let i = 20; i < 36; i++) bar.data[(20 * 60 + 30) * 70 + i] = 1;
    const prepared = await preparePrediction(ctImage(), bar, source, {}, manifest);
    expect(prepared.lesion.fractionInField).toBe(0.5);
    expect(prepared.inputWarnings.map(({ code }) => code)).toEqual(['lesion-exceeds-field']);
    expect(prepared.inputWarnings[0]!.message).toMatch(/^50 %/);
  });

  test('refuses voxels around the lesion that are no numbers', async () => {
    const ct = ctImage();
    const hollow: CtImage = {
      ...ct,
      readRegion: async (box) => {
        const { grid: region, data } = await ct.readRegion(box);
        return { grid: region, data: Float32Array.from(data, (hu, n) => (n === 7 ? NaN : hu)) };
      },
    };
    await expect(preparePrediction(hollow, lesionMask, source, {}, manifest)).rejects.toMatchObject(
      {
        code: 'unsupported-object',
        message: 'The CT around the lesion has 1 voxel that is no number.',
      },
    );
  });

  test('refuses an empty segment, and stops when cancelled', async () => {
    const ct = ctImage();
    const empty: Mask = { grid, data: new Uint8Array(lesionMask.data.length) };
    await expect(preparePrediction(ct, empty, source, {}, manifest)).rejects.toMatchObject({
      code: 'empty-segment',
    });
    await expect(
      preparePrediction(ct, lesionMask, source, {}, manifest, AbortSignal.abort()),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(ct.boxes).toEqual([]);
  });
});

describe('a prediction', () => {
  test('gives the network its views and its clinical values', async () => {
    const { model, run } = modelReturning(OUTPUTS);
    const { views } = await predict(await request({ ageYears: 73, sex: 'F' }), model);
    const [inputs] = run.mock.calls[0]!;
    expect(inputs['images']!.dims).toEqual([1, 3, 16, 16]);
    expect([...inputs['patient']!.data]).toEqual([1, 0.5, 0.125]);
    expect(inputs['patient']!.dims).toEqual([1, 3]);
    inputs['images']!.data.forEach((value, n) => {
      const clipped = Math.max(-1000, Math.min(400, views!.hu[n]!));
      expect(value).toBeCloseTo((clipped + 600) / 350, 5);
    });
  });

  test('fulfils the contract', async () => {
    const { model } = modelReturning(OUTPUTS);
    const options = { now: () => new Date('2026-01-02T03:04:05.678Z'), uid: '2.25.99' };
    const { prediction } = await predict(await request({ sex: 'F' }), model, options);
    expect(predictionSchema.parse(prediction)).toEqual(prediction);
    expect(prediction).toMatchObject({
      uid: '2.25.99',
      createdAt: '2026-01-02T03:04:05.678Z',
      inputs: {
        image: {
          studyInstanceUid: '2.25.1',
          seriesInstanceUid: '2.25.2',
          frameOfReferenceUid: '2.25.3',
        },
        segmentation: source.segmentation,
        clinical: { sex: 'F' },
        clinicalMissing: ['age', 'smoking'],
      },
      model: { id: 'fixture', version: '1.2.3', status: 'demonstration' },
    });
    expect(prediction.inputs.image).not.toHaveProperty('instances');
  });

  test('reads each target from its place in the outputs', async () => {
    const { model } = modelReturning(OUTPUTS);
    const { prediction } = await predict(await request(), model);
    const [egfr, kras] = prediction.targets;
    expect(egfr).toMatchObject({
      id: 'EGFR',
      probability: 0.5,
      status: 'indeterminate',
      set: { classes: ['mutant', 'wild-type'], level: 0.8, cases: { mutant: 5, wildType: 5 } },
      indeterminate: [0.3, 0.7],
      uncertainty: { lower: 0.5, upper: 0.75 },
      views: [
        { plane: 'axial', probability: 0.125, probabilityWithout: 0.75 },
        { plane: 'coronal', probability: 0.375, probabilityWithout: 0.625 },
        { plane: 'sagittal', probability: 0.625, probabilityWithout: 0.5625 },
      ],
    });
    expect(kras).toMatchObject({
      id: 'KRAS',
      probability: 0.25,
      status: 'wild-type',
      uncertainty: { lower: 0.125, upper: 0.25 },
    });
  });

  test('says nothing of views when the model tells nothing of them', async () => {
    const { model } = modelReturning(OUTPUTS);
    const plain = { ...model, manifest: { ...manifest, outputs: { probabilities: 'p' } } };
    const { prediction } = await predict(await request(), plain);
    expect(prediction.targets[0]).not.toHaveProperty('views');
    expect(prediction.targets[0]).not.toHaveProperty('uncertainty');
  });

  test('warns of the model, the image, the lesion and the patient, in that order', async () => {
    const { model } = modelReturning(OUTPUTS);
    const reachingTheBorder = ellipsoidMask(grid, {
      centre: [30, 30, 20],
      weights: [1, 1, 1],
      limit: 16,
    });
    const prepared = await preparePrediction(
      ctImage(),
      reachingTheBorder,
      {
        ...source,
        inputWarnings: [{ code: 'segmentation-resampled', message: 'Resampled.' }],
      },
      { ageYears: 50 },
      manifest,
    );
    const { prediction } = await predict(prepared, model);
    expect(prediction.warnings.map(({ code }) => code)).toEqual([
      'not-from-patients',
      'demonstration-weights',
      'little-lung',
      'unusual-lung',
      'contrast-unknown',
      'segmentation-resampled',
      'lesion-touches-field',
      'clinical-missing',
      'clinical-missing',
    ]);
  });
});

describe('a prediction of what is no lung lesion', () => {
  const LIVER = {
    category: { value: '91723000', scheme: 'SCT', meaning: 'Anatomical Structure' },
    type: { value: '10200004', scheme: 'SCT', meaning: 'Liver' },
  };
  const requestOfLiver = async () =>
    preparePrediction(ctImage(), lesionMask, { ...source, segmentCodes: LIVER }, {}, manifest);

  test('is withheld without running the network', async () => {
    const { model, run } = modelReturning(OUTPUTS);
    const { prediction, views } = await predict(await requestOfLiver(), model);
    expect(run).not.toHaveBeenCalled();
    expect(predictionSchema.parse(prediction)).toEqual(prediction);
    expect(prediction.targets).toEqual(
      manifest.targets.map(({ id, probability, prediction: status, gene }) => ({
        id,
        codes: { probability, prediction: status, gene },
        status: 'withheld',
        reasons: ['other-structure'],
      })),
    );
    expect(JSON.stringify(prediction)).not.toMatch(/"probability":0|wild-type|mutant/);
    expect(prediction.warnings[2]).toMatchObject({
      code: 'other-structure',
      level: 'withhold',
      message: expect.stringContaining('“Liver”') as string,
    });
    expect(prediction.lesion.finding).toEqual({ source: 'segment', ...LIVER });
    // What it would see helps to see why.
    expect(views?.planes).toEqual(['axial', 'coronal', 'sagittal']);
  });

  test('is given where the request asks for it, and marked', async () => {
    const { model, run } = modelReturning(OUTPUTS);
    const asked = { ...(await requestOfLiver()), showWithheld: true as const };
    const { prediction } = await predict(asked, model);
    expect(run).toHaveBeenCalledTimes(1);
    expect(prediction.targets[0]).toMatchObject({
      probability: 0.5,
      status: 'indeterminate',
      shownDespite: ['other-structure'],
    });
    expect(prediction.warnings.slice(2, 4).map(({ code }) => code)).toEqual([
      'shown-although-withheld',
      'other-structure',
    ]);
    expect(prediction.lesion.finding).toEqual({ source: 'segment', ...LIVER });
  });

  test('needs no asking where nothing is withheld', async () => {
    const { model } = modelReturning(OUTPUTS);
    const { prediction } = await predict({ ...(await request()), showWithheld: true }, model);
    expect(prediction.targets[0]).not.toHaveProperty('shownDespite');
    expect(prediction.warnings.map(({ code }) => code)).not.toContain('shown-although-withheld');
  });

  test('goes by what was measured, wherever the voxels are', async () => {
    const { model } = modelReturning(OUTPUTS);
    const prepared = await request();
    const descriptor = { ...prepared.descriptor!, contact: 0, regionBelowMinus500: 0 };
    const { prediction } = await predict({ ...prepared, descriptor }, model);
    expect(prediction.targets.map(({ status }) => status)).toEqual(['withheld', 'withheld']);
    expect(prediction.lesion).not.toHaveProperty('finding');
  });

  test('is withheld where the model sees none of it', async () => {
    // Two balls on either side of the 8 mm field.
    const two: Mask = { grid, data: new Uint8Array(lesionMask.data.length) };
    for (const i of [15, 16, 17, 43, 44, 45]) two.data[(20 * 60 + 30) * 70 + i] = 1;
    const prepared = await preparePrediction(ctImage(), two, source, {}, manifest);
    expect(prepared.lesion.fractionInField).toBe(0);
    const { model } = modelReturning(OUTPUTS);
    const { prediction } = await predict(prepared, model);
    expect(prediction.targets[0]).toMatchObject({ status: 'withheld' });
    expect(prediction.warnings.map(({ code }) => code)).toContain('outside-field');
  });
});

test.each([
  ['is missing', { p: OUTPUTS.p, alone: OUTPUTS.alone }, /no output "without"/],
  ['has another shape', { ...OUTPUTS, p: tensor([1, 3], 0, 0, 0) }, /\[1, 3\] instead of \[1, 2\]/],
  ['is NaN', { ...OUTPUTS, p: tensor([1, 2], NaN, 0.5) }, /no probabilities/],
  ['is a logit', { ...OUTPUTS, p: tensor([1, 2], -2, 0.5) }, /no probabilities/],
])('an output that %s is no result', async (_, outputs, message) => {
  const { model } = modelReturning(outputs);
  await expect(predict(await request(), model)).rejects.toMatchObject({
    code: 'inference-failed',
    message: expect.stringMatching(message) as string,
  });
});

describe('cancelling', () => {
  test('before the run: the network is not started', async () => {
    const { model, run } = modelReturning(OUTPUTS);
    const controller = new AbortController();
    const onProgress = ({ stage }: Progress) => {
      if (stage === 'views') controller.abort();
    };
    await expect(
      predict(await request(), model, { signal: controller.signal, onProgress }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(run).not.toHaveBeenCalled();
  });

  test('during the run: its result is dropped', async () => {
    const { model, run } = modelReturning(OUTPUTS);
    const controller = new AbortController();
    const stages: string[] = [];
    run.mockImplementation(() => {
      controller.abort();
      return Promise.resolve(OUTPUTS);
    });
    await expect(
      predict(await request(), model, {
        signal: controller.signal,
        onProgress: ({ stage }) => stages.push(stage),
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(stages).toEqual(['views', 'run']);
  });
});

test('where no sets are claimed the threshold alone decides, and counts as mutant', () => {
  expect(statusOf(0.5, { threshold: 0.5 })).toBe('mutant');
  expect(statusOf(0.4999, { threshold: 0.5 })).toBe('wild-type');
});

test('a predictor on a session says whose it is and where, predicts as `predict`, and lets go', async () => {
  const { model } = modelReturning(OUTPUTS);
  const release = jest.fn(() => Promise.resolve());
  const predictor = sessionPredictor({ ...model, session: { ...model.session, release } });
  const { digest, device } = predictor;
  expect({ digest, device }).toEqual({ digest: model.digest, device: model.session.device });
  expect(predictor.manifest).toBe(manifest);

  const prepared = await request({ sex: 'F' });
  const [{ prediction, ...seen }, direct] = [
    await predictor.predict(prepared),
    await predict(prepared, model),
  ];
  const { uid, createdAt, timingsMs } = prediction;
  expect(prediction).toEqual({ ...direct.prediction, uid, createdAt, timingsMs });
  expect(seen).toEqual({ views: direct.views });

  const cancelled = predictor.predict(prepared, { signal: AbortSignal.abort() });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect(release).not.toHaveBeenCalled();
  await predictor.release();
  expect(release).toHaveBeenCalledTimes(1);
});
