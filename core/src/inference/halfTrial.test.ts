import { viewByViewFixture } from '../../../test/support/viewByViewFixture.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import { hashedTensor } from './hashedTensor.js';
import { isHalfAllowed, tryHalf } from './halfTrial.js';
import type { FloatTensor, ModelSession } from './session.js';

/** Of blocks of 16 neighbours. */
const EXPECTED = [0.75996256, 0.047223527, 0.9702806, 0.697355];

const manifest = halfManifest();

function halfManifest(): ModelManifest {
  const { manifest, graph } = viewByViewFixture();
  const half = {
    graphs: graph.trunk.graphs,
    largestDifference: 0.01,
    golden: [
      [0.25, 0.5],
      [0.75, 0.5],
    ],
  };
  return { ...manifest, graph: { ...graph, trunk: { ...graph.trunk, half } } };
}

/** Says these probabilities, one pair after the other. */
function saying(pairs: readonly (readonly number[])[], seen: FloatTensor[] = []): ModelSession {
  let run = 0;
  return {
    device: { runtime: 'fake', runtimeVersion: '1', backend: 'webgpu', name: 'fake' },
    run: (inputs) => {
      seen.push(...Object.values(inputs));
      return Promise.resolve({ p: { data: Float32Array.from(pairs[run++]!), dims: [1, 2] } });
    },
    release: () => Promise.resolve(),
  };
}

test('the largest change counts, of whichever trial and target', async () => {
  const moved = await tryHalf(
    saying([
      [0.25, 0.5],
      [0.75, 0.53125],
    ]),
    manifest,
  );
  expect(moved).toBeCloseTo(0.03125, 6);
  expect(isHalfAllowed(moved, manifest)).toBe(false);
  expect(isHalfAllowed(0.01, manifest)).toBe(true);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is never allowed', async (said) => {
  const moved = await tryHalf(
    saying([
      [0.25, said],
      [0.75, 0.5],
    ]),
    manifest,
  );
  expect(moved).toBe(1);
  expect(isHalfAllowed(moved, manifest)).toBe(false);
});

test('each trial has its own inputs, of the shapes that the model takes', async () => {
  const seen: FloatTensor[] = [];
  await tryHalf(
    saying(
      [
        [0, 0],
        [0, 0],
      ],
      seen,
    ),
    manifest,
  );
  const [views, patient, ...others] = seen;
  expect(seen.map(({ dims }) => dims)).toEqual([
    [1, 3, 16, 16],
    [1, 3],
    [1, 3, 16, 16],
    [1, 3],
  ]);
  expect(views).toEqual(hashedTensor([1, 3, 16, 16], 0));
  expect(patient).toEqual(hashedTensor([1, 3], 1));
  expect(others).toEqual([hashedTensor([1, 3, 16, 16], 100), hashedTensor([1, 3], 101)]);
});

test('the numbers are those of the exporter', () => {
  // models/training/tests/test_half.py has the same.
  const { data } = hashedTensor([64], 201);
  expect([0, 16, 32, 48].map((n) => data[n])).toEqual(EXPECTED.map(Math.fround));
});
