import { MutationPredictionError } from '../../errors.js';
import { extractFeatures } from '../extractFeatures.js';
import type { RadiomicsImage } from '../roi/image.js';
import { readParameterFile } from './parameterFile.js';

const size = [12, 10, 8] as const;
const count = size[0] * size[1] * size[2];
const image: RadiomicsImage = {
  grid: {
    size,
    origin: [0, 0, 0],
    axes: [
      [0.75, 0, 0],
      [0, 0.5, 0],
      [0, 0, 2.5],
    ],
  },
  data: Int16Array.from({ length: count }, (_, n) => ((n * 37) % 211) - 90),
};
const mask = {
  grid: image.grid,
  data: Uint8Array.from({ length: count }, (_, n) => {
    const [i, j, k] = [n % 12, Math.floor(n / 12) % 10, Math.floor(n / 120)];
    return Number(i > 1 && i < 8 && j > 1 && j < 8 && k > 1 && k < 6);
  }),
};

const spacingOf = (...spacing: (number | string)[]) =>
  `setting: {resampledPixelSpacing: [${spacing.join(', ')}]}`;

test.each([
  spacingOf('1.0e+300', 1, 1),
  spacingOf('1.0e-300', 1, 1),
  spacingOf(1000, 1000, 1000),
  spacingOf(100, 1, 1),
  spacingOf(1, 1, 60),
  spacingOf('.inf', 1, 1),
  spacingOf('.nan', 1, 1),
  spacingOf(-1, 1, 1),
  'setting: {binWidth: 1.0e-300}',
  'setting: {binWidth: 1.0e-9}',
  'setting: {binCount: 1000000000}',
  'setting: {distances: [1000000000]}',
])('%s is refused as a parameter', (yaml) => {
  let refusal: unknown;
  try {
    extractFeatures(image, mask, readParameterFile(yaml, 'absurd.yaml'));
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(MutationPredictionError);
  expect((refusal as MutationPredictionError).code).toBe('invalid-parameters');
});

test.each([spacingOf(3, 3, 3), spacingOf(1, 1, 12), 'setting: {binWidth: 0.01}'])(
  '%s is unusual, and computed',
  (yaml) => {
    const { features } = extractFeatures(image, mask, readParameterFile(yaml, 'unusual.yaml'));
    expect(features.filter(({ value }) => Number.isFinite(value)).length).toBeGreaterThan(50);
  },
);
