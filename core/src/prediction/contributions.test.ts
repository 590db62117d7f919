/** What groups of inputs contribute, of a network whose log odds are known in closed form. */
import { caseOf, hashingModel, MANIFESTS } from '../../../test/serving/remoteCases.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';
import { groupsOf } from '../inputs/groupOf.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import { predictionSchema } from '../contract/prediction.js';
import type { PredictionRequest } from '../contract/request.js';
import type { FloatTensor, ModelSession } from '../inference/session.js';
import { tensorDims } from '../inference/modelInputs.js';
import { referenceOf } from '../inputs/referenceInputs.js';
import { predict } from './predict.js';

const { views, other, clinicalAlone } = MANIFESTS;
const CLINICAL = { ageYears: 73, sex: 'F' } as const;
const [ofImages, ofPatient] = views.inputs;

const mean = ({ data }: FloatTensor) => data.reduce((sum, value) => sum + value, 0) / data.length;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const logOdds = (p: number) => Math.log(p / (1 - p));

interface Run {
  readonly inputs: Readonly<Record<string, FloatTensor>>;
  readonly outputs: readonly string[] | undefined;
}

/** KRAS is output 0, EGFR output 1: image · weight + (sum of clinical values) · weight, with a product. */
function modelOf(manifest: ModelManifest, scale = 1) {
  const runs: Run[] = [];
  const hashing = hashingModel(manifest);
  const session: ModelSession = {
    ...hashing.session,
    run: async (inputs, signal, outputs) => {
      runs.push({ inputs, outputs });
      const image = inputs['images'] ? mean(inputs['images']) : 0;
      const patient = inputs['patient'] ? mean(inputs['patient']) : 0;
      const p = [image + 2 * patient, -0.5 * image + image * patient].map((x) =>
        sigmoid(scale * x),
      );
      const others = await hashing.session.run(inputs, signal, outputs);
      return { ...others, p: { dims: [1, 2], data: Float32Array.from(p) } };
    },
  };
  return { model: { ...hashing, manifest, session }, runs };
}

const withUsual: ModelManifest = {
  ...views,
  targets: views.targets.map((target) =>
    target.id === 'EGFR'
      ? {
          ...target,
          usualChanges: { cases: 9, image: 0.5 },
          calibration: { slope: 2, intercept: 1 },
        }
      : target,
  ),
};

let request: PredictionRequest;
beforeAll(async () => {
  request = await caseOf(views, { clinical: CLINICAL });
});

test('are the log odds less those with the group at its reference', async () => {
  const { model, runs } = modelOf(withUsual);
  const { prediction } = await predict(request, model, {
    contributions: true,
  });
  expect(predictionSchema.parse(prediction)).toEqual(prediction);

  const [image, patient] = [mean(runs[0]!.inputs['images']!), mean(runs[0]!.inputs['patient']!)];
  const [noImage, noPatient] = [mean(referenceOf(ofImages!)), mean(referenceOf(ofPatient!))];
  // Values that differ from each other and from their references, or nothing is tested.
  expect(new Set([image, patient, noImage, noPatient, 0]).size).toBe(5);
  const egfr = (i: number, p: number) => 2 * (-0.5 * i + i * p);
  const expected = {
    EGFR: [
      { group: 'image', change: egfr(image, patient) - egfr(noImage, patient), usual: 0.5 },
      { group: 'clinical', change: egfr(image, patient) - egfr(image, noPatient) },
    ],
    KRAS: [
      { group: 'image', change: image - noImage },
      { group: 'clinical', change: 2 * (patient - noPatient) },
    ],
  };
  for (const [id, contributions] of Object.entries(expected)) {
    const found = predictedTargets(prediction).find((target) => target.id === id)!.contributions!;
    expect(found).toEqual(
      contributions.map(({ change, ...rest }) => ({
        ...rest,
        change: expect.closeTo(change, 4) as number,
      })),
    );
  }
});

