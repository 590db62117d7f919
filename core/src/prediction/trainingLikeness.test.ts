/** Held equal to SciPy's Mahalanobis and scikit-learn's Ledoit-Wolf (test/golden/claims/make_claims.py). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { REGION_FEATURES } from '../contract/regionDescriptor.js';
import type { LikenessBlock } from '../inference/likenessReference.js';
import { parseLikeness } from '../inference/likenessReference.js';
import { blockDistance, checkLikeness, shareText, trainingLikeness } from './trainingLikeness.js';

interface Golden {
  readonly reference: unknown;
  readonly tested: Readonly<Record<'network' | 'radiomics', readonly (readonly number[])[]>>;
  readonly distances: Readonly<Record<'network' | 'radiomics', readonly number[]>>;
}

const file = path.join(process.cwd(), 'test/golden/claims/likeness.json');
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const reference = parseLikeness(encode(golden.reference), 'likeness.json');

const descriptor = Float32Array.from(REGION_FEATURES, (_, n) => n);
const manifest = {
  ...manifestFixture(),
  outputs: { probabilities: 'p', penultimate: 'features' },
  likeness: { path: 'likeness.json', size: 1, sha256: '0'.repeat(64), cases: 60, limit: 0.02 },
};

function likenessOf(n: number, blocks: readonly LikenessBlock[] = reference.blocks) {
  const tensor = (numbers: readonly number[]) => ({
    data: Float32Array.from(numbers),
    dims: [1, numbers.length],
  });
  const inputs = { radiomics: tensor(golden.tested.radiomics[n]!) };
  const outputs = { features: tensor(golden.tested.network[n]!) };
  return trainingLikeness({ descriptor, inputs, outputs }, { ...reference, blocks }, manifest);
}

test.each(reference.blocks.map((block) => [block.kind, block] as const))(
  'the distance of %s is SciPy’s, to the digits of the file',
  (kind, block) => {
    const tested = golden.tested[kind as 'network' | 'radiomics'];
    tested.forEach((numbers, n) => {
      const expected = golden.distances[kind as 'network' | 'radiomics'][n]!;
      expect(blockDistance(numbers, block) / expected).toBeCloseTo(1, 3);
    });
  },
);

test('the block farthest out is the score, and its rank among the calibration cases the p-value', () => {
  golden.tested.network.forEach((_, n) => {
    const z = reference.blocks.map(({ kind, median, q90 }) => ({
      kind,
      z: (golden.distances[kind as 'network' | 'radiomics'][n]! - median) / (q90 - median),
    }));
    const [farthest] = z.toSorted((a, b) => b.z - a.z);
    const found = likenessOf(n);
    expect(found.score).toBeCloseTo(farthest!.z, 2);
    expect(found.farthest).toBe(farthest!.kind);
    const rank = reference.scores.filter((score) => score >= found.score).length;
    expect(found).toMatchObject({ p: (rank + 1) / 61, cases: 60, limit: 0.02 });
  });
});

test('a block of the region is what the CT around the mask is like', () => {
  const place = REGION_FEATURES.indexOf('p90Hu');
  const region: LikenessBlock = {
    kind: 'region',
    length: REGION_FEATURES.length,
    places: [place],
    scale: 'linear',
    mean: [place - 30],
    sd: [10],
    precision: [4],
    median: 1,
    q90: 2,
  };
  // 3 standard deviations of 10 HU, at twice the weight: a distance of 6.
  const found = likenessOf(0, [region]);
  expect(found.score).toBeCloseTo(5, 6);
  expect(found.farthest).toBe('region');
});

test('warns at the limit, and says how few lesions are as unusual', () => {
  const likeness = { score: 3, farthest: 'region' as const, p: 1 / 61, limit: 0.02, cases: 60 };
  expect(checkLikeness(likeness)).toMatchObject({
    code: 'unlike-training-data',
    message:
      'The lesion is unlike those that the model was trained on, most of all in the CT in and around it: of lesions like those, at most 1.6 % are as unusual.',
  });
  expect(shareText(2 / 61)).toBe('3.3 %');
  expect(checkLikeness({ ...likeness, p: 2 / 61 })).toBeUndefined();
  expect(checkLikeness(undefined)).toBeUndefined();
});

test('a model that returns no features is no result', () => {
  const outputs = { features: { data: new Float32Array(3), dims: [1, 3] } };
  const find = () => trainingLikeness({ descriptor, inputs: {}, outputs }, reference, manifest);
  expect(find).toThrow(/no features to compare/);
});

test.each([
  ['no JSON', new TextEncoder().encode('<html>')],
  ['no blocks', encode({ blocks: [], scores: [1] })],
  ['a triangle of another size', encode(withBlock({ precision: [1] }))],
  ['a place beyond the numbers', encode(withBlock({ places: [0, 1, 2, 3, 4, 6] }))],
  ['no spread', encode(withBlock({ median: 1, q90: 1 }))],
])('a file with %s is refused', (_, bytes) => {
  expect(() => parseLikeness(bytes, 'x/likeness.json')).toThrow(/x\/likeness\.json/);
});

function withBlock(change: Partial<LikenessBlock>) {
  const [network] = reference.blocks;
  return { ...reference, blocks: [{ ...network, ...change }] };
}
