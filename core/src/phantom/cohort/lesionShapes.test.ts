import type { Grid } from '../../imaging/grid.js';
import { seededRandom } from '../random.js';
import { renderShapes } from '../render.js';
import { lesionShapes } from './lesionShapes.js';
import type { LesionTraits } from './traits.js';

const PLAIN: LesionTraits = {
  diameterMm: 20,
  groundGlass: 0,
  spiculation: 0,
  lobulation: 0,
  elongation: 1,
  heterogeneityHu: 0,
  enhancementHu: 0,
  cavity: 0,
  haloMm: 0,
  pleuralPlate: 0,
};

const N = 61;
const GRID: Grid = {
  size: [N, N, N],
  origin: [-30, -30, -30],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const LUNG_HU = -850;

/** A lesion at the origin, alone in lung, 1 mm voxels; statistics inside the body and around it. */
function measure(traits: Partial<LesionTraits>) {
  const { shapes, body } = lesionShapes({ ...PLAIN, ...traits }, [0, 0, 0], seededRandom(11));
  const voxels = renderShapes(shapes, GRID, LUNG_HU);
  const inside: number[] = [];
  const ring: number[] = [];
  let voxel = 0;
  for (let k = -30; k <= 30; k++) {
    for (let j = -30; j <= 30; j++) {
      for (let i = -30; i <= 30; i++, voxel++) {
        const distance = body.signedDistance(i, j, k);
        // The soft edge of a voxel belongs to neither.
        if (distance < -1) inside.push(voxels[voxel]!);
        else if (distance > 1 && distance < 4) ring.push(voxels[voxel]!);
      }
    }
  }
  const mean = (values: number[]) => values.reduce((sum, hu) => sum + hu, 0) / values.length;
  const centre = mean(inside);
  return {
    mean: centre,
    sd: Math.sqrt(mean(inside.map((hu) => (hu - centre) ** 2))),
    ringMean: mean(ring),
    volume: inside.length,
  };
}

const plain = measure({});

test('a plain lesion is a solid ball in lung', () => {
  expect(plain.mean).toBeCloseTo(40, 0);
  expect(plain.sd).toBeLessThan(1);
  expect(plain.ringMean).toBeCloseTo(LUNG_HU, 0);
  expect(plain.volume / ((4 / 3) * Math.PI * 9 ** 3)).toBeCloseTo(1, 1);
});

test.each<[string, Partial<LesionTraits>, (measured: typeof plain) => void]>([
  ['ground glass', { groundGlass: 1 }, ({ mean }) => expect(mean).toBeCloseTo(-540, -1)],
  ['half ground glass', { groundGlass: 0.5 }, ({ mean }) => expect(mean).toBeLessThan(-100)],
  ['enhancement', { enhancementHu: 80 }, ({ mean }) => expect(mean).toBeCloseTo(120, 0)],
  ['heterogeneity', { heterogeneityHu: 100 }, ({ sd }) => expect(sd).toBeGreaterThan(70)],
  ['cavity', { cavity: 0.5 }, ({ mean, sd }) => expect(sd - mean).toBeGreaterThan(200)],
  ['halo', { haloMm: 4 }, ({ ringMean }) => expect(ringMean).toBeGreaterThan(-700)],
  ['pleural plate', { pleuralPlate: 1 }, ({ ringMean }) => expect(ringMean).toBeGreaterThan(-820)],
  ['spicules', { spiculation: 1 }, ({ ringMean }) => expect(ringMean).toBeGreaterThan(-800)],
])('%s shows in the image', (_, traits, holds) => holds(measure(traits)));

test.each<[string, Partial<LesionTraits>]>([
  ['lobes', { lobulation: 1 }],
  ['stretching', { elongation: 1.9 }],
])('%s hardly change the volume', (_, traits) => {
  // One millimetre was left out at the edge, which is longer than the ball's.
  expect(Math.abs(measure(traits).volume / plain.volume - 1)).toBeLessThan(0.2);
});
