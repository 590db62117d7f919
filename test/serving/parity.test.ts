/**
 * One request, predicted in this process, by a backend's processes, and on another server behind such
 * processes: views to the last bit, probabilities within 1e-5, warning for warning.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { jest } from '@jest/globals';
import {
  cohortCase,
  type ClinicalInputs,
  type CohortCase,
  cropVolume,
  preparePrediction,
  type CtImage,
  type ModelManifest,
  type PredictionRequest,
  type PredictionResult,
  type Predictor,
} from '@mutation-prediction/core';
import {
  openEmbeddedBackend,
  openOipBackend,
  type InferenceBackend,
} from '@mutation-prediction/server-adapter/backends';
import {
  DEFAULT_MODEL,
  loadModelPackage,
  modelsDirectory,
  openPredictor,
  type ModelPackage,
} from '@mutation-prediction/server-adapter/inference';
import { readdirSync } from 'node:fs';
import { startReferenceServer, type ReferenceServer } from '../oip/referenceServer.js';
import { isSettled, seeingPredictor, untilModels } from './backendCases.js';
import { hasTriton, startTriton, type Triton } from './triton.js';
import { predictedTargets } from '../support/predictedTargets.js';

jest.setTimeout(600_000);

const COHORT = 20_261_129;
const packages = readdirSync(modelsDirectory());
/** Enough for a difference to show that only some lesions have. */
const CASES = 20;
const FEW = 3;

const cases = Array.from({ length: CASES }, (_, index) => ({
  ...cohortCase(COHORT, index),
  title: `case ${index}`,
}));

/** As a host would make it, of a CT that says little of itself. */
function requestOf(
  { ct, mask, patient, lobe, title }: (typeof cases)[number],
  manifest: ModelManifest,
): Promise<PredictionRequest> {
  const image: CtImage = {
    grid: ct.grid,
    acquisition: { modality: 'CT', bodyPartExamined: 'CHEST' },
    readRegion: (box) => Promise.resolve(cropVolume(ct, box)),
  };
  const source = {
    label: title,
    trackingUid: '2.25.1',
    segmentation: { kind: 'nifti' as const, segmentNumber: 1 },
  };
  return preparePrediction(image, mask, source, clinicalOf(patient, lobe), manifest);
}

type Place = 'embedded' | 'behind' | 'Triton';
const PLACES: readonly Place[] = [
  'embedded',
  'behind',
  ...(hasTriton ? (['Triton'] as const) : []),
];

/** What the cohort's table knows of a patient. */
function clinicalOf(patient: CohortCase['patient'], lobe: CohortCase['lobe']): ClinicalInputs {
  const { age, sex, smoking, heightCm, weightKg, familyHistory, stage, invasiveDegree } = patient;
  return {
    ...(age !== undefined && { ageYears: age }),
    ...(smoking !== undefined && { smoking }),
    familyHistory: familyHistory === 1 ? 'yes' : 'no',
    sex,
    heightCm,
    weightKg,
    stage,
    invasiveDegree,
    lobe,
  };
}

let reference: ReferenceServer;
let triton: Triton | undefined;
const backends = new Map<Place, InferenceBackend>();

beforeAll(async () => {
  const models = modelsDirectory();
  reference = await startReferenceServer(packages);
  triton = await startTriton(models);
  backends.set('embedded', await openEmbeddedBackend({ models }));
  backends.set('behind', await openOipBackend({ models, processes: 1, server: reference }));
  if (triton) {
    backends.set('Triton', await openOipBackend({ models, processes: 1, server: triton }));
  }
  for (const backend of backends.values()) {
    const served = await untilModels(backend, isSettled);
    expect(served.filter(({ state }) => state !== 'ready')).toEqual([]);
  }
});

afterAll(async () => {
  for (const backend of backends.values()) await backend.close();
  await reference.close();
  await triton?.close();
});

describe.each(packages)('%s', (id) => {
  let model: ModelPackage;
  let local: Predictor;
  let expected: { readonly request: PredictionRequest; readonly result: PredictionResult }[];

  beforeAll(async () => {
    model = await loadModelPackage(id, modelsDirectory());
    local = await openPredictor({ id, models: modelsDirectory() });
    expected = [];
    for (const one of cases.slice(0, id === DEFAULT_MODEL ? CASES : FEW)) {
      const request = await requestOf(one, model.manifest);
      expected.push({ request, result: await local.predict(request) });
    }
  });
  afterAll(() => local.release());

  test('says different things of different lesions', () => {
    const [first, ...others] = expected.map(({ result }) => probabilities(result));
    for (const other of others) expect(largestDifference(first!, other)).toBeGreaterThan(1e-4);
  });

  test.each(PLACES)('%s', async (place) => {
    const backend = backends.get(place)!;
    const predictThere = seeingPredictor(backend, model);
    for (const { request, result } of expected) {
      const there = await predictThere(request);
      expect(largestDifference(probabilities(result), probabilities(there))).toBeLessThanOrEqual(
        1e-5,
      );
      expect(there.prediction.targets.map(({ status }) => status)).toEqual(
        result.prediction.targets.map(({ status }) => status),
      );
      expect(there.prediction.warnings).toEqual(result.prediction.warnings);
      expect(there.prediction.inputs).toEqual(result.prediction.inputs);
      expect(there.prediction.lesion).toEqual(result.prediction.lesion);
      // Cut here of what was sent, and cut there of what arrived.
      expect(haveSameBytes(there.views?.hu, result.views?.hu)).toBe(true);
      expect(haveSameBytes(there.viewsOfServer, result.views?.hu)).toBe(true);
      expect(haveSameBytes(there.views?.mask, result.views?.mask)).toBe(true);
      expect(there.activationMaps?.map(({ size }) => size)).toEqual(
        result.activationMaps?.map(({ size }) => size),
      );
    }
  });
});

const probabilities = ({ prediction }: PredictionResult) =>
  predictedTargets(prediction).map(({ probability }) => probability);

function largestDifference(a: readonly number[], b: readonly number[]): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, n) => Math.abs(value - b[n]!)));
}

/** Also where there are none on either side. */
function haveSameBytes(
  a: Uint8Array | Float32Array | undefined,
  b: Uint8Array | Float32Array | undefined,
): boolean {
  if (!a || !b) return a === b;
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  );
}