test('cost one run for each group, and only of the probabilities', async () => {
  const { model, runs } = modelOf(views);
  const { prediction } = await predict(request, model);
  expect(runs).toHaveLength(1);
  expect(prediction.targets.some((target) => 'contributions' in target)).toBe(false);

  runs.length = 0;
  const asked = await predict(request, model, { contributions: true });
  expect(runs.map(({ outputs }) => outputs).slice(1)).toEqual([['p'], ['p']]);
  const [whole, noImage, noPatient] = runs.map(({ inputs }) => inputs);
  expect(noImage!['images']).toEqual(referenceOf(ofImages!));
  expect(noImage!['patient']).toEqual(whole!['patient']);
  expect(noPatient!['patient']).toEqual(referenceOf(ofPatient!));
  expect(noPatient!['images']).toEqual(whole!['images']);
  // Everything else is as it is without them.
  const plain = asked.prediction.targets.map((target) => ({ ...target, contributions: undefined }));
  expect(plain).toEqual(
    prediction.targets.map((target) => ({ ...target, contributions: undefined })),
  );
});

test('stay finite where a probability is 0 or 1', async () => {
  const { model } = modelOf(views, 1e6);
  const { prediction } = await predict(request, model, {
    contributions: true,
  });
  const changes = predictedTargets(prediction).flatMap(({ contributions = [] }) =>
    contributions.map(({ change }) => Math.abs(change)),
  );
  expect(Math.max(...changes)).toBeCloseTo(2 * logOdds(1 - 1e-6), 3);
});

test('end with a cancellation between two runs', async () => {
  const { model, runs } = modelOf(views);
  const abort = new AbortController();
  const session: ModelSession = {
    ...model.session,
    run: (...given) => {
      if (runs.length === 1) abort.abort();
      return model.session.run(...given);
    },
  };
  const predicted = predict(
    request,
    { ...model, session },
    {
      contributions: true,
      signal: abort.signal,
    },
  );
  await expect(predicted).rejects.toMatchObject({ code: 'cancelled' });
  expect(runs).toHaveLength(2);
});

test('tell of every group that a model has, in one order', () => {
  expect(groupsOf(clinicalAlone.inputs)).toEqual(['clinical']);
  expect(groupsOf(other.inputs)).toEqual(['image', 'radiomics']);
  const radiomics = other.inputs.find((input) => input.kind === 'radiomics')!;
  const ring = { ...radiomics, roi: { kind: 'ring', widthMm: 3 } } as const;
  expect(groupsOf([...clinicalAlone.inputs, ring, radiomics, ofImages!])).toEqual([
    'image',
    'radiomics',
    'ring',
    'clinical',
  ]);
});

test('set every input of a group to its reference at once', async () => {
  const { model, runs } = modelOf(other);
  await predict(await caseOf(other), model, { contributions: true });
  const changed = runs
    .slice(1)
    .map(({ inputs }) =>
      other.inputs.flatMap(({ tensor }) =>
        inputs[tensor] === runs[0]!.inputs[tensor] ? [] : tensor,
      ),
    );
  expect(changed).toEqual([['block', 'cube', 'patch', 'slices'], ['features']]);
});

test('a reference is what the manifest says of nothing', () => {
  const normalisation = { mean: -600, sd: 200 };
  const value = (input: ModelManifest['inputs'][number]) => {
    const { dims, data } = referenceOf(input);
    expect(dims).toEqual(tensorDims(input));
    return [...new Set(data)];
  };
  const byKind = (kind: string) => other.inputs.find((input) => input.kind === kind)!;
  expect(value({ ...ofImages!, normalisation } as typeof ofImages & object)).toEqual([-2]);
  expect(value({ ...byKind('volume'), normalisation } as never)).toEqual([-2]);
  // Clipped like every other voxel.
  expect(value({ ...byKind('patch'), normalisation, outsideHu: -3000 } as never)).toEqual([-2]);
  expect(value(byKind('slices'))).toEqual([0]);
  expect(value(byKind('radiomics'))).toEqual([0, 7]);
  expect(value(ofPatient!)).toEqual([0, -0.25, 0.125]);
});
