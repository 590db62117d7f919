/**
 * Masks and images that are hardly fit for features, against what PyRadiomics 3.0.1 does with them
 * (test/golden/radiomics/make_malformed.py): its values, or a typed error where it has none.
 */
import { readFileSync } from 'node:fs';
import type { Grid } from '../../imaging/grid.js';
import { indexToLps } from '../../imaging/gridGeometry.js';
import { MutationPredictionError } from '../../errors.js';
import { hashedCt, type Ellipsoid } from '../../../../test/support/hashedCt.js';
import { extractRadiomics } from '../extractRadiomics.js';
import type { FeatureClass } from '../features/featureNames.js';
import type { RadiomicsImage } from './image.js';
import type { RadiomicsFeature } from '../jobs/jobs.js';
import type { ImageType, RadiomicsParameters } from '../parameters/parameters.js';

interface Case {
  readonly mask: keyof typeof MASKS;
  readonly image: keyof typeof IMAGES;
  readonly setting: RadiomicsParameters['setting'];
  readonly imageTypes: readonly ImageType[];
  readonly classes: readonly FeatureClass[];
  readonly shifted: boolean;
  readonly values?: Readonly<Record<string, number | null>>;
  readonly error?: string;
}
const golden = JSON.parse(
  readFileSync(
    new URL('../../../../test/golden/radiomics/malformed.json', import.meta.url),
    'utf8',
  ),
) as { grid: Grid; ellipsoid: Ellipsoid; cases: Case[] };
const { grid, ellipsoid } = golden;

type Choice = (i: number, j: number, k: number) => boolean;
const distance = (...index: [number, number, number]) =>
  index.reduce(
    (sum, n, axis) => sum + ellipsoid.weights[axis]! * (n - ellipsoid.centre[axis]!) ** 2,
    0,
  );
const isCentre: Choice = (i, j, k) => i === 14 && j === 12 && k === 8;
const isCorner: Choice = (i, j, k) => i === 0 && j === 0 && k === 0;
const MASKS = {
  nothing: () => false,
  'one voxel': isCentre,
  'a line of voxels': (i, j, k) => j === 12 && k === 8 && i >= 10 && i < 15,
  'two voxels': (i, j, k) => j === 12 && k === 8 && i >= 10 && i < 12,
  'one slice in the corner': (i, j, k) => k === 0 && j < 5 && i < 6,
  'a wall of one column': (i, j, k) => i === 29 && j < 6 && k < 5,
  'eight voxels': (i, j, k) => i >= 10 && i < 12 && j >= 10 && j < 12 && k >= 8 && k < 10,
  'voxels apart': (i, j, k) => i % 3 === 0 && j % 3 === 0 && k % 3 === 0 && distance(i, j, k) <= 80,
  'two corners': (i, j, k) => isCorner(i, j, k) || (i === 29 && j === 25 && k === 15),
  'a ragged slice': (i, j, k) => k === 8 && distance(i, j, k) <= 160 && (i * j) % 5 !== 0,
  'a ragged plane': (i, j, k) => j === 12 && distance(i, j, k) <= 160 && (i * k) % 5 !== 0,
  'the whole image': () => true,
  'the lesion': (i, j, k) => distance(i, j, k) <= 40,
} as const satisfies Readonly<Record<string, Choice>>;

const ct = hashedCt(grid, false);
const withAt = (where: Choice, value: number): RadiomicsImage => ({
  grid,
  data: Float32Array.from(ct.data, (hu, n) => (chosen(where, n) ? value : hu)),
});
const IMAGES = {
  'the CT': ct,
  'all 40': { grid, data: ct.data.map(() => 40) },
  'NaN outside': withAt(isCorner, NaN),
  'NaN inside': withAt(isCentre, NaN),
  'infinity outside': withAt(isCorner, Infinity),
  'infinity inside': withAt(isCentre, Infinity),
} as const satisfies Readonly<Record<string, RadiomicsImage>>;

function chosen(where: Choice, n: number): boolean {
  const [ni, nj] = grid.size;
  const row = Math.floor(n / ni);
  return where(n - row * ni, row % nj, Math.floor(row / nj));
}

