/**
 * One lesion, predicted in this process as the command line does, and by our server over HTTP: by its own
 * processes, and with another server of the Open Inference Protocol behind it, Triton among them. Views to
 * the last bit, probabilities within 1e-5, warning for warning. In browsers: test/parity.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { jest } from '@jest/globals';
import {
  type ClinicalInputs,
  type CohortCase,
  cropVolume,
  preparePrediction,
  type CtImage,
  type Mask,
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
  loadModelPackage,
  modelsDirectory,
  openPredictor,
  type ModelPackage,
} from '@mutation-prediction/server-adapter/inference';
import {
  readSettings,
  startServer,
  type RunningServer,
} from '@mutation-prediction/server-adapter/serving';
import { readdirSync } from 'node:fs';
import { OpenInferenceClient } from 'open-inference-client';
import { startReferenceServer, type ReferenceServer } from '../oip/referenceServer.js';
import { realLesions } from '../support/realLesions.js';
import { isSettled, seeingPredictor, untilModels } from './backendCases.js';
import { phantoms } from './phantoms.js';
import { hasTriton, startTriton, type Triton } from './triton.js';
import { predictedTargets } from '../support/predictedTargets.js';

jest.setTimeout(600_000);

const COHORT = 20_261_129;
const packages = readdirSync(modelsDirectory());
/** Enough for a difference to show that only some lesions have; those of real patients come on top. */
const CASES = 20;

interface ParityCase {
  readonly title: string;
  readonly ct: CtImage;
  readonly mask: Mask;
  readonly clinical: ClinicalInputs;
}

async function parityCases(): Promise<ParityCase[]> {
  const cohort = await phantoms(COHORT, CASES);
  const synthetic = cohort.map(({ ct, mask, patient, lobe }, index): ParityCase => ({
    title: `case ${index}`,
    // As a CT that says little of itself.
    ct: {
      grid: ct.grid,
      acquisition: { modality: 'CT', bodyPartExamined: 'CHEST' },
      readRegion: (box) => Promise.resolve(cropVolume(ct, box)),
    },
    mask,
    clinical: clinicalOf(patient, lobe),
  }));
  const real = await realLesions();
  return [...synthetic, ...real.map((lesion) => ({ ...lesion, clinical: { sex: 'F' as const } }))];
}

/** As a host would make it. */
function requestOf(
  { ct, mask, clinical, title }: ParityCase,
  manifest: ModelManifest,
): Promise<PredictionRequest> {
  const source = {
    label: title,
    trackingUid: '2.25.1',
    segmentation: { kind: 'nifti' as const, segmentNumber: 1 },
  };
  return preparePrediction(ct, mask, source, clinical, manifest);
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

let cases: readonly ParityCase[];
let reference: ReferenceServer;
let triton: Triton | undefined;
const servers = new Map<Place, RunningServer>();

/** The server over a backend, once its models are ready; it has the backend from now on. */
async function serve(place: Place, backend: InferenceBackend): Promise<void> {
  const options = { 'network.port': '0', 'logging.level': 'silent' };
  servers.set(place, await startServer(readSettings({ options }), backend));
  const served = await untilModels(backend, isSettled);
  expect(served.filter(({ state }) => state !== 'ready')).toEqual([]);
}

beforeAll(async () => {
  const models = modelsDirectory();
  cases = await parityCases();
  reference = await startReferenceServer(packages);
  triton = await startTriton(models);
  await serve('embedded', await openEmbeddedBackend({ models }));
  await serve('behind', await openOipBackend({ models, processes: 1, server: reference }));
  if (triton) await serve('Triton', await openOipBackend({ models, processes: 1, server: triton }));
});

afterAll(async () => {
  for (const server of servers.values()) await server.stop();
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
    for (const one of cases) {
      const request = await requestOf(one, model.manifest);
      expected.push({ request, result: await local.predict(request) });
    }
  });
  afterAll(() => local.release());

  test('says different things of different lesions', () => {
    const [first, ...others] = expected.slice(0, 3).map(({ result }) => probabilities(result));
    for (const other of others) expect(largestDifference(first!, other)).toBeGreaterThan(1e-4);
  });

  test.each(PLACES)('%s', async (place) => {
    const { url } = servers.get(place)!;
    const predictThere = seeingPredictor(new OpenInferenceClient({ url }), model);
    expect(expected.length).toBeGreaterThanOrEqual(CASES);
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
