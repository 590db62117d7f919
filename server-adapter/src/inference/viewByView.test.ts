/**
 * Packages whose network reads view by view, against what PyTorch computed with the same weights.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { jest } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { tensorDims, type ModelManifest, type Progress } from '@mutation-prediction/core';
import {
  goldenModel,
  hashedTensor,
  largestDifferences,
} from '../../../test/support/goldenModel.js';
import { cohortRequest } from '../../../test/support/cohortRequest.js';
import { callGraph } from '../backends/child/callGraph.js';
import { compilePackage } from '../backends/child/compilePackage.js';
import { toProtocol } from '../backends/child/floatTensors.js';
import { loadModelPackage } from './modelStore.js';
import { openPredictor } from './openPredictor.js';
import { openPackageSession } from './packageSession.js';

const golden = path.resolve('test/golden/view-by-view');
const ids = ['views-shared', 'views-own'];

const feedsOf = ({ inputs }: ModelManifest) =>
  Object.fromEntries(
    inputs.map((input, n) => [input.tensor, hashedTensor(tensorDims(input), n)] as const),
  );

async function differences(id: string): Promise<number> {
  const model = await loadModelPackage(id, golden);
  const session = await openPackageSession(model);
  const outputs = await session.run(feedsOf(model.manifest));
  await session.release();
  return Math.max(
    ...Object.values(largestDifferences(outputs, goldenModel(`view-by-view/${id}`)!)),
  );
}

test.each(ids)('%s computes what PyTorch computes', async (id) => {
  expect(await differences(id)).toBeLessThanOrEqual(1e-4);
});

test('trunks that memory does not hold at once are opened in turn, and compute the same', async () => {
  const memory = jest.spyOn(process, 'constrainedMemory').mockReturnValue(100_000);
  try {
    expect(await differences('views-own')).toBeLessThanOrEqual(1e-4);
  } finally {
    memory.mockRestore();
  }
});

test.each(ids)('%s predicts, and tells of each view on the way', async (id) => {
  const predictor = await openPredictor({ id, models: golden });
  const told: Progress[] = [];
  const { prediction, activationMaps } = await predictor.predict(
    await cohortRequest(predictor.manifest),
    { onProgress: (progress) => told.push(progress), contributions: true },
  );
  await predictor.release();
  const read = told.filter(({ stage, loaded }) => stage === 'run' && loaded !== undefined);
  expect(read.map(({ loaded, total }) => [loaded, total])).toEqual([
    [1, 3],
    [2, 3],
  ]);
  for (const target of prediction.targets) {
    if (!('views' in target)) throw new Error('withheld');
    const alone = read[1]!.views!.map(
      ({ targets }) => targets.find(({ id: name }) => name === target.id)!.probability,
    );
    const final = target.views!.slice(0, 2).map(({ probability }) => probability!);
    alone.forEach((value, n) => expect(value).toBeCloseTo(final[n]!, 6));
    expect(target.contributions).toHaveLength(2);
  }
  expect(activationMaps?.[0]?.images).toBe(3);
});

test('a process serves it as one graph', async () => {
  const model = await loadModelPackage('views-own', golden);
  const session = { backend: 'cpu', gpu: 0, threads: 1 } as const;
  const { graph, described } = await compilePackage(model, { kind: 'here', session });
  expect(described.graph.inputs.map(({ name, shape }) => [name, shape])).toEqual([
    ['views', [1, 3, 64, 64]],
    ['clinical', [1, 3]],
  ]);
  expect(described.graph.outputs).toContainEqual({
    name: 'feature_maps',
    datatype: 'FP32',
    shape: [3, 32, 2, 2],
  });
  const inputs = Object.entries(feedsOf(model.manifest)).map(([name, tensor]) =>
    toProtocol(name, tensor),
  );
  const outputs = await callGraph(
    model.manifest.id,
    graph,
    { inputs, outputs: ['feature_maps', 'probabilities'] },
    new AbortController().signal,
  );
  expect(outputs.map(({ name, shape }) => [name, shape])).toEqual([
    ['feature_maps', [3, 32, 2, 2]],
    ['probabilities', [1, 2]],
  ]);
  await graph.session.release();
});

describe('what is not whole', () => {
  let models: string;
  const part = (name: string) => path.join(models, 'views-shared', name);

  beforeEach(async () => {
    models = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-models-'));
    await cp(golden, models, { recursive: true });
  });

  afterEach(() => rm(models, { recursive: true }));

  test('a wrong byte in part 7 is found, and the part named', async () => {
    const bytes = await readFile(part('trunk-weights-7.bin'));
    bytes[5]! ^= 1;
    await writeFile(part('trunk-weights-7.bin'), bytes);
    await expect(loadModelPackage('views-shared', models)).rejects.toMatchObject({
      code: 'model-hash-mismatch',
      message: expect.stringContaining('trunk-weights-7.bin has SHA-256'),
    });
  });

  test('a part that was cut short is found by its size', async () => {
    const bytes = await readFile(part('trunk-weights-2.bin'));
    await writeFile(part('trunk-weights-2.bin'), bytes.subarray(0, 100));
    await expect(loadModelPackage('views-shared', models)).rejects.toMatchObject({
      code: 'model-hash-mismatch',
      message: expect.stringMatching(/trunk-weights-2\.bin has 100 bytes instead of/),
    });
  });

  test('a part that is missing is named', async () => {
    await rm(part('trunk-weights-4.bin'));
    await expect(loadModelPackage('views-shared', models)).rejects.toMatchObject({
      code: 'model-unavailable',
      message: expect.stringContaining('trunk-weights-4.bin'),
    });
  });
});