function extract({ mask, image, setting, imageTypes, classes, shifted }: Case) {
  const [ni, nj, nk] = grid.size;
  const where: Choice = MASKS[mask];
  const data = Uint8Array.from({ length: ni * nj * nk }, (_, n) => (chosen(where, n) ? 1 : 0));
  const apart = { ...grid, origin: indexToLps(grid, [50, 0, 0]) };
  return extractRadiomics(
    IMAGES[image],
    { grid: shifted ? apart : grid, data },
    {
      setting,
      imageType: Object.fromEntries(
        imageTypes.map((type) => [type, type === 'LoG' ? { sigma: [2] } : {}]),
      ),
      featureClass: Object.fromEntries(classes.map((name) => [name, 'all'])),
    },
  );
}

/** Where the engine knows better, and why. */
const DIFFERENT: Readonly<Record<string, 'refused' | 'computed'>> = {
  // PyRadiomics leaves the voxel out of some features and takes it for the highest grey level in others.
  'the lesion in NaN inside': 'refused',
  // PyRadiomics finds no label in a mask without a background.
  'the whole image in the CT': 'computed',
};
/** Values that are made of rounding errors, in PyRadiomics too: quotients of what should be 0. */
const NOISE: Readonly<Record<string, RegExp>> = {
  'two corners in the CT': /_shape_(Elongation|Flatness|LeastAxisLength|MinorAxisLength)$/,
  'the lesion in all 40': /^(log|wavelet).*_(Kurtosis|Skewness)$/,
};
const titled = golden.cases.map(
  (each) =>
    [
      `${each.mask} in ${each.image}`,
      `${Object.keys(each.setting).join()} ${each.classes[0]} ${each.imageTypes.length}${each.shifted ? ' shifted' : ''}`,
      each,
    ] as const,
);

test.each(titled)('%s (%s)', (title, _, each) => {
  const isRefused = DIFFERENT[title] ? DIFFERENT[title] === 'refused' : each.error !== undefined;
  if (isRefused) {
    expect(() => extract(each)).toThrow(MutationPredictionError);
    expect(() => extract(each)).toThrow(expect.objectContaining({ code: 'unsuitable-roi' }));
    return;
  }
  const { features } = extract(each);
  // A feature without a value says why, and only such a feature does.
  expect(features.filter(({ value, reason }) => Number.isFinite(value) === !!reason)).toEqual([]);
  if (each.values) expect(differences(features, each.values, NOISE[title])).toEqual([]);
  else expect(features.every(({ value }) => Number.isFinite(value))).toBe(true);
});

function differences(
  features: readonly RadiomicsFeature[],
  values: NonNullable<Case['values']>,
  noise: RegExp | undefined,
): string[] {
  const found = new Map(features.map(({ name, value }) => [name, value]));
  return Object.entries(values).flatMap(([name, expected]) => {
    const value = found.get(name)!;
    // Values that are 0 but for rounding have no relative error to speak of.
    const scale = Math.abs(expected ?? 0) < 1e-9 ? 1 : Math.abs(expected!);
    const agrees =
      expected === null ? Number.isNaN(value) : Math.abs(value - expected) <= 1e-6 * scale;
    return agrees || noise?.test(name) ? [] : [`${name}: ${value}, not ${expected}`];
  });
}

test('a spacing that is no number is refused', () => {
  const bad: Grid = { ...grid, axes: [[NaN, 0, 0], grid.axes[1], grid.axes[2]] };
  const data = Uint8Array.from(ct.data, (_, n) => (chosen(MASKS['the lesion'], n) ? 1 : 0));
  expect(() =>
    extractRadiomics(
      { grid: bad, data: ct.data },
      { grid: bad, data },
      {
        setting: {},
        imageType: { Original: {} },
        featureClass: { shape: 'all' },
      },
    ),
  ).toThrow('The image does not say how far apart its voxels are.');
});

test('a feature of slices says that force2D is off', () => {
  const [first] = golden.cases;
  const { features } = extract({
    ...first!,
    mask: 'one slice in the corner',
    classes: ['shape2D'],
    setting: {},
  });
  expect(features).toHaveLength(9);
  expect(features.every(({ reason }) => reason === 'The setting force2D is off.')).toBe(true);
});
